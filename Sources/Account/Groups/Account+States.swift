public import Recipients

/// A group's current state, or the state that one of its backups holds.
struct GroupState {
    let group: GroupManifest
    /// Nil for the current state.
    let backup: GroupManifest.Backup?

    var state: GroupManifest.State { backup?.state ?? group.state }

    /// The group's own fields in that state.
    var fields: [String] { backup?.fields ?? group.fields }
}

extension Account {
    /// The state that a query or a comparison reads.
    func state(_ source: RecipientSource) throws(Failure) -> GroupState {
        switch source {
        case .group(let name): return GroupState(group: try liveGroup(name), backup: nil)
        case .backup(let reference):
            let (group, backup) = try find(reference)
            return GroupState(group: group, backup: backup)
        case .asOf(let name, let instant): return try state(of: name, asOf: instant)
        }
    }

    /// The group's own fields in a state.
    public func fieldNames(of source: RecipientSource) throws(Failure) -> [String] {
        try state(source).fields
    }

    /// How many recipients a state has.
    public func recipientCount(of source: RecipientSource) throws(Failure) -> Int {
        try state(source).state.counts.recipients
    }

    /// The state of a group at an instant. A backup holds the state before a change, so this is the earliest backup
    /// made at or after the instant, unless a change in between left none. Notes which state was taken, and warns if it
    /// is not quite that of the instant.
    func state(of name: String, asOf instant: Instant) throws(Failure) -> GroupState {
        let group = try about(.backup, groupOrDeleted(name))
        let backup = group.backups.first { $0.created >= instant && isVisible($0) }
        if backup == nil, group.isDeleted {
            throw GroupProblem.deletedBefore(zoned(instant), group: group.name).failure
        }
        let gone = expiredBackups(of: group, since: instant)
        try warnOfGaps(in: group, since: instant, until: backup, gone: gone)
        let taken = backup.map { AccountNote.StateTaken.backup($0.id, made: zoned($0.created), $0.reason) }
        let why: AccountNote.PresentReason =
            instant > now ? .isFuture : gone.isEmpty ? .noBackupSince : .noBackupLeft
        note(.stateAsOf(zoned(instant), group: group.name, taken ?? .present(why)))
        if instant < group.created {
            note(.groupIsYounger(group.name, at: zoned(instant), created: zoned(group.created)))
        }
        let found = GroupState(group: group, backup: backup)
        if instant < group.created || found.state.counts.recipients == 0 { try noteEarlierGroup(than: group) }
        return found
    }

    /// The backups that were made at or after an instant and have expired, with the times at which they did.
    private func expiredBackups(of group: GroupManifest, since instant: Instant) -> [(id: Int, at: Instant)] {
        group.expired.filter { $0.created >= instant }.map { ($0.id, $0.at) }
            + group.backups.filter { !isVisible($0) && $0.created >= instant }
            .map { ($0.id, store.account.policy.expiry(ofBackupMade: $0.created)) }
    }

    private func warnOfGaps(
        in group: GroupManifest,
        since instant: Instant,
        until backup: GroupManifest.Backup?,
        gone: [(id: Int, at: Instant)]
    ) throws(Failure) {
        if let first = gone.min(by: { $0.0 < $1.0 }) {
            warn(.expiredState(backup: first.0, at: zoned(instant), expired: zoned(first.1)))
        }
        let changes = try store.log.entries().filter { entry in
            entry.groupNumber == group.number && entry.at >= instant && entry.action.changesRecipients
                && entry.backup == nil && entry.sequence < backup?.sequence ?? .max
        }
        if !changes.isEmpty { warn(.changesWithoutBackup(changes.count, since: zoned(instant))) }
    }

    // MARK: Groups that are gone

    /// The group that was last deleted under a name, with its newest backup; nil if there is none with a backup.
    func lastDeleted(
        _ name: String
    ) throws(Failure) -> (group: GroupManifest, newest: GroupManifest.Backup)? {
        let deleted = try store.deletedGroups(named: name).filter { $0.backups.contains(where: isVisible) }
        // Of deletions in the same second, the one with the newest backup is the last.
        let latest = deleted.max {
            ($0.deleted ?? .earliest, $0.highestBackup) < ($1.deleted ?? .earliest, $1.highestBackup)
        }
        return latest.flatMap { group in group.backups.last(where: isVisible).map { (group, $0) } }
    }

    /// An earlier group with the same name that was deleted; nil if there is none with backups.
    func earlierGroup(than group: GroupManifest) throws(Failure) -> EarlierGroup? {
        guard !group.isDeleted, let (earlier, newest) = try lastDeleted(group.name) else { return nil }
        return EarlierGroup(name: group.name, deleted: earlier.deleted.map(zoned), newestBackup: newest.id)
    }

    /// Notes that there was an earlier group with this name, in case that one is meant.
    func noteEarlierGroup(than group: GroupManifest) throws(Failure) {
        if let earlier = try earlierGroup(than: group) { note(.earlierGroup(earlier)) }
    }

    /// The deleted groups that still have backups, the newest deletion first.
    public func deletedGroups() throws(Failure) -> [DeletedGroupInfo] {
        try checkAllWhole()
        var found: [DeletedGroupInfo] = []
        for group in try store.groups.values {
            guard let deleted = group.deleted, let newest = group.backups.last(where: isVisible) else { continue }
            found.append(
                DeletedGroupInfo(
                    name: group.name, deleted: deleted, backups: group.backups.count { isVisible($0) },
                    latest: info(newest, of: group)))
        }
        return found.sorted { ($0.deleted, $0.latest.id) > ($1.deleted, $1.latest.id) }
    }
}

/// A group that was deleted, and whose name another group bears.
struct EarlierGroup: Hashable {
    let name: String
    let deleted: ZonedInstant?
    let newestBackup: Int

    /// That it still has backups.
    var note: MessageText {
        let when: MessageText = deleted.map { ", deleted \(at: $0)," } ?? ""
        return "an earlier group \(name.quoted)\(when) still has backups; its newest is backup \(newestBackup)"
    }

    /// The same in full, and as a next step.
    var help: String {
        "\(note); restore it with: restore backup \(newestBackup) into new group \((name + " 2").literal)"
    }
}
