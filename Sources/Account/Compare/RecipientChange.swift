internal import Recipients

/// How one recipient differs between two states.
public struct RecipientChange: Hashable, Sendable {
    /// What happened to the recipient between the first state and the second.
    public enum Kind: String, Hashable, Sendable {
        /// `added`: only in the second state; `removed`: only in the first; `changed`: in both, but not the same.
        case added, removed, changed
    }

    /// The normalised address.
    public let email: String
    /// What happened to the recipient.
    public let kind: Kind
    /// The fields that differ, each with its value before and after; for a recipient that was added or removed, the
    /// fields with a value. The sign-up information counts as one field, `sign-up`, and comes first.
    public let fields: [FieldChange]
}

/// The value of a field before and after; nil for a missing value.
public struct FieldChange: Hashable, Sendable {
    /// The field's name, or `sign-up`.
    public let field: String
    /// The value in the first state; nil if there is none.
    public let before: String?
    /// The value in the second state; nil if there is none.
    public let after: String?
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

    /// How many recipients differ.
    public var differing: Int { added + removed + changed }
}

/// The fields of two states, matched by their names.
struct ComparedFields {
    /// The names of all fields, those of the first state first.
    let names: [String]
    /// For each field, its index among the values of the first state, and of the second; nil if the state does not have
    /// it.
    private let left: [Int?]
    private let right: [Int?]

    init(_ left: [String], _ right: [String]) {
        let folded = (left: left.map { $0.lowercased() }, right: right.map { $0.lowercased() })
        let common = Set(folded.left)
        let added = right.indices.filter { !common.contains(folded.right[$0]) }
        let places = Dictionary(zip(folded.right, right.indices)) { first, _ in first }
        names = left + added.map { right[$0] }
        self.left = left.indices.map(Optional.init) + added.map { _ in nil }
        self.right = folded.left.map { places[$0] } + added.map(Optional.init)
    }

    /// How a recipient has changed; nil if it has not.
    func change(from old: Recipient?, to new: Recipient?) -> RecipientChange? {
        guard let email = (new ?? old)?.email else { return nil }
        var changed: [FieldChange] = []
        func note(_ field: String, _ before: String?, _ after: String?) {
            if before != after { changed.append(FieldChange(field: field, before: before, after: after)) }
        }
        if old?.signUp != new?.signUp || old?.source != new?.source {
            note(OnlyFields.signUp, old?.signUpText, new?.signUpText)
        }
        for (index, name) in names.enumerated() {
            note(name, left[index].flatMap { old?.values[$0] }, right[index].flatMap { new?.values[$0] })
        }
        if old != nil, new != nil, changed.isEmpty { return nil }
        let kind: RecipientChange.Kind = old == nil ? .added : new == nil ? .removed : .changed
        return RecipientChange(email: email, kind: kind, fields: changed)
    }

    /// A recipient of the second state, or of the first, with a value for each of `names`, in that order.
    func widened(_ recipient: Recipient, ofSecond: Bool) -> Recipient {
        Recipient(
            email: recipient.email, signUp: recipient.signUp, source: recipient.source,
            values: (ofSecond ? right : left).map { $0.flatMap { recipient.values[$0] } })
    }
}

extension Recipient {
    /// The sign-up information as one field: status, dates and source, with `-` for a missing one.
    var signUpText: String {
        let dates = [signUp.registered, signUp.activated, signUp.deactivated].map { $0.map { "\($0)" } ?? "-" }
        return ([status.rawValue] + dates + [source ?? "-"]).joined(separator: " ")
    }
}
