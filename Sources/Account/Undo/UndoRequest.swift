public import Recipients

/// Which change to take back, and how much of it.
public struct UndoRequest {
    /// The change.
    public var target: UndoTarget
    /// A condition on the recipients that it touched, as they were before or, for added ones, after; nil for all.
    public var filter: RecipientFilter?
    /// The fields that the undo is limited to; if set, nobody is added or removed. Nil for all.
    public var only: [String]?
    /// Whether recipients who are unsubscribed may become active again.
    public var resubscribes = false
    /// The user's note for the log; nil for none.
    public var note: String?
    /// Whether the user has been told what speaks against it.
    public var isConfirmed = false

    /// An undo of a whole change.
    public init(_ target: UndoTarget) {
        self.target = target
    }

    /// Whether it takes back only a part of the change.
    var isPartial: Bool { filter != nil || only != nil }

    /// The same request for the whole change.
    var whole: UndoRequest {
        var whole = self
        (whole.filter, whole.only) = (nil, nil)
        return whole
    }
}

/// A change that can be taken back.
public enum UndoTarget: Hashable, Sendable {
    /// The newest change that has not been undone, of the account or of a group.
    case newest, newestOf(group: String)
    /// The change that a backup was made for.
    case backup(BackupReference)
    /// The newest undo that has not been undone: a redo.
    case undo

    /// Whether it is the newest change or undo, whichever that is.
    public var isUnnamed: Bool {
        switch self {
        case .newest, .newestOf, .undo: true
        case .backup: false
        }
    }
}

/// What an undo or a redo did.
public struct UndoResult: Hashable, Sendable {
    /// The group's name.
    public let group: String
    /// The change that was taken back.
    public let change: UndoneChange
    /// What happened to those whom the change touched.
    public let counts: UndoCounts
    /// The first parts that stay because they were changed later.
    public let keptRows: [KeptRow]
    /// The backup of the state before, or why there is none.
    public let kept: KeptBackup
    /// What the undo did to the group itself; nil for nothing.
    public let event: Event?

    /// What can happen to the group as a whole.
    public enum Event: Hashable, Sendable {
        /// It was deleted, because the change had created it and nobody is left.
        case deleted
        /// It exists again, because the change had deleted it.
        case returned
    }
}

/// A change that a backup was made for.
public struct UndoneChange: Hashable, Sendable {
    /// The id of the backup.
    public let backup: Int
    /// The name of its group when it was made.
    public let group: String
    /// The name that the group has now.
    public let presentName: String
    /// What kind of change it was.
    public let action: LogEntry.Action
    /// When it was made.
    public let at: ZonedInstant
    /// The last part of the imported file's name; nil if there was none.
    public let file: String?
    /// Who made it; nil if that is not known.
    public let user: String?
}

/// What happened to those whom a change had touched. Each is counted once as reverted, removed, returned, kept or
/// unchanged.
public struct UndoCounts: Hashable, Sendable {
    /// Some of their fields are as before the change again.
    public var reverted = 0
    /// The change had added them; they have been removed.
    public var removed = 0
    /// The change had removed them; they are back.
    public var returned = 0
    /// Something about them stays, because it was changed later.
    public var kept = 0
    /// They were already as before the change.
    public var unchanged = 0
    /// They would have become active, but stay unsubscribed.
    public var keptUnsubscribed = 0
    /// Those of them whom only the change unsubscribed: an undo of it that may make people active again reaches them.
    public var unsubscribedByChange = 0

    /// How many are different now.
    var changed: Int { reverted + removed + returned }

    /// How many the change had touched.
    public var touched: Int { changed + kept + unchanged }
}

/// Something that an undo leaves unchanged.
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
