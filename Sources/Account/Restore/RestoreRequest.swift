public import Recipients

/// What to restore, where, and how.
public struct RestoreRequest {
    /// The backup, or the group and the time.
    public var source: RestoreSource
    /// Nil: where the backup came from.
    public var target: ImportTarget?
    /// Which of the backup's recipients are restored, by the recipient and the names of its fields; nil for all.
    public var filter: RecipientFilter?
    /// The fields that are brought back, and `sign-up` for the sign-up information; nil for all. With it, the mode is
    /// `update`.
    public var only: [String]?
    /// Addresses that the caller looks for by name: the result says which of them the state does not have.
    public var sought: [String] = []
    /// Which rows apply; `updateAdd` is the one that brings data back.
    public var mode = ImportMode.updateAdd
    /// `clear` unless asked otherwise, because a backup knows every field.
    public var emptyCells = EmptyCells.clear
    /// Whether recipients who left may become active again.
    public var resubscribes = false
    /// What the log keeps of the user's reasons.
    public var note: String?

    /// Whether it brings back all that the state holds.
    var isWhole: Bool { filter == nil && only == nil }

    /// A restore of everything, to where the backup came from.
    public init(_ source: RestoreSource) {
        self.source = source
    }
}

/// Decides whether a row of the backup is restored; what it throws ends the restore before anything has changed.
public typealias RecipientFilter = (_ recipient: Recipient, _ fields: [String]) throws(Failure) -> Bool

/// What is brought back.
public enum RestoreSource: Hashable, Sendable {
    /// The rows of one backup.
    case backup(BackupReference)
    /// The state of a group at an instant: the earliest backup made at or after it, else the current state.
    case asOf(group: String, Instant)
}
