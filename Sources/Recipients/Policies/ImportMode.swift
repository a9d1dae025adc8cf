/// Which recipients an import touches.
public enum ImportMode: String, CaseIterable, Sendable {
    /// Only new recipients.
    case add
    /// Only existing ones.
    case update
    /// Both.
    case updateAdd = "update-add"
    /// Both, and recipients that are not in the file leave the group.
    case replace

    /// Whether recipients may come in that the group does not have.
    public var adds: Bool { self != .update }
    /// Whether recipients that the group has may be changed.
    public var updates: Bool { self != .add }
    /// Whether recipients leave that the file does not have.
    public var removesOthers: Bool { self == .replace }
}

/// What an empty cell does to a stored value.
public enum EmptyCells: String, CaseIterable, Sendable {
    /// `keep` leaves the stored value alone; `clear` removes it.
    case keep, clear
}

/// What happens when an import looks like an accident.
public enum GuardAction: String, CaseIterable, Sendable {
    /// A person decides.
    case ask
    /// The import is made, with a warning.
    case warn
    /// The import fails, and nothing is changed.
    case refuse
    /// Imports are not examined.
    case off

    /// Those that an account can have as a setting. Whether somebody is there to be asked depends on where a statement
    /// runs.
    public static let settings: [GuardAction] = [.warn, .refuse, .off]
}
