internal import Recipients
internal import Storage

/// Where a copy is made: a place for a new one, or an earlier copy. Its lock is held.
struct CopyTarget {
    let storage: any Storage
    /// Its name in messages.
    let name: String
    /// The earlier copy; nil if there is none.
    let store: Store?
    /// The entries of its log, and the lines of its log file.
    let entries: [LogEntry]
    let log: [UInt8]
    /// The epoch of the lock that the copier holds.
    let epoch: Int

    /// Takes the lock.
    ///
    /// - Throws: `locked`; `storage` for a place that holds something other than a store.
    init(_ storage: any Storage, _ name: String, for source: String, _ patience: Patience) throws(Failure) {
        self.storage = storage
        self.name = name
        do throws(Failure) {
            if try !Store.exists(in: storage) {
                guard try Remains(storage).isFreeForCopy else {
                    throw CopyProblem.refused(.isNotEmpty, target: name, store: source).failure
                }
                let epoch = try storing(storage.lock(patience, above: 0))
                // Somebody else's first copy may have finished while this one waited.
                if try !Store.exists(in: storage) {
                    (self.epoch, store, entries, log) = (epoch, nil, [], [])
                    return
                }
                storage.unlock()
            }
            let store = try Store(storage)
            try store.lock(patience)
            try store.reload()
            _ = try store.groups
            if let damaged = store.damagedGroups.values.first { throw damaged.failure }
            (entries, log) = (try store.log.entries(), try store.log.lines())
            (self.epoch, self.store) = (store.epoch, store)
        } catch {
            storage.unlock()
            guard error.code == .damaged else { throw error }
            throw CopyProblem.refused(.isDamaged(error), target: name, store: source).failure
        }
    }

    /// Why the earlier copy must not be replaced by a store's state; nil if it may be.
    ///
    func objection(to source: CopySource) throws(Failure) -> CopyProblem.Reason? {
        guard let store else { return nil }
        guard store.account.identity == source.account.identity else { return .isAnotherAccount }
        guard let mark = store.account.copy else { return .isNoCopy }
        if let change = entries.last(where: \.isChange), change.sequence > mark.sequence {
            return .isChanged(by: change.action.rawValue)
        }
        guard try store.records == mark.records else { return .isChanged(by: "record") }
        if store.account.pendingErasures != nil { return .isChanged(by: LogEntry.Action.erase.rawValue) }
        guard mark.sequence == 0 || knows(source.entries, upTo: mark.sequence), try source.has(recordsOf: store) else {
            return .isAhead
        }
        return nil
    }

    /// Whether a log has the change with a number that the copy has, and so all changes before it.
    private func knows(_ others: [LogEntry], upTo sequence: Int) -> Bool {
        entries.count >= sequence && others.count >= sequence
            && entries[sequence - 1].tellsTheSame(as: others[sequence - 1])
    }
}

extension Store {
    /// How many records of activity all groups have together.
    var records: Int {
        get throws(Failure) { try groups.values.reduce(0) { $0 + ($1.activity?.records ?? 0) } }
    }
}

extension LogEntry {
    /// Whether both are about the same change. An erasure may have removed words from one of them, and an older version
    /// may have written them without their write.
    fileprivate func tellsTheSame(as other: LogEntry) -> Bool {
        if let write, let theirs = other.write { return write == theirs }
        return (at, action, group, groupNumber, highestGroup) == (
            other.at, other.action, other.group, other.groupNumber, other.highestGroup
        ) && (recipients, backup, undone) == (other.recipients, other.backup, other.undone)
    }
}
