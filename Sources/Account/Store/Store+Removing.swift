internal import Recipients
internal import Snapshots
internal import Storage

/// Files that a manifest referred to and no manifest does any more. A reader of the old manifest may be about to open
/// them: while a reader pins files, they stay, at the latest until the sweep of the next program that writes.
struct Removals {
    /// A file, or all files of a group.
    enum Item: Hashable {
        case segment(Int, group: Int)
        case activity(Int, group: Int)
        case group(Int)
    }

    private(set) var items: Set<Item> = []

    mutating func insert(_ item: Item) {
        items.insert(item)
    }

    /// Returns all items, and clears them.
    mutating func take() -> Set<Item> {
        defer { items = [] }
        return items
    }
}

extension Patience {
    /// Long enough for readers, which pin files only for moments.
    static var withReaders: Patience { Patience(.seconds(2)) }
}

extension Store {
    /// Removes the files that no manifest refers to any more, unless a reader pins them now. Files that cannot be
    /// removed are swept later.
    ///
    /// - Parameter patience: How long to wait for readers.
    /// - Returns: Whether there are no more files to remove.
    @discardableResult
    func removeUnreferenced(_ patience: Patience = .none) -> Bool {
        if removals.items.isEmpty { return true }
        guard !isUncertain, !isCommitUnfinished, (try? manifests.hasAccountChanged) == false,
            (try? storage.beginRemoving(patience)) == true
        else { return false }
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

    /// Removes a segment to which no manifest ever referred, or none does any more, and that no reader needs. If that
    /// fails, it is swept later.
    func removeSegment(_ number: Int, ofGroup group: Int) {
        guard !mayReferTo(segment: number, ofGroup: group) else { return }
        segments.forget(number, ofGroup: group)
        try? storage.remove(StoreLayout.segment(number, ofGroup: group))
    }

    /// Whether a group's manifest refers to a segment, or may do so after a commit with an unknown outcome.
    func mayReferTo(segment number: Int, ofGroup group: Int) -> Bool {
        isUncertain || knownGroups[group]?.segments.contains { $0.number == number } ?? false
    }

    /// Removes the folder of a group that nothing refers to any more. Files that cannot be removed are swept later.
    func removeGroup(_ number: Int) throws(Failure) {
        guard let manifest = try group(number) else { return }
        finishCommit()
        try forgetAddresses(of: number)
        // The manifest may be the only copy of the log's last line.
        try log.catchUp()
        try log.sync()
        var changed = account
        changed.highestBackup = max(changed.highestBackup, manifest.highestBackup)
        changed.highestGroup = max(changed.highestGroup, number)
        changed.removedGroups = try removedGroups
        changed.removedGroups?.insert(number)
        if (manifest.journal?.sequence ?? 0) > changed.journal?.sequence ?? 0 { changed.journal = manifest.journal }
        if changed != account { try commit(changed, nil) }
        manifests.setGroup(number, to: nil)
        segments.forget(whereNotIn: knownGroups)
        try storing(storage.remove(StoreLayout.manifest(ofGroup: number)))
        removals.insert(.group(number))
        removeUnreferenced()
    }

    /// Removes what an interrupted process left behind, unless a reader pins files.
    ///
    /// - Parameters:
    ///   - patience: How long to wait for readers.
    ///   - everything: Whether to sweep every folder, not only those in which a process may have been interrupted.
    /// - Returns: Whether it was removed.
    @discardableResult
    func sweep(_ patience: Patience = .none, everything: Bool = false) throws(Failure) -> Bool {
        try checkUnchanged()
        finishCommit()
        // Files that wait for a switch to be finished were not left behind.
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
                    // A group's folder that is damaged or may not be read does not stop work on the others.
                    if error.damage == nil, !error.isForbidden { throw error }
                }
            }
        }
        return true
    }

    /// The numbers of the groups whose folders are swept, with their manifests read.
    private func sweptGroups(everything: Bool) throws(Failure) -> [Int] {
        if !everything, case .folders(let folders)? = try storing(storage.unsettled()) {
            return folders.compactMap(StoreLayout.groupNumber(ofFolder:)).sorted()
        }
        _ = try groups
        return try storing(Sweep(storage).groupFolders())
    }

    /// Replaces entries of the log, which keep their numbers. The caller must change the entries in manifests.
    ///
    /// - Returns: The log as a damaged file, if some lines are invalid; those are not changed.
    func rewriteLog(_ change: (LogEntry) -> LogEntry) throws(Failure) -> DamagedFile? {
        finishCommit()
        return try log.rewrite(change)
    }
}
