internal import Recipients
internal import Snapshots

extension Account {
    /// The standing group of this name.
    ///
    /// - Throws: `invalid-name`, or `unknown-group` with the nearest name.
    func liveGroup(_ name: String) throws(Failure) -> GroupManifest {
        let name = try GroupName(name).text
        if let group = try store.liveGroup(named: name) { return group }
        throw try unknownGroup(name)
    }

    /// The group of this name with all its backups: the standing one, else the one last deleted under that name.
    func groupOrDeleted(_ name: String) throws(Failure) -> GroupManifest {
        let name = try GroupName(name).text
        if let group = try store.liveGroup(named: name) { return group }
        guard let latest = try lastDeleted(name) else { throw try unknownGroup(name) }
        return latest.group
    }

    private func unknownGroup(_ name: String) throws(Failure) -> Failure {
        let live = try store.groups.values.filter { !$0.isDeleted }.map(\.name)
        // One of the damaged groups may bear the name.
        if let damage = store.damagedGroups.values.first { return damage.failure }
        return GroupProblem.unknown(
            name, try whereabouts(of: name), nearest: live.sorted().nearest(to: name)
        ).failure
    }

    /// What has become of the group that once bore a name; nil if nobody knows of one.
    private func whereabouts(of name: String) throws(Failure) -> GroupProblem.Whereabouts? {
        if let (_, newest) = try lastDeleted(name) { return .deleted(newest: newest.id) }
        if let id = Int(name), try store.backup(id) != nil { return .backup(id) }
        let entries = (try? store.log.entries()) ?? []
        guard let number = entries.last(where: { $0.group == name && $0.groupNumber != nil })?.groupNumber,
            let group = try store.group(number), group.name != name
        else { return nil }
        if !group.isDeleted { return .renamed(to: group.name) }
        return group.backups.last(where: isVisible).map { .renamedAndDeleted(group.name, newest: $0.id) }
    }

    /// The name for a group that is made or renamed, under which none is there.
    ///
    /// - Parameter group: The group that is renamed: its own name is free to it.
    /// - Throws: `invalid-name` or `duplicate-group`, about the new name.
    func freeName(_ name: String, for group: GroupManifest? = nil) throws(Failure) -> String {
        let name = try about(.newName, GroupName(name).text)
        if let holder = try store.liveGroup(named: name), holder.number != group?.number {
            throw GroupProblem.nameTaken(name).failure
        }
        return name
    }

    /// A backup and the group it came from.
    ///
    /// - Throws: `expired-backup`, saying when as far as that is known, or `unknown-backup`.
    func findBackup(_ id: Int) throws(Failure) -> (group: GroupManifest, backup: GroupManifest.Backup) {
        if let (group, backup) = try store.backup(id) {
            if isVisible(backup) { return (group, backup) }
            throw hidden(backup).failure
        }
        for group in try store.groups.values {
            guard let expired = group.expired.first(where: { $0.id == id }) else { continue }
            throw GroupProblem.expiredBackup(id, at: zoned(expired.at)).failure
        }
        if let damage = store.damagedGroups.values.first { throw damage.failure }
        if id >= 1, id < store.nextBackup { throw GroupProblem.expiredBackup(id, at: nil).failure }
        throw GroupProblem.unknownBackup(id, newest: store.nextBackup - 1).failure
    }

    /// The backup of a group with the highest id. What is wrong with the group's name is wrong with the backup that is named.
    func latestBackup(of name: String) throws(Failure) -> (group: GroupManifest, backup: GroupManifest.Backup) {
        let group = try about(.backup, groupOrDeleted(name))
        if let backup = group.backups.last(where: isVisible) {
            if backup.state.counts.recipients == 0 { try noteEarlierGroup(than: group) }
            return (group, backup)
        }
        if let hidden = group.backups.last {
            throw self.hidden(hidden).failure
        }
        let earlier = try earlierGroup(than: group)
        if earlier == nil, let expired = group.expired.last {
            throw GroupProblem.expiredBackup(expired.id, at: zoned(expired.at)).failure
        }
        throw GroupProblem.noBackup(ofGroup: group.name, earlier: earlier).failure
    }

    /// The states of a group that are newer than the one that a backup holds, newest first: those before and after each change,
    /// as far as backups of them are left. A stack that is shared by neighbours is named once.
    func states(of group: GroupManifest, after backup: GroupManifest.Backup) -> [GroupManifest.State] {
        var states: [GroupManifest.State] = []
        for newer in group.backups.reversed() where newer.id >= backup.id && isVisible(newer) {
            let own = [newer.after?.state, newer.id > backup.id ? newer.state : nil].compactMap { $0 }
            for state in own where state.segments != states.last?.segments { states.append(state) }
        }
        return states
    }

    /// What to say of a backup that has expired and is still in the store.
    private func hidden(_ backup: GroupManifest.Backup) -> GroupProblem {
        let expiry = zoned(expiry(of: backup))
        if let end = clockReading.end { return .waitingBackup(backup.id, at: expiry, until: zoned(end)) }
        return .expiredBackup(backup.id, at: expiry)
    }

    private func expiry(of backup: GroupManifest.Backup) -> Instant {
        store.account.policy.expiry(ofBackupMade: backup.created)
    }

    /// The opened segments of a state.
    ///
    /// - Parameter check: Not `.first` only if whoever reads them calls `checkRead()` before using it.
    func open(
        _ state: GroupManifest.State,
        of group: GroupManifest,
        check: Segment.Check = .first
    ) throws(Failure) -> [Segment] {
        try store.open(state.segments, of: group, check: check)
    }
}
