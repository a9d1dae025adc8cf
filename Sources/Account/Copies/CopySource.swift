internal import Recipients
internal import Storage

/// One state of a store to be copied. The store is pinned: every file that the state refers to exists.
struct CopySource {
    let store: Store
    let account: AccountManifest
    let entries: [LogEntry]
    /// What the copy's log will hold.
    let log: [UInt8]

    /// A writer may replace the log while it is being read.
    private static let attempts = 3

    /// - Parameters:
    ///   - store: The store; nobody else uses the object meanwhile.
    ///   - name: The store's name in messages.
    ///   - patience: How long to wait for an erasure that is in progress.
    init(_ store: Store, _ name: String, _ patience: Patience) throws(Failure) {
        self.store = store
        var found: (entries: [LogEntry], log: [UInt8])?
        let isQuiet = try patience.tries { () throws(Failure) in
            found = try Self.read(store)
            return store.account.pendingErasures?.allSatisfy(\.hasReachedEveryFile) ?? true
        }
        guard isQuiet, let found else {
            // It waits for files that are damaged, and not for anybody who is at work.
            let damaged = store.account.pendingErasures?.compactMap(\.damagedFile).min()
            throw damaged.map { StoreProblem.damaged(StoragePath($0), .erasedAddress).failure }
                ?? CopyProblem.unfinishedErasure(store: name).failure
        }
        (entries, log) = found
        var account = store.account
        account.removedGroups = try store.removedGroups
        // What an erasure may have left in files that nothing refers to is not copied.
        account.pendingErasures = nil
        self.account = account
    }

    private static func read(_ store: Store) throws(Failure) -> (entries: [LogEntry], log: [UInt8]) {
        var attempt = 1
        while true {
            do throws(Failure) {
                try store.readOneState()
                if let damaged = store.damagedGroups.min(by: { $0.key < $1.key }) { throw damaged.value.failure }
                // If the log is damaged, reading it reports that.
                return (try store.log.entries(), try store.log.lines())
            } catch {
                attempt += 1
                guard error.code == .damaged, attempt <= attempts else { throw error }
            }
        }
    }

    /// The activity of a group, after a check.
    func activity(of group: GroupManifest) throws(Failure) -> MappedBytes {
        _ = try ActivityFile.open(group, store.storage)
        return try storing(store.storage.map(group.activityPath))
    }
}

extension PendingErasure {
    /// Whether anything that it may have left is only in files that nothing refers to.
    fileprivate var hasReachedEveryFile: Bool { files == [StoreLayout.groups.text] }

    /// A file that it could not search because that is damaged; nil if there is none.
    fileprivate var damagedFile: String? { files?.subtracting([StoreLayout.groups.text]).min() }
}
