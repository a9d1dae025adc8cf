import Recipients

@testable import Account

/// Timelines with a retention of thirty days.
enum TimelineSamples {
    static func timeline(
        _ groups: [TimelineGroup],
        from: String = "2026-01-01",
        to: String = "2026-02-01",
        now: String = "2026-01-31T12:00",
        zone: ZoneRules = .utc
    ) -> TimelineInfo {
        TimelineInfo(
            from: instant(from), to: instant(to), now: instant(now), zone: zone,
            retention: TimeSpan(seconds: 30 * 86_400),
            groups: groups)
    }

    static func group(
        _ name: String, isDeleted: Bool = false, isOff: Bool = false, _ backups: [BackupInfo]
    ) -> TimelineGroup {
        TimelineGroup(name: name, isDeleted: isDeleted, keepsBackups: !isOff, backups: backups)
    }

    static func backup(
        _ id: Int,
        _ reason: BackupReason,
        _ created: String,
        _ expires: String,
        of group: String = "N",
        recipients: Int = 3
    ) -> BackupInfo {
        BackupInfo(
            id: id, group: group, reason: reason, created: instant(created), expires: instant(expires),
            recipients: recipients, isOfDeletedGroup: false, isUndone: false)
    }

    private static func instant(_ text: String) -> Instant { Instant(text) ?? .earliest }
}
