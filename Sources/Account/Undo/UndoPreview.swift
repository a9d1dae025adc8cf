public import Recipients

/// Why an undo may take back something that the user does not mean.
public struct UndoPreview: Hashable, Sendable {
    /// The change that would be taken back.
    public let change: UndoneChange
    /// The newest change that left no backup and therefore stays; nil if there is none.
    public let newer: Newer?
    /// How many such changes there are.
    public let count: Int
    /// Whether somebody else made the change.
    public let isOthers: Bool
    /// The newer changes that the undo passes over, newest first.
    public internal(set) var passedOver: [PassedOver] = []
    /// What would happen to those whom the change had touched.
    public internal(set) var counts = UndoCounts()
    /// Whether the group would be deleted, because the change had created it and nobody would be left.
    public internal(set) var deletesGroup = false

    /// A newer change that is passed over.
    public struct PassedOver: Hashable, Sendable {
        /// The id of its backup.
        public let backup: Int
        /// The name that the group had.
        public let group: String
        /// Why it is passed over.
        public let reason: Reason

        init(_ backup: GroupManifest.Backup, _ reason: Reason) {
            self.backup = backup.id
            group = backup.name
            self.reason = reason
        }

        /// Why a change is passed over.
        public enum Reason: Hashable, Sendable {
            case unknownAfter, deletedSince, nothingToTakeBack
        }
    }

    /// Whether the change is an undo, so that taking it back is a redo.
    public var isRedo: Bool { change.action == .undo }

    /// A change that stays.
    public struct Newer: Hashable, Sendable {
        /// What kind of change it was.
        public let action: LogEntry.Action
        /// When it was made.
        public let at: ZonedInstant
    }
}

extension UndoPreview.PassedOver {
    /// The backup, in words.
    public var subject: String { "backup \(backup) of \(group.quoted)" }

    /// The reason, in words.
    public var explanation: String {
        switch reason {
        case .unknownAfter: "an older version of cbs made it and did not record what the change did"
        case .deletedSince: "its group has been deleted since"
        case .nothingToTakeBack: "there is nothing to undo"
        }
    }
}

extension UndoPreview {
    /// The same in words.
    var warning: MessageText {
        var user: String?
        if isOthers, let name = change.user {
            user = isRedo ? "\(name) made the undo that is taken back" : "\(name) made the change that is undone"
        }
        guard let newerWarning else { return MessageText(user ?? "") }
        return user.map { "\(newerWarning); \($0)" } ?? newerWarning
    }

    /// The newer changes that stay, in words; nil if there are none.
    public var newerWarning: MessageText? {
        guard let newer else { return nil }
        let last: MessageText = "\(newer.action.rawValue) \(at: newer.at)"
        return count == 1
            ? "a newer change left no backup and stays (\(last))"
            : "\(count) newer changes left no backup and stay (the last: \(last))"
    }
}
