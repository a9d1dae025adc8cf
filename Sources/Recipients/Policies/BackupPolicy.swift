/// Why a change leaves no automatic backup.
public enum NoBackupReason: Hashable, Sendable, CustomStringConvertible {
    /// Backups are switched off for the account.
    case off
    /// Backups are switched off for the group.
    case offForGroup
    /// The change came through an external interface.
    case via(String)
    /// There was nothing to do, so nothing has changed.
    case nothingToDo

    public var description: String {
        switch self {
        case .off: "off"
        case .offForGroup: "off for group"
        case .via(let interface): "via \(interface)"
        case .nothingToDo: "nothing to do"
        }
    }

    /// The reason that applies; nil if a backup is kept. The interface decides first, then the account.
    public static func reason(accountIsOn: Bool, groupIsOn: Bool, interface: String?) -> NoBackupReason? {
        if let interface { return .via(interface) }
        if !accountIsOn { return .off }
        return groupIsOn ? nil : .offForGroup
    }
}

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
