public import Recipients

/// A group and its backups within the retention window.
public struct TimelineGroup: Hashable, Sendable {
    /// The group's name; for a deleted group its last one.
    public let name: String
    /// Whether the group is deleted and only its backups are left.
    public let isDeleted: Bool
    /// Whether changes keep a backup; true for a deleted group, which comes back with backups on.
    public let keepsBackups: Bool
    /// The backups, by date.
    public let backups: [BackupInfo]
}

/// The backups of an account within the retention window.
public struct TimelineInfo: Hashable, Sendable {
    /// Midnight at the beginning of the oldest day that a backup can be from.
    public let from: Instant
    /// Midnight at the end of today.
    public let to: Instant
    /// The present, by the store's clock.
    public let now: Instant
    /// The time zone of the days.
    public let zone: ZoneRules
    /// How long backups are kept.
    public let retention: TimeSpan
    /// The groups by name: those that are not deleted, and deleted ones with backups.
    public let groups: [TimelineGroup]
}

extension Account {
    /// The backups of one group, or of all groups by name: those that are not deleted, and deleted ones with backups.
    public func timeline(of name: String? = nil) throws(Failure) -> TimelineInfo {
        let groups: [GroupManifest]
        if let name {
            groups = [try groupOrDeleted(name)]
        } else {
            try checkAllWhole()
            groups = try store.groups.values.filter { !$0.isDeleted || $0.backups.contains(where: isVisible) }
                .sortedByName()
        }
        let retention = store.account.policy.retention
        let oldest = now.advanced(by: TimeSpan(microseconds: -retention.microseconds)) ?? .earliest
        return TimelineInfo(
            from: zone.startOfDay(of: oldest) ?? .earliest,
            to: zone.startOfDay(of: now, plus: 1) ?? .latest,
            now: now,
            zone: zone,
            retention: retention,
            groups: groups.map { group in
                TimelineGroup(
                    name: group.name, isDeleted: group.isDeleted,
                    keepsBackups: group.isDeleted || store.account.keepsBackups && group.keepsBackups,
                    backups: group.backups.filter(isVisible).map { info($0, of: group) }
                        .sorted { ($0.created, $0.id) < ($1.created, $1.id) })
            })
    }
}
