public import Recipients

/// How one recipient differs between two states.
public struct RecipientChange: Hashable, Sendable {
    public enum Kind: String, Hashable, Sendable {
        case added, removed, changed
    }

    public let email: String
    public let kind: Kind
    /// The fields that differ, each with its value before and after; for somebody added or removed, those with a value.
    public let fields: [FieldChange]
}

/// The value of a field before and after; nil for a missing value.
public struct FieldChange: Hashable, Sendable {
    public let field: String
    public let before: FieldContent?
    public let after: FieldContent?
}

/// What stands in a field.
public enum FieldContent: Hashable, Sendable {
    case text(String)
    case instant(Instant)
}

/// How many recipients differ between two states, and how.
public struct ComparisonCounts: Hashable, Sendable {
    public var added = 0
    public var removed = 0
    public var changed = 0
    public var unchanged = 0

    /// How many differ at all.
    public var differing: Int { added + removed + changed }
}
