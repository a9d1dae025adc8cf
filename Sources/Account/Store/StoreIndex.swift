internal import Recipients

/// What is looked up in the manifests again and again.
struct StoreIndex {
    /// The standing group of each name.
    let standing: [String: Int]
    /// The group and the place in its manifest of each backup.
    let backups: [Int: (group: Int, position: Int)]
    /// The highest id of a backup in any manifest; 0 for none.
    let highestBackup: Int
    /// When the oldest backup was made.
    let oldestBackup: Instant?

    init(_ groups: some Collection<GroupManifest>) {
        var standing: [String: Int] = [:]
        var backups: [Int: (group: Int, position: Int)] = [:]
        var highest = 0
        var oldest: Instant?
        for group in groups {
            if !group.isDeleted { standing[group.name] = group.number }
            highest = max(highest, group.highestBackup)
            for (position, backup) in group.backups.enumerated() {
                backups[backup.id] = (group.number, position)
                oldest = oldest.map { min($0, backup.created) } ?? backup.created
            }
        }
        self.standing = standing
        self.backups = backups
        highestBackup = highest
        oldestBackup = oldest
    }
}
