internal import Recipients

/// What is looked up in the manifests again and again, kept up to date as they change.
struct StoreIndex {
    /// The live group of each name.
    private(set) var live: [String: Int] = [:]
    /// The group and the place in its manifest of each backup.
    private(set) var backups: [Int: (group: Int, position: Int)] = [:]
    /// The highest id that a backup in any manifest has or had; 0 for none.
    private(set) var highestBackup = 0
    /// No backup was made before this; nil if there are none.
    private(set) var oldestBackup: Instant?
    /// The highest number of a group that has or had a manifest; 0 for none.
    private(set) var highestGroup = 0
    /// The log's entry of the last change of a group; nil for none. Its time is not always the latest: a clock may have been
    /// put back.
    private(set) var latestEntry: LogEntry?
    /// The highest turn at the lock in which a group was changed; 0 for none.
    private(set) var highestEpoch = 0

    /// Takes note of a group's new manifest.
    ///
    /// - Parameters:
    ///   - old: The manifest until now; nil for none.
    ///   - new: The one from now on; nil for none.
    /// - Complexity: In the number of backups that were added, as long as none has gone.
    mutating func replace(_ old: GroupManifest?, with new: GroupManifest?) {
        if let old, !old.isDeleted, live[old.name] == old.number { live[old.name] = nil }
        if let new, !new.isDeleted { live[new.name] = new.number }

        var known = old?.backups.count ?? 0
        if let old, !Self.onlyAdds(old, new) {
            for backup in old.backups { backups[backup.id] = nil }
            known = 0
            if backups.isEmpty { oldestBackup = nil }
        }
        guard let new else { return }
        highestGroup = max(highestGroup, new.number)
        if let entry = new.journal, entry.sequence > latestEntry?.sequence ?? 0 { latestEntry = entry }
        highestEpoch = max(highestEpoch, new.writer?.epoch ?? 0)
        for (position, backup) in new.backups.enumerated().dropFirst(known) {
            backups[backup.id] = (new.number, position)
            oldestBackup = oldestBackup.map { min($0, backup.created) } ?? backup.created
        }
        highestBackup = max(highestBackup, new.highestBackup)
    }

    /// Whether the new manifest has all backups of the old one at their places. Ids are ascending, so the last tells.
    private static func onlyAdds(_ old: GroupManifest, _ new: GroupManifest?) -> Bool {
        guard let last = old.backups.indices.last else { return true }
        return new.map { last < $0.backups.count && $0.backups[last].id == old.backups[last].id } ?? false
    }

    /// Finds the oldest backup anew, after some have gone.
    mutating func findOldest(in groups: some Collection<GroupManifest>) {
        oldestBackup = groups.lazy.compactMap { $0.backups.lazy.map(\.created).min() }.min()
    }
}
