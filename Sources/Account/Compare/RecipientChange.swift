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

/// The fields of two states, brought together by their names.
struct ComparedFields {
    /// For each field its place among the values of the first and of the second state.
    private let fields: [(name: String, left: Int?, right: Int?)]

    init(_ left: [String], _ right: [String]) {
        let folded = right.map { $0.lowercased() }
        var fields = left.enumerated().map { index, name in
            (name: name, left: Optional(index), right: folded.firstIndex(of: name.lowercased()))
        }
        let common = Set(left.map { $0.lowercased() })
        fields += right.enumerated().filter { !common.contains($0.element.lowercased()) }
            .map { (name: $0.element, left: nil, right: Optional($0.offset)) }
        self.fields = fields
    }

    /// What has changed; nil if nothing has.
    func change(from old: Recipient?, to new: Recipient?) -> RecipientChange? {
        guard let email = (new ?? old)?.email else { return nil }
        let fixed: [(String, FieldContent?, FieldContent?)] = [
            ("registered", .init(old?.signUp.registered), .init(new?.signUp.registered)),
            ("activated", .init(old?.signUp.activated), .init(new?.signUp.activated)),
            ("deactivated", .init(old?.signUp.deactivated), .init(new?.signUp.deactivated)),
            ("source", .init(old?.source), .init(new?.source)),
        ]
        let own = fields.map { field in
            (
                field.name, FieldContent(field.left.flatMap { old?.values[$0] }),
                FieldContent(field.right.flatMap { new?.values[$0] })
            )
        }
        let changed = (fixed + own).filter { $0.1 != $0.2 }.map { FieldChange(field: $0.0, before: $0.1, after: $0.2) }
        if old != nil, new != nil, changed.isEmpty { return nil }
        let kind: RecipientChange.Kind = old == nil ? .added : new == nil ? .removed : .changed
        return RecipientChange(email: email, kind: kind, fields: changed)
    }
}

extension FieldContent {
    fileprivate init?(_ text: String?) {
        guard let text else { return nil }
        self = .text(text)
    }

    fileprivate init?(_ instant: Instant?) {
        guard let instant else { return nil }
        self = .instant(instant)
    }
}

extension Recipient {
    /// The sign-up information as one value.
    public var signUpText: String {
        let dates = [signUp.registered, signUp.activated, signUp.deactivated].map { $0.map { "\($0)" } ?? "-" }
        return ([status.rawValue] + dates + [source ?? "-"]).joined(separator: " ")
    }
}
