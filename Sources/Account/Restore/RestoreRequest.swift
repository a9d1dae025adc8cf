public import Recipients

/// What to restore, where, and how.
public struct RestoreRequest {
    /// The backup, or the group and the instant.
    public var source: RestoreSource
    /// The group to restore to; nil for the one that the backup came from.
    public var target: ImportTarget?
    /// A condition on the backup's recipients; nil to restore all.
    public var filter: RecipientFilter?
    /// The fields to bring back, with `sign-up` for the sign-up information; nil for all. If it is set, the mode is
    /// `update`.
    public var only: [String]?
    /// Addresses that the user named: the result says which of them the state does not have.
    public var sought: [String] = []
    /// Which rows apply; the default, `updateAdd`, brings data back.
    public var mode = ImportMode.updateAdd
    /// What empty cells do; `clear` by default, because a backup knows every field.
    public var emptyCells = EmptyCells.clear
    /// Whether recipients who left may become active again.
    public var resubscribes = false
    /// The user's note for the log; nil for none.
    public var note: String?

    /// Whether it brings back all that the state holds.
    var isWhole: Bool { filter == nil && only == nil }

    /// A restore of everything, to the group that the backup came from.
    public init(_ source: RestoreSource) {
        self.source = source
    }
}

/// Decides, from a recipient and the names of its fields, whether it meets a condition; an error that it throws ends
/// the command before anything has changed.
public typealias RecipientFilter = (_ recipient: Recipient, _ fields: [String]) throws(Failure) -> Bool

/// What is restored.
public enum RestoreSource: Hashable, Sendable {
    /// The rows of one backup.
    case backup(BackupReference)
    /// The state of a group at an instant: the earliest backup made at or after it, else the current state.
    case asOf(group: String, Instant)
}
