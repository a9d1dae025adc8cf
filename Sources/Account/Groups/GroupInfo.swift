public import Recipients

/// A row of `groups`.
public struct GroupInfo: Hashable, Sendable {
    public let name: String
    public let counts: Counts
    /// Whether changes keep a backup: the account's switch and the group's.
    public let keepsBackups: Bool
    /// The group's own switch.
    public let ownSetting: Bool
    /// How many backups it has.
    public let backups: Int
    public let created: Instant
    public let fields: [String]
}

/// A row of `backups`.
public struct BackupInfo: Hashable, Sendable {
    public let id: Int
    /// The group's name when the backup was made.
    public let group: String
    public let reason: BackupReason
    public let created: Instant
    public let expires: Instant
    public let recipients: Int
    /// Whether the group it came from is deleted.
    public let isOfDeletedGroup: Bool
}

/// How a command names a backup.
public enum BackupReference: Hashable, Sendable {
    case id(Int)
    case latest(ofGroup: String)
}

/// Whose recipients a query reads.
public enum RecipientSource: Hashable, Sendable {
    case group(String)
    case backup(BackupReference)
}
