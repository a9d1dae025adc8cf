internal import Recipients

/// What a restore brings back, and to which group.
struct RestorePlan {
    /// The group that the rows come from.
    let origin: GroupManifest
    /// The backup; nil where the group's present state is taken.
    let backup: GroupManifest.Backup?
    /// The group that they go to, as it stands.
    let target: GroupManifest
    /// Whether the restore creates that group, or creates it again.
    let isCreated: Bool

    var state: GroupManifest.State { backup?.state ?? origin.state }

    var fields: [String] { backup?.fields ?? origin.fields }

    /// Whether rows go to the group they came from, so that segments and columns are the same.
    var isWithinGroup: Bool { origin.number == target.number }
}

extension Account {
    /// Finds out what a restore brings back and where it goes.
    func plan(_ request: RestoreRequest) throws(Failure) -> RestorePlan {
        let (origin, backup) = try restoreSource(request.source)
        if let target = request.target {
            guard target.isNew else {
                return RestorePlan(
                    origin: origin, backup: backup, target: try liveGroup(target.name), isCreated: false)
            }
            let name = try about(.group, freeName(target.name))
            let new = GroupManifest(number: store.nextGroup, name: name, created: now)
            return RestorePlan(origin: origin, backup: backup, target: new, isCreated: true)
        }
        if !origin.isDeleted { return RestorePlan(origin: origin, backup: backup, target: origin, isCreated: false) }
        let name = backup?.name ?? origin.name
        if let number = store.lookup.live[name], let namesake = store.groups[number] {
            return RestorePlan(origin: origin, backup: backup, target: namesake, isCreated: false)
        }
        var again = origin
        again.deleted = nil
        again.name = name
        again.keepsBackups = true
        again.fields = []
        return RestorePlan(origin: origin, backup: backup, target: again, isCreated: true)
    }

    private func restoreSource(
        _ source: RestoreSource
    ) throws(Failure) -> (GroupManifest, GroupManifest.Backup?) {
        switch source {
        case .backup(let reference):
            return try find(reference)
        case .asOf(let name, let instant):
            let group = try about(.backup, groupOrDeleted(name))
            let backup = group.backups.first { $0.created >= instant && isVisible($0) }
            if backup == nil, group.isDeleted {
                throw GroupProblem.deletedBefore(instant, group: group.name).failure
            }
            try warnOfGaps(in: group, since: instant, until: backup)
            return (group, backup)
        }
    }

    /// A backup holds the state before a change, so the earliest one after an instant is the state at that instant, unless
    /// a change in between left none.
    private func warnOfGaps(
        in group: GroupManifest,
        since instant: Instant,
        until backup: GroupManifest.Backup?
    ) throws(Failure) {
        let gone =
            group.expired.filter { $0.created >= instant }.map { ($0.id, $0.at) }
            + group.backups.filter { !isVisible($0) && $0.created >= instant }
            .map { ($0.id, store.account.policy.expiry(ofBackupMade: $0.created)) }
        if let first = gone.min(by: { $0.0 < $1.0 }) {
            warn("backup \(first.0), which held the state at \(instant), expired at \(first.1); a later state is taken")
        }
        let changes = try store.log.entries().filter { entry in
            entry.groupNumber == group.number && entry.at >= instant && entry.action.changesRecipients
                && entry.backup == nil && entry.sequence < backup?.sequence ?? .max
        }
        guard !changes.isEmpty else { return }
        let what = counted(changes.count, "change", "changes")
        warn("\(what) after \(instant) left no backup: the state taken has \(changes.count == 1 ? "it" : "them") too")
    }
}
