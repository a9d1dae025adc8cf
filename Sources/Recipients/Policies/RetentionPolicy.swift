/// How long backups are kept.
public struct RetentionPolicy: Hashable, Sendable {
    /// How long a backup is kept after it was made.
    public let retention: TimeSpan

    /// The policy of an account; 30 days by default.
    public init(retention: TimeSpan = Self.standard) {
        self.retention = retention
    }

    /// 30 days, as the original keeps them.
    public static let standard = TimeSpan(seconds: 30 * 86_400)

    /// When a backup made at `created` expires: from that instant on it is gone.
    public func expiry(ofBackupMade created: Instant) -> Instant {
        created.advanced(by: retention) ?? .latest
    }

    /// Whether a backup has expired: it has as soon as its age reaches the retention.
    public func hasExpired(backupMade created: Instant, now: Instant) -> Bool {
        expiry(ofBackupMade: created) <= now
    }

    /// Divides backups into those that are kept and those that have expired; each is in one of the two, in order.
    public func partition<Backup>(
        _ backups: [Backup],
        now: Instant,
        created: (Backup) -> Instant
    ) -> (kept: [Backup], expired: [Backup]) {
        var kept: [Backup] = []
        var expired: [Backup] = []
        for backup in backups {
            if hasExpired(backupMade: created(backup), now: now) {
                expired.append(backup)
            } else {
                kept.append(backup)
            }
        }
        return (kept, expired)
    }
}
