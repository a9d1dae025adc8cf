public import Recipients

/// A row of `groups`.
public struct GroupInfo: Hashable, Sendable {
    /// The name of the group.
    public let name: String
    /// How many recipients it has, by status.
    public let counts: StatusCounts
    /// Whether changes keep a backup: both the account's setting and the group's must be on.
    public let keepsBackups: Bool
    /// The group's own setting.
    public let ownSetting: Bool
    /// How many backups it has.
    public let backups: Int
    /// When it was created.
    public let created: Instant
    /// Its own fields in order, without those of the sign-up.
    public let fields: [String]
    /// The size in bytes of its recipients, its backups and its activity in the store.
    public let bytes: Int
}

/// A row of `backups`.
public struct BackupInfo: Hashable, Sendable {
    /// The id, a number that is unique in the account and never reused.
    public let id: Int
    /// The group's name when the backup was made.
    public let group: String
    /// The kind of change that it was made for.
    public let reason: BackupReason
    /// When it was made.
    public let created: Instant
    /// When it expires, by the retention now in force.
    public let expires: Instant
    /// How many recipients it holds.
    public let recipients: Int
    /// Whether the group it came from is deleted.
    public let isOfDeletedGroup: Bool
    /// Whether the change that it was made for has been undone.
    public let isUndone: Bool
}

/// How a command names a backup.
public enum BackupReference: Hashable, Sendable {
    /// The backup with this number.
    case id(Int)
    /// The newest backup of a group, or of the group that was last deleted under that name.
    case latest(ofGroup: String)
}

/// The source of the recipients that a query reads.
public enum RecipientSource: Hashable, Sendable {
    /// The current state of a group.
    case group(String)
    /// The state that a backup holds.
    case backup(BackupReference)
    /// The state of a group at an instant: the earliest backup made at or after it, else the current state.
    case asOf(group: String, Instant)
}

/// A row of `deleted groups`.
public struct DeletedGroupInfo: Hashable, Sendable {
    /// Its last name.
    public let name: String
    /// When it was deleted.
    public let deleted: Instant
    /// How many backups it has.
    public let backups: Int
    /// The newest of them.
    public let latest: BackupInfo
}
