public import Recipients

/// Which change is to be taken back, and how much of it.
public struct UndoRequest {
    /// The change.
    public var target: UndoTarget
    /// Which of the recipients whom it touched, as they were before or, for added ones, after; nil for all.
    public var filter: RecipientFilter?
    /// The fields that it is limited to; then nobody is added or removed. Nil for all.
    public var only: [String]?
    /// Whether recipients who are unsubscribed may become active again.
    public var resubscribes = false
    /// What the log keeps of the user's reasons.
    public var note: String?
    /// Whether a person has been told what speaks against it.
    public var isConfirmed = false

    /// An undo of a whole change.
    public init(_ target: UndoTarget) {
        self.target = target
    }

    /// Whether it takes back only a part.
    var isPartial: Bool { filter != nil || only != nil }

    /// The same for the whole change.
    var whole: UndoRequest {
        var whole = self
        (whole.filter, whole.only) = (nil, nil)
        return whole
    }
}

/// A change that can be taken back.
public enum UndoTarget: Hashable, Sendable {
    /// The account's newest that still stands, or that of a group.
    case newest, newestOf(group: String)
    /// The one that a backup was made for.
    case backup(BackupReference)
    /// The newest undo that still stands: a redo.
    case undo

    /// Whether it is the newest change, whatever that is.
    public var isUnnamed: Bool {
        switch self {
        case .newest, .newestOf: true
        case .backup, .undo: false
        }
    }
}

/// What an undo or a redo did.
public struct UndoResult: Hashable, Sendable {
    /// The group's name.
    public let group: String
    /// The change that was taken back.
    public let change: UndoneChange
    /// How those fared whom the change touched.
    public let counts: UndoCounts
    /// The first of those who stay as somebody changed them later.
    public let keptRows: [KeptRow]
    /// The backup of what was before, or why there is none.
    public let kept: KeptBackup
    /// What it did to the group itself.
    public let event: Event?

    /// What can happen to the group as a whole.
    public enum Event: Hashable, Sendable {
        /// It was deleted, because the change had created it and nobody is left.
        case deleted
        /// It is there again, because the change had deleted it.
        case returned
    }
}

/// A change that a backup was made for.
public struct UndoneChange: Hashable, Sendable {
    /// The id of the backup.
    public let backup: Int
    /// The name of its group when it was made.
    public let group: String
    /// What it was.
    public let action: LogEntry.Action
    /// When it was made.
    public let at: ZonedInstant
    /// The last part of the imported file's name; nil if there was none.
    public let file: String?
    /// Who made it; nil where nobody knows.
    public let user: String?
}

/// How those fared whom a change had touched. Each counts once in reverted, removed, returned, kept and unchanged.
public struct UndoCounts: Hashable, Sendable {
    /// Fields of theirs are again as they were before.
    public var reverted = 0
    /// The change had added them; they are gone.
    public var removed = 0
    /// The change had removed them; they are back.
    public var returned = 0
    /// Something of theirs stays, because it was changed later.
    public var kept = 0
    /// They were as before the change already.
    public var unchanged = 0
    /// They would have become active, and stay unsubscribed.
    public var keptUnsubscribed = 0

    /// How many are not as they were.
    var changed: Int { reverted + removed + returned }
}

/// Something that an undo leaves as it is.
public struct KeptRow: Hashable, Sendable {
    /// The normalised address.
    public let email: String
    /// The field; nil for the recipient as a whole.
    public let field: String?
    /// Its value before the change; nil for a missing one, and for the recipient as a whole.
    public let before: String?
    /// Its value after the change.
    public let after: String?
    /// Its value now.
    public let now: String?
}
