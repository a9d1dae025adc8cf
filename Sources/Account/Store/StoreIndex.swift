internal import JSONRecords
internal import Recipients

/// What is looked up in manifests again and again, kept up to date as they change: for the manifests that have been
/// read, and in total also for the others, from the catalog.
struct StoreIndex {
    /// Figures for all groups together.
    struct Totals: Hashable {
        /// The highest id that a backup in any manifest has or had; 0 for none.
        var highestBackup = 0
        /// No backup is older than this; nil if there are no backups.
        var oldestBackup: Instant?
        /// The highest number of a group that has or had a manifest; 0 for none.
        var highestGroup = 0
        /// The last change of a group; nil for none.
        var latestChange: Change?
        /// The highest epoch in which a group was changed; 0 for none.
        var highestEpoch = 0
        /// Whether a group may have something that should be gone: rows that no state shows any more, or the whole
        /// group.
        var hasRemains = false
    }

    /// When a change was made. The rest of its log entry may name people, and stays in the log.
    struct Change: Hashable {
        /// The number of the line in the log.
        let sequence: Int
        /// Not always the latest time: a clock may have been set back.
        let at: Instant

        init(_ entry: LogEntry) {
            (sequence, at) = (entry.sequence, entry.at)
        }
    }

    /// The groups that have been read, by name, deleted ones included.
    private(set) var named: [String: [Int]] = [:]
    /// The number of the group of each backup in the manifests that have been read.
    private(set) var backups: [Int: Int] = [:]
    var totals = Totals()

    /// Records a group's new manifest.
    ///
    /// - Parameters:
    ///   - old: The old manifest; nil for none.
    ///   - new: The new manifest; nil for none.
    /// - Complexity: Linear in the number of backups that were added, if none has been removed.
    mutating func replace(_ old: GroupManifest?, with new: GroupManifest?) {
        if let old, old.name != new?.name {
            named[old.name]?.removeAll { $0 == old.number }
            if named[old.name]?.isEmpty ?? false { named[old.name] = nil }
        }
        if let new, old?.name != new.name { named[new.name, default: []].append(new.number) }

        var known = old?.backups.count ?? 0
        if let old, !Self.onlyAdds(old, new) {
            for backup in old.backups { backups[backup.id] = nil }
            known = 0
        }
        guard let new else { return }
        totals.highestGroup = max(totals.highestGroup, new.number)
        if let entry = new.journal, entry.sequence > totals.latestChange?.sequence ?? 0 {
            totals.latestChange = Change(entry)
        }
        totals.highestEpoch = max(totals.highestEpoch, new.writer?.epoch ?? 0)
        totals.hasRemains = totals.hasRemains || new.hasRemains
        for backup in new.backups.dropFirst(known) {
            backups[backup.id] = new.number
            totals.oldestBackup = totals.oldestBackup.map { min($0, backup.created) } ?? backup.created
        }
        totals.highestBackup = max(totals.highestBackup, new.highestBackup)
    }

    /// Whether the new manifest has all backups of the old one at the same places. Ids are ascending, so comparing the
    /// last one is enough.
    private static func onlyAdds(_ old: GroupManifest, _ new: GroupManifest?) -> Bool {
        guard let last = old.backups.indices.last else { return true }
        return new.map { last < $0.backups.count && $0.backups[last].id == old.backups[last].id } ?? false
    }

    /// Recomputes what is due to be removed, after something has been removed.
    ///
    /// - Parameter groups: All groups.
    mutating func recount(_ groups: some Collection<GroupManifest>) {
        totals.hasRemains = groups.contains(where: \.hasRemains)
        totals.oldestBackup = groups.lazy.compactMap { $0.backups.lazy.map(\.created).min() }.min()
    }
}

extension StoreIndex.Totals: JSONRepresentable {
    init(json: JSONValue) throws(JSONMismatch) {
        let members = try JSONMembers(json)
        highestBackup = try members.value("highestBackup")
        oldestBackup = try members.optional("oldestBackup")
        highestGroup = try members.value("highestGroup")
        latestChange = try members.optional("latestChange")
        highestEpoch = try members.value("highestEpoch")
        hasRemains = try members.value("hasRemains")
    }

    var json: JSONValue {
        JSONValue(members: [
            "highestBackup": highestBackup.json,
            "oldestBackup": oldestBackup?.json,
            "highestGroup": highestGroup.json,
            "latestChange": latestChange?.json,
            "highestEpoch": highestEpoch.json,
            "hasRemains": hasRemains.json,
        ])
    }
}

extension StoreIndex.Change: JSONRepresentable {
    init(json: JSONValue) throws(JSONMismatch) {
        let members = try JSONMembers(json)
        sequence = try members.value("sequence")
        at = try members.value("at")
    }

    var json: JSONValue {
        JSONValue(members: [
            "sequence": sequence.json,
            "at": at.json,
        ])
    }
}
