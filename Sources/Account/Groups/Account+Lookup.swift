internal import Recipients
internal import Snapshots

extension Account {
    /// The group with this name that is not deleted.
    ///
    /// - Parameter isTarget: Whether rows are to be written into it, so that the statement could also create it.
    /// - Throws: `invalid-name`, or `unknown-group` with the nearest name.
    func liveGroup(_ name: String, isTarget: Bool = false) throws(Failure) -> GroupManifest {
        let name = try GroupName(name).text
        if let group = try store.liveGroup(named: name) { return group }
        throw try unknownGroup(name, isTarget: isTarget)
    }

    /// The group with this name, or else the one that was last deleted under it, with all its backups.
    func groupOrDeleted(_ name: String) throws(Failure) -> GroupManifest {
        let name = try GroupName(name).text
        if let group = try store.liveGroup(named: name) { return group }
        guard let latest = try lastDeleted(name) else { throw try unknownGroup(name, takesDeleted: true) }
        return latest.group
    }

    /// - Parameters:
    ///   - takesDeleted: Whether a deleted group with backups may be meant.
    ///   - isTarget: Whether the statement could also create the group.
    private func unknownGroup(
        _ name: String,
        takesDeleted: Bool = false,
        isTarget: Bool = false
    ) throws(Failure) -> Failure {
        let groups = try store.groups.values
        // One of the damaged groups may have the name.
        if let damage = store.damagedGroups.values.first { return damage.failure }
        var names = groups.filter { !$0.isDeleted }.map(\.name).sorted()
        if takesDeleted {
            names += groups.filter { $0.isDeleted && $0.backups.contains(where: isVisible) }.map(\.name).sorted()
        }
        let nearest = names.nearest(to: name) ?? names.continuation(of: name)
        return GroupProblem.unknown(name, try whereabouts(of: name), nearest: nearest, isTarget: isTarget).failure
    }

    /// What happened to the group that once had a name; nil if that is not known.
    private func whereabouts(of name: String) throws(Failure) -> GroupProblem.Whereabouts? {
        if let (group, newest) = try lastDeleted(name) { return .deleted(lastState(of: group, in: newest)) }
        if let id = Int(name), try store.backup(id) != nil { return .backup(id) }
        let entries = (try? store.log.entries()) ?? []
        guard let number = entries.last(where: { $0.group == name && $0.groupNumber != nil })?.groupNumber else {
            return nil
        }
        if let group = try store.group(number) {
            if !group.isDeleted { return group.name == name ? nil : .renamed(to: group.name) }
            if let newest = group.backups.last(where: isVisible) {
                return .renamedAndDeleted(group.name, lastState(of: group, in: newest))
            }
        }
        let own = entries.filter { $0.groupNumber == number }
        // An undo may have deleted it, together with the import that had created it.
        guard let deletion = own.last(where: \.isChange), deletion.mayDeleteGroup else { return nil }
        let last = own.last { $0.backup != nil }?.backup
        return .gone(
            newName: deletion.group == name ? nil : deletion.group, at: zoned(deletion.at),
            last: last.map { GroupProblem.LastBackup(expiry: loggedExpiry(of: $0)) })
    }

    /// What the newest backup of a deleted group brings back.
    private func lastState(
        of group: GroupManifest,
        in newest: GroupManifest.Backup
    ) -> GroupProblem.LastState {
        let isOfDeletion = newest.isDeletion && newest.created == group.deleted
        return GroupProblem.LastState(
            backup: newest.id,
            earlier: isOfDeletion ? nil : (zoned(newest.created), newest.state.counts.recipients))
    }

    /// Checks the new name of a group that is created or renamed: no other group may have it.
    ///
    /// - Parameters:
    ///   - group: The group that is renamed, which may keep its own name; nil for a new group.
    ///   - source: What rows are to be written into the new group, if any: they could also go into the one that has the
    ///     name.
    /// - Throws: `invalid-name` or `duplicate-group`, about the new name.
    func freeName(
        _ name: String,
        for group: GroupManifest? = nil,
        rows source: GroupProblem.RowSource? = nil
    ) throws(Failure) -> String {
        let name = try about(.newName, GroupName(name).text)
        if let holder = try store.liveGroup(named: name), holder.number != group?.number {
            let use = source.map { GroupProblem.NewName.target($0) } ?? (group == nil ? .created : .renamed)
            throw GroupProblem.nameTaken(name, by: use).failure
        }
        return name
    }

    /// A backup, and the group that it came from.
    ///
    /// - Throws: `expired-backup`, saying when if that is known, or `unknown-backup`.
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
        if id >= 1, id < store.nextBackup { throw GroupProblem.expiredBackup(id, at: loggedExpiry(of: id)).failure }
        throw GroupProblem.unknownBackup(id, newest: store.nextBackup - 1).failure
    }

    /// When a backup whose group is gone expired, going by the log; nil if that is not known, as when the retention has
    /// been changed since it was made.
    private func loggedExpiry(of id: Int) -> ZonedInstant? {
        guard let entries = try? store.log.entries(), let made = entries.firstIndex(where: { $0.backup == id }),
            !entries[made...].contains(where: { $0.action == .setRetention })
        else { return nil }
        let expiry = store.account.policy.expiry(ofBackupMade: entries[made].at)
        return expiry <= now ? zoned(expiry) : nil
    }

    /// The newest backup of a group. A failure about the group's name is reported as one about the backup, which is
    /// what the user named.
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

    /// The states of a group that are newer than the one a backup holds, newest first: those before and after each
    /// change, as far as there are backups of them. A stack shared by neighbours is listed once.
    func states(of group: GroupManifest, after backup: GroupManifest.Backup) -> [GroupManifest.State] {
        var states: [GroupManifest.State] = []
        for newer in group.backups.reversed() where newer.id >= backup.id && isVisible(newer) {
            let own = [newer.after?.state, newer.id > backup.id ? newer.state : nil].compactMap { $0 }
            for state in own where state.segments != states.last?.segments { states.append(state) }
        }
        return states
    }

    /// The failure for a backup that has expired but is still in the store.
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
    /// - Parameter check: Must be `.first` unless the caller calls `checkRead()` before it uses what it read.
    func open(
        _ state: GroupManifest.State,
        of group: GroupManifest,
        check: Segment.Check = .first
    ) throws(Failure) -> [Segment] {
        try store.open(state.segments, of: group, check: check)
    }
}
