public import Recipients
internal import Snapshots

// What commands would do, for those who are asked first. These only read.

/// What deleting a group would mean.
public struct DeletionPreview: Hashable, Sendable {
    /// The group that would go.
    public let group: GroupInfo
    /// Why no backup would be kept; nil if one would.
    public let noBackup: NoBackupReason?
}

/// What a restore with the mode `replace` would mean for its target.
public struct RestorePreview: Hashable, Sendable {
    /// The group that would be restored into.
    public let group: String
    /// How many recipients the target has.
    public let recipients: Int
    /// How many of them are not among those restored.
    public let leaving: Int
    /// Why no backup would be kept; nil if one would.
    public let noBackup: NoBackupReason?
}

/// What holds an address.
public struct ErasurePreview: Hashable, Sendable {
    /// The address, normalised.
    public let email: String
    /// Groups that hold it.
    public let groups: Int
    /// Backups that hold it.
    public let backups: Int
    /// Records of activity that hold it.
    public let activity: Int
}

extension Account {
    /// What a deletion would do, without doing it.
    public func previewDeletion(of name: String, via interface: String?) throws(Failure) -> DeletionPreview {
        let group = try standingGroup(name)
        return DeletionPreview(group: info(group), noBackup: noBackupReason(group, interface))
    }

    /// - Complexity: As the restore's: where the states share segments, the time is in what differs.
    public func previewRestore(_ request: RestoreRequest) throws(Failure) -> RestorePreview {
        // The restore itself says what there is to warn of.
        let warnings = takeWarnings()
        defer {
            _ = takeWarnings()
            for warning in warnings { warn(warning) }
        }
        let plan = try plan(request)
        let source = try open(plan.state, of: plan.origin)
        let target = try open(plan.target.state, of: plan.target)
        let decoder = RecipientDecoder(plan.origin, fields: plan.fields)
        var difference = DifferenceCursor(source, target, skipsShared: request.filter == nil)
        var leaving = 0
        while let (row, stored) = difference.next() {
            guard stored != nil else { continue }
            guard let row else {
                leaving += 1
                continue
            }
            if let filter = request.filter, !(try filter(decoder.recipient(row), plan.fields)) { leaving += 1 }
        }
        for segment in source + target { try snapshotting { () throws(SnapshotError) in try segment.checkRead() } }
        return RestorePreview(
            group: plan.target.name, recipients: plan.target.state.counts.recipients, leaving: leaving,
            noBackup: noBackupReason(plan.target, nil))
    }

    /// How many groups' changes leave backups that would then leave none, and how many backups there are; of one group
    /// or of the account.
    public func previewBackupsOff(for name: String?) throws(Failure) -> (groups: Int, backups: Int) {
        var groups = store.groups.values.filter { !$0.isDeleted }
        if let name { groups = [try standingGroup(name)] }
        let kept = groups.filter { noBackupReason($0, nil) == nil }
        return (kept.count, groups.reduce(0) { $0 + $1.backups.count { isVisible($0) } })
    }

    /// How many of the backups would expire at once if they were kept for this long.
    public func previewRetention(_ retention: TimeSpan) throws(Failure) -> (expiring: Int, backups: Int) {
        let policy = RetentionPolicy(retention: retention)
        let backups = store.groups.values.flatMap { $0.backups.filter(isVisible) }
        return (backups.count { policy.hasExpired(backupMade: $0.created, now: now) }, backups.count)
    }

    /// - Throws: `invalid-email`; `damaged` if any group cannot be read.
    public func previewErasure(of email: String) throws(Failure) -> ErasurePreview {
        try checkAllWhole()
        let address = try EmailAddress(email)
        var (groups, backups, activity) = (0, 0, 0)
        for group in store.groups.values {
            if try holds(address, group.state, of: group) {
                groups += 1
            }
            for backup in group.backups where isVisible(backup) {
                if try holds(address, backup.state, of: group) { backups += 1 }
            }
            if !group.isDeleted {
                activity += try self.activity(of: group.name).count { $0.email == address.text }
            }
        }
        return ErasurePreview(email: address.text, groups: groups, backups: backups, activity: activity)
    }

    private func holds(
        _ address: EmailAddress,
        _ state: GroupManifest.State,
        of group: GroupManifest
    ) throws(Failure) -> Bool {
        var cursor = StackCursor(try open(state, of: group))
        return Array(address.text.utf8).withUnsafeBytes { cursor.find($0) } != nil
    }

    private func noBackupReason(_ group: GroupManifest, _ interface: String?) -> NoBackupReason? {
        NoBackupReason.reason(
            accountIsOn: store.account.keepsBackups, groupIsOn: group.keepsBackups, interface: interface)
    }
}
