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

    /// Nil while an erasure is in progress, which changes one group after the other.
    ///
    /// - Parameter store: The store; nobody else uses the object meanwhile.
    init?(_ store: Store) throws(Failure) {
        self.store = store
        (entries, log) = try Self.read(store)
        if store.account.isErasing { return nil }
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

    /// Whether the store has the records of activity that a copy has, which are in no line of the log. An activity file
    /// is only added to; when records leave it, another file is begun.
    func has(recordsOf copy: Store) throws(Failure) -> Bool {
        for old in copy.knownGroups.values {
            guard let last = old.activity, last.records > 0, let group = store.knownGroups[old.number],
                group.activityFile == old.activityFile, let present = group.activity, present != last
            else { continue }
            guard present.bytes > last.bytes, last.ends(in: try activity(of: group)) else { return false }
        }
        return true
    }

    /// The activity of a group, after a check.
    func activity(of group: GroupManifest) throws(Failure) -> MappedBytes {
        _ = try ActivityFile.open(group, store.storage)
        return try storing(store.storage.map(group.activityPath))
    }
}

extension AccountManifest {
    /// Whether an erasure has begun and not yet reached every file that anything refers to.
    var isErasing: Bool { pendingErasures?.contains { $0.files != [StoreLayout.groups.text] } ?? false }
}

extension PendingErasure {
    /// A file that it could not search because that is damaged; nil if there is none.
    var damagedFile: String? { files?.subtracting([StoreLayout.groups.text]).min() }
}
