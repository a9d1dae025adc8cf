internal import Recipients

/// What a restore brings back, and to which group.
struct RestorePlan {
    /// The group that the rows come from.
    let origin: GroupManifest
    /// The backup; nil if the group's current state is used.
    let backup: GroupManifest.Backup?
    /// The group that they go to, before the restore.
    let target: GroupManifest
    /// Whether the restore creates that group, or brings it back.
    let isCreated: Bool

    var state: GroupManifest.State { backup?.state ?? origin.state }

    var fields: [String] { backup?.fields ?? origin.fields }

    /// Whether rows go to the group that they came from, so that segments and columns are the same.
    var isWithinGroup: Bool { origin.number == target.number }
}

extension Account {
    /// Finds out what a restore brings back, and where it goes.
    func plan(_ request: RestoreRequest) throws(Failure) -> RestorePlan {
        let source = try restoreSource(request.source)
        let (origin, backup) = (source.group, source.backup)
        if let target = request.target {
            guard target.isNew else {
                return RestorePlan(
                    origin: origin, backup: backup, target: try liveGroup(target.name, isTarget: true),
                    isCreated: false)
            }
            let name = try about(.group, freeName(target.name, rows: .backup))
            let new = GroupManifest(number: store.nextGroup, name: name, created: now)
            return RestorePlan(origin: origin, backup: backup, target: new, isCreated: true)
        }
        if !origin.isDeleted { return RestorePlan(origin: origin, backup: backup, target: origin, isCreated: false) }
        let name = backup?.name ?? origin.name
        if let namesake = try store.liveGroup(named: name) {
            return RestorePlan(origin: origin, backup: backup, target: namesake, isCreated: false)
        }
        var again = origin
        again.deleted = nil
        again.name = name
        again.keepsBackups = true
        again.fields = []
        return RestorePlan(origin: origin, backup: backup, target: again, isCreated: true)
    }

    private func restoreSource(_ source: RestoreSource) throws(Failure) -> GroupState {
        switch source {
        case .backup(let reference): try state(.backup(reference))
        case .asOf(let name, let instant): try state(of: name, asOf: instant)
        }
    }
}
