internal import Recipients
internal import Snapshots

extension Account {
    /// The standing group of this name.
    ///
    /// - Throws: `invalid-name`, or `unknown-group` with the nearest name.
    func standingGroup(_ name: String) throws(Failure) -> GroupManifest {
        let name = try GroupName(name).text
        if let number = store.lookup.standing[name], let group = store.groups[number] { return group }
        throw unknownGroup(name)
    }

    /// The group of this name with all its backups: the standing one, else the one last deleted under that name.
    func groupOrDeleted(_ name: String) throws(Failure) -> GroupManifest {
        let name = try GroupName(name).text
        if let number = store.lookup.standing[name], let group = store.groups[number] { return group }
        let deleted = store.groups.values.filter {
            $0.isDeleted && $0.name == name && $0.backups.contains(where: isVisible)
        }
        // Deletions of the same second are in the order of their backups.
        let latest = deleted.max {
            ($0.deleted ?? .earliest, $0.highestBackup) < ($1.deleted ?? .earliest, $1.highestBackup)
        }
        guard let latest else { throw unknownGroup(name) }
        return latest
    }

    private func unknownGroup(_ name: String) -> Failure {
        // One of the damaged groups may bear the name.
        if let damage = store.damagedGroups.values.first { return damage }
        let names = store.lookup.standing.keys.sorted()
        let help = names.nearest(to: name).map { "did you mean \"\($0)\"?" }
        let deleted = store.groups.values.first {
            $0.isDeleted && $0.name == name && $0.backups.contains(where: isVisible)
        }
        let backup = deleted?.backups.last(where: isVisible)
        let wayBack = backup.map { "it was deleted; bring it back with: restore backup \($0.id)" }
        return Failure(.unknownGroup, "there is no group \"\(name)\"", help: wayBack ?? help)
    }

    /// Checks that no group stands under a name.
    func checkFree(_ name: String) throws(Failure) {
        if store.lookup.standing[name] != nil {
            throw Failure(.duplicateGroup, "there is a group \"\(name)\" already")
        }
    }

    /// A backup and the group it came from.
    ///
    /// - Throws: `expired-backup`, saying when as far as that is known, or `unknown-backup`.
    func findBackup(_ id: Int) throws(Failure) -> (group: GroupManifest, backup: GroupManifest.Backup) {
        if let place = store.lookup.backups[id], let group = store.groups[place.group] {
            let backup = group.backups[place.position]
            if isVisible(backup) { return (group, backup) }
            throw Self.expired(id, at: store.account.policy.expiry(ofBackupMade: backup.created))
        }
        for group in store.groups.values {
            if let expired = group.expired.first(where: { $0.id == id }) { throw Self.expired(id, at: expired.at) }
        }
        if let damage = store.damagedGroups.values.first { throw damage }
        if id >= 1, id < store.nextBackup { throw Self.expired(id, at: nil) }
        let newest = store.nextBackup - 1
        throw Failure(
            .unknownBackup, "there is no backup \(id)",
            help: newest == 0 ? "the account has no backups yet" : "\"backups\" lists them; the newest id is \(newest)")
    }

    /// The backup of a group with the highest id.
    func latestBackup(of name: String) throws(Failure) -> (group: GroupManifest, backup: GroupManifest.Backup) {
        let group = try groupOrDeleted(name)
        if let backup = group.backups.last(where: isVisible) { return (group, backup) }
        if let hidden = group.backups.last {
            throw Self.expired(hidden.id, at: store.account.policy.expiry(ofBackupMade: hidden.created))
        }
        if let expired = group.expired.last { throw Self.expired(expired.id, at: expired.at) }
        throw Failure(.unknownBackup, "the group \"\(group.name)\" has no backup")
    }

    private static func expired(_ id: Int, at instant: Instant?) -> Failure {
        let when = instant.map { "expired at \($0)" } ?? "has expired"
        return Failure(
            .expiredBackup, "backup \(id) \(when)", help: "its data has been deleted and cannot be brought back")
    }

    /// The opened segments of a state.
    ///
    /// - Parameter check: Not `.first` only if whoever reads them calls `checkRead()` before anything comes of it.
    func open(
        _ state: GroupManifest.State,
        of group: GroupManifest,
        check: Segment.Check = .first
    ) throws(Failure) -> [Segment] {
        try store.open(state.segments, of: group, check: check)
    }
}
