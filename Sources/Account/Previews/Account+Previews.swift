public import Recipients
internal import Snapshots

// What commands would do, for commands that ask first. Previews only read.

/// What deleting a group would do.
public struct DeletionPreview: Hashable, Sendable {
    /// The group that would be deleted.
    public let group: GroupInfo
    /// Why no backup would be kept; nil if one would.
    public let noBackup: NoBackupReason?
}

extension Account {
    /// What a deletion would do.
    public func previewDeletion(of name: String, via interface: String?) throws(Failure) -> DeletionPreview {
        let group = try liveGroup(name)
        return DeletionPreview(group: info(group), noBackup: noBackupReason(group, interface))
    }

    /// For one group or for all: how many groups' changes leave backups now, and would not if backups were switched
    /// off; and how many backups there are, those of deleted groups included.
    public func previewBackupsOff(for name: String?) throws(Failure) -> (groups: Int, backups: Int) {
        let groups = if let name { [try liveGroup(name)] } else { try Array(store.groups.values) }
        let kept = groups.count { !$0.isDeleted && noBackupReason($0, nil) == nil }
        return (kept, groups.reduce(0) { $0 + $1.backups.count { isVisible($0) } })
    }

    /// How many of the backups would expire at once with this retention, and how many backups there are.
    public func previewRetention(_ retention: TimeSpan) throws(Failure) -> (expiring: Int, backups: Int) {
        let policy = RetentionPolicy(retention: retention)
        let backups = try store.groups.values.flatMap { $0.backups.filter(isVisible) }
        return (backups.count { policy.hasExpired(backupMade: $0.created, now: now) }, backups.count)
    }

    /// Where an address occurs, as far as the store can be read.
    ///
    /// - Throws: `invalid-email`.
    public func previewErasure(of email: String) throws(Failure) -> ErasureResult {
        let address = try EmailAddress(email)
        var result = ErasureResult(email: address.text)
        for group in try store.groups.values.sorted(by: { $0.number < $1.number }) {
            var erasure = GroupErasure(self, AddressTrace(address), group, files: nil)
            try erasure.preview(&result)
        }
        return result
    }

    /// - Returns: The result of a call; nil if it reads something that is damaged.
    private func whole<Result>(_ call: @autoclosure () throws(Failure) -> Result) throws(Failure) -> Result? {
        do throws(Failure) {
            return try call()
        } catch {
            if error.code == .damaged { return nil }
            throw error
        }
    }

    func noBackupReason(_ group: GroupManifest, _ interface: String?) -> NoBackupReason? {
        NoBackupReason.reason(
            accountIsOn: store.account.keepsBackups, groupIsOn: group.keepsBackups, interface: interface)
    }
}
