internal import Recipients
internal import Snapshots
internal import Storage

/// Files that a manifest referred to and none does any more. A reader that has read the old manifest may be about to open
/// them: while one pins, they wait, at the longest for the sweep of the next program that writes.
struct Removals {
    /// A file, or all of a group's.
    enum Item: Hashable {
        case segment(Int, group: Int)
        case activity(Int, group: Int)
        case group(Int)
    }

    private(set) var items: Set<Item> = []

    mutating func insert(_ item: Item) {
        items.insert(item)
    }

    /// Hands over everything.
    mutating func take() -> Set<Item> {
        defer { items = [] }
        return items
    }
}

extension Patience {
    /// Readers pin files for moments.
    static var withReaders: Patience { Patience(.seconds(2)) }
}

extension Store {
    /// Removes the files that no manifest refers to any more, unless a reader pins them now. What fails here is swept
    /// later.
    ///
    /// - Parameter patience: How long to wait for readers.
    /// - Returns: Whether nothing waits any more.
    @discardableResult
    func removeUnreferenced(_ patience: Patience = .none) -> Bool {
        if removals.items.isEmpty { return true }
        guard !isUncertain, (try? storage.beginRemoving(patience)) == true else { return false }
        defer { storage.endRemoving() }
        for item in removals.take() { remove(item) }
        return true
    }

    private func remove(_ item: Removals.Item) {
        switch item {
        case .segment(let number, let group): removeSegment(number, ofGroup: group)
        case .activity(let file, let group):
            if knownGroups[group].map({ !$0.isDeleted && $0.activityFile == file }) ?? false { return }
            try? storage.remove(StoreLayout.activity(file, ofGroup: group))
        case .group(let number):
            if knownGroups[number] == nil { try? Sweep(storage).sweepFolder(ofGroup: number, keeping: nil) }
        }
    }

    /// Removes a segment that no manifest ever referred to, or none refers to any more and no reader looks for. What fails
    /// here is swept later.
    func removeSegment(_ number: Int, ofGroup group: Int) {
        guard !mayReferTo(segment: number, ofGroup: group) else { return }
        segments.forget(number, ofGroup: group)
        try? storage.remove(StoreLayout.segment(number, ofGroup: group))
    }

    /// Whether a group's manifest refers to a segment, or may do so after a commit that failed halfway.
    func mayReferTo(segment number: Int, ofGroup group: Int) -> Bool {
        isUncertain || knownGroups[group]?.segments.contains { $0.number == number } ?? false
    }

    /// Removes the folder of a group that nothing refers to any more. What fails here is swept later.
    func removeGroup(_ number: Int) throws(Failure) {
        guard let manifest = try group(number) else { return }
        // The manifest may be all that holds the last line of the log.
        try log.catchUp()
        try log.sync()
        var changed = account
        changed.highestBackup = max(changed.highestBackup, manifest.highestBackup)
        changed.highestGroup = max(changed.highestGroup, number)
        changed.removedGroups = try removedGroups
        changed.removedGroups?.insert(number)
        if (manifest.journal?.sequence ?? 0) > changed.journal?.sequence ?? 0 { changed.journal = manifest.journal }
        if changed != account { try commit(changed, nil) }
        manifests.set(number, nil)
        segments.forget(whereNotIn: knownGroups)
        try storing(storage.remove(StoreLayout.manifest(ofGroup: number)))
        removals.insert(.group(number))
        removeUnreferenced()
    }

    /// Removes what a process left behind that ended too soon, unless a reader pins it.
    ///
    /// - Parameters:
    ///   - patience: How long to wait for readers.
    ///   - everything: Whether every folder is looked through, not only those in which one may have ended too soon.
    /// - Returns: Whether it is gone.
    @discardableResult
    func sweep(_ patience: Patience = .none, everything: Bool = false) throws(Failure) -> Bool {
        // What waits for a switch to be finished is no leftover.
        guard try storing(storage.lookForSwitch()) == nil else { return false }
        guard try storing(storage.beginRemoving(patience)) else { return false }
        defer { storage.endRemoving() }
        let numbers = try sweptGroups(everything: everything)
        try storing { () throws(StorageError) in
            try storage.removeUnfinished()
            let sweep = Sweep(storage)
            try sweep.sweepRoot()
            for number in numbers {
                do throws(StorageError) {
                    if account.removedGroups?.contains(number) ?? false { try sweep.removeManifest(ofGroup: number) }
                    if damagedGroups[number] != nil {
                        try sweep.sweepTemporaries(ofGroup: number)
                    } else {
                        try sweep.sweepFolder(ofGroup: number, keeping: knownGroups[number])
                    }
                } catch {
                    // One group's folder, damaged or out of reach, keeps nobody from working on the others.
                    if error.damage == nil, !error.isForbidden { throw error }
                }
            }
        }
        return true
    }

    /// The numbers of the groups whose folders are swept. Their manifests have been read.
    private func sweptGroups(everything: Bool) throws(Failure) -> [Int] {
        if !everything, case .folders(let folders)? = try storing(storage.unsettled()) {
            return folders.compactMap(StoreLayout.groupNumber(ofFolder:)).sorted()
        }
        _ = try groups
        return try storing(Sweep(storage).groupFolders())
    }

    /// Replaces entries of the log, which keep their numbers; the manifests' own are the caller's.
    ///
    /// - Returns: The log as a damaged file, if some lines are wrong; those stay as they are.
    func rewriteLog(_ change: (LogEntry) -> LogEntry) throws(Failure) -> DamagedFile? {
        try log.rewrite(change)
    }
}
