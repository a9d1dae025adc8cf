public import Recipients

/// A row of `groups`.
public struct GroupInfo: Hashable, Sendable {
    /// The name under which the group stands.
    public let name: String
    /// How many recipients it has, by status.
    public let counts: StatusCounts
    /// Whether changes keep a backup: the account's switch and the group's.
    public let keepsBackups: Bool
    /// The group's own switch.
    public let ownSetting: Bool
    /// How many backups it has.
    public let backups: Int
    /// When it was created.
    public let created: Instant
    /// Its own fields in their order, without those of the sign-up.
    public let fields: [String]
    /// How many bytes its recipients, its backups and its activity take in the store.
    public let bytes: Int
}

/// A row of `backups`.
public struct BackupInfo: Hashable, Sendable {
    /// The account-wide number, never used twice.
    public let id: Int
    /// The group's name when the backup was made.
    public let group: String
    /// The change before which it was made.
    public let reason: BackupReason
    /// When it was made.
    public let created: Instant
    /// The first instant at which it is gone, by the retention now in force.
    public let expires: Instant
    /// How many recipients it holds.
    public let recipients: Int
    /// Whether the group it came from is deleted.
    public let isOfDeletedGroup: Bool
    /// Whether the change that it was made for has been taken back.
    public let isUndone: Bool
}

/// How a command names a backup.
public enum BackupReference: Hashable, Sendable {
    /// The backup with this number.
    case id(Int)
    /// The one with the highest number of the group that is under a name, or was last deleted under it.
    case latest(ofGroup: String)
}

/// Whose recipients a query reads.
public enum RecipientSource: Hashable, Sendable {
    /// What is in a group now.
    case group(String)
    /// What a backup holds.
    case backup(BackupReference)
    /// The state of a group at an instant: the earliest backup made at or after it, else the current state.
    case asOf(group: String, Instant)
}

/// A row of `deleted groups`.
public struct DeletedGroupInfo: Hashable, Sendable {
    /// The name that it had last.
    public let name: String
    /// When it was deleted.
    public let deleted: Instant
    /// How many backups it has.
    public let backups: Int
    /// The newest of them.
    public let latest: BackupInfo
}
