internal import Recipients
internal import Storage

/// One state of a store that is to be copied. The store is pinned: every file that the state refers to is there.
struct CopySource {
    let store: Store
    let account: AccountManifest
    let entries: [LogEntry]
    /// What the copy's log is to hold.
    let log: [UInt8]

    /// A writer may replace the log between two looks at it.
    private static let attempts = 3

    /// - Parameters:
    ///   - store: The store; nobody else uses it in the meantime.
    ///   - name: What it is called in messages.
    ///   - patience: How long to wait for an erasure that is under way.
    init(_ store: Store, _ name: String, _ patience: Patience) throws(Failure) {
        self.store = store
        var found: (entries: [LogEntry], log: [UInt8])?
        let isQuiet = try patience.tries { () throws(Failure) in
            found = try Self.read(store)
            return store.account.pendingErasures?.allSatisfy(\.hasReachedEveryFile) ?? true
        }
        guard isQuiet, let found else { throw CopyProblem.unfinishedErasure(store: name).failure }
        (entries, log) = found
        var account = store.account
        account.removedGroups = try store.removedGroups
        // What it left in files that nothing refers to is not copied.
        account.pendingErasures = nil
        self.account = account
    }

    private static func read(_ store: Store) throws(Failure) -> (entries: [LogEntry], log: [UInt8]) {
        var attempt = 1
        while true {
            do throws(Failure) {
                try store.readOneState()
                if let damaged = store.damagedGroups.min(by: { $0.key < $1.key }) { throw damaged.value.failure }
                // What is wrong with the log, reading it tells.
                return (try store.log.entries(), try store.log.lines())
            } catch {
                attempt += 1
                guard error.code == .damaged, attempt <= attempts else { throw error }
            }
        }
    }

    /// The records of a group that count, checked.
    func activity(of group: GroupManifest) throws(Failure) -> MappedBytes {
        _ = try ActivityFile.open(group, store.storage)
        return try storing(store.storage.map(group.activityPath))
    }
}

extension PendingErasure {
    /// Whether all that it may have left is in files that nothing refers to.
    fileprivate var hasReachedEveryFile: Bool { files == [StoreLayout.groups.text] }
}
