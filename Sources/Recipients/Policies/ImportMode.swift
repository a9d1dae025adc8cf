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

    public var adds: Bool { self != .update }
    public var updates: Bool { self != .add }
    public var removesOthers: Bool { self == .replace }
}

/// What an empty cell does to a stored value.
public enum EmptyCells: String, CaseIterable, Sendable {
    case keep, clear
}
