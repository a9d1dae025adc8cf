public import Recipients

/// What to restore, where, and how.
public struct RestoreRequest {
    public var source: RestoreSource
    /// Nil: where the backup came from.
    public var target: ImportTarget?
    /// Which of the backup's recipients are restored, by the recipient and the names of its fields; nil for all.
    public var filter: RecipientFilter?
    public var mode = ImportMode.updateAdd
    /// `clear` unless asked otherwise, because a backup knows every field.
    public var emptyCells = EmptyCells.clear
    public var resubscribes = false

    public init(_ source: RestoreSource) {
        self.source = source
    }
}

public typealias RecipientFilter = (_ recipient: Recipient, _ fields: [String]) throws(Failure) -> Bool

public enum RestoreSource: Hashable, Sendable {
    case backup(BackupReference)
    /// The state of a group at an instant: the earliest backup made at or after it, else the present state.
    case asOf(group: String, Instant)
}
