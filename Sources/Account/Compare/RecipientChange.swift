public import Recipients

/// How one recipient differs between two states.
public struct RecipientChange: Hashable, Sendable {
    /// What became of the recipient from the first state to the second.
    public enum Kind: String, Hashable, Sendable {
        /// Only in the second; only in the first; in both, but not the same.
        case added, removed, changed
    }

    /// The normalised address.
    public let email: String
    /// What became of the recipient.
    public let kind: Kind
    /// The fields that differ, each with its value before and after; for somebody added or removed, those with a value.
    public let fields: [FieldChange]
}

/// The value of a field before and after; nil for a missing value.
public struct FieldChange: Hashable, Sendable {
    /// The field's name, or that of a part of the sign-up such as `activated`.
    public let field: String
    /// What stood there in the first state; nil if nothing did.
    public let before: FieldContent?
    /// What stands there in the second state; nil if nothing does.
    public let after: FieldContent?
}

/// What stands in a field.
public enum FieldContent: Hashable, Sendable {
    /// The value of a field.
    case text(String)
    /// A moment of the sign-up.
    case instant(Instant)
}

/// How many recipients differ between two states, and how.
public struct ComparisonCounts: Hashable, Sendable {
    /// Recipients that only the second state has.
    public var added = 0
    /// Recipients that only the first state has.
    public var removed = 0
    /// Recipients that both have, with differences.
    public var changed = 0
    /// Recipients that are the same in both.
    public var unchanged = 0

    /// How many differ at all.
    public var differing: Int { added + removed + changed }
}
