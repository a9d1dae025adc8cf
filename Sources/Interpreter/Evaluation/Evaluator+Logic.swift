internal import CommandLanguage
internal import Recipients

extension Evaluator {
    /// Whether a condition holds. If its value is missing, it does not.
    func holds(_ condition: Expression) throws(Diagnostic) -> Bool {
        switch try value(of: condition) {
        case .bool(let isTrue): return isTrue
        case .none: return false
        case let other:
            throw problem(.notACondition(other), at: condition.range)
        }
    }

    func negation(of operand: Expression) throws(Diagnostic) -> Value {
        .bool(!(try holds(operand)))
    }

    func conjunction(of terms: [Expression]) throws(Diagnostic) -> Value {
        for term in terms where !(try holds(term)) { return .bool(false) }
        return .bool(true)
    }

    func disjunction(of terms: [Expression]) throws(Diagnostic) -> Value {
        for term in terms where try holds(term) { return .bool(true) }
        return .bool(false)
    }

    func compare(
        _ left: Expression,
        _ comparison: Comparison,
        _ right: Expression,
        _ whole: Expression
    ) throws(Diagnostic) -> Value {
        switch comparison {
        case .isIn: return .bool(try isMember(left, of: right, whole) ?? false)
        case .isNotIn: return .bool(try isMember(left, of: right, whole).map { !$0 } ?? false)
        case .matches: return .bool(try matches(left, right, comparison) ?? false)
        case .doesNotMatch: return .bool(try matches(left, right, comparison).map { !$0 } ?? false)
        case .equal, .notEqual, .less, .lessOrEqual, .greater, .greaterOrEqual:
            var (one, other) = (try value(of: left), try value(of: right))
            let areAddresses = isAddress(left) || isAddress(right)
            if areAddresses { (one, other) = (one.asAddress, other.asAddress) }
            if let result = comparison.holds(one, other, areAddresses: areAddresses) { return .bool(result) }
            let failure: Failure =
                one.isOfKind(of: other) ? .unordered(one.kind, comparison) : .incomparable(one.kind, other.kind)
            throw problem(failure, at: whole.range)
        }
    }

    /// Whether a text matches a glob; nil if either is missing.
    private func matches(
        _ left: Expression,
        _ right: Expression,
        _ comparison: Comparison
    ) throws(Diagnostic) -> Bool? {
        var (one, other) = (try value(of: left), try value(of: right))
        if isAddress(left) || isAddress(right) { (one, other) = (one.asAddress, other.asAddress) }
        for (value, operand) in [(one, left), (other, right)] {
            switch value {
            case .text, .none: continue
            default:
                throw problem(.matchOfOthers(comparison, value.kind), at: operand.range)
            }
        }
        guard case .text(let text) = one, case .text(let pattern) = other else { return nil }
        return (row?.glob(pattern) ?? Glob(pattern)).matches(text)
    }

    /// Whether a value is in a list or in the first column of rows; nil if either is missing.
    private func isMember(
        _ left: Expression,
        of right: Expression,
        _ whole: Expression
    ) throws(Diagnostic) -> Bool? {
        let isAddress = isAddress(left) || listsAddress(right)
        var needle = try value(of: left)
        if isAddress { needle = needle.asAddress }
        if row == nil, let state = right.listedState { return try isRecipient(needle, of: state, whole) }
        guard let members = try members(of: right, areAddresses: isAddress), needle != .none else { return nil }
        if members.contains(needle) { return true }
        if let other = members.kind(unlike: needle) {
            throw problem(.neverAmong(needle.kind, other), at: whole.range)
        }
        return false
    }

    /// Whether a value is the address of a recipient of a state; nil if the value is missing. Outside of a condition,
    /// the value is compared as it is written.
    private func isRecipient(
        _ value: Value,
        of state: StateReference,
        _ whole: Expression
    ) throws(Diagnostic) -> Bool? {
        if case .text(let text) = value {
            return try read(state) { (account, source) throws(Failure) in try account.has(text, in: source) }
        }
        let count = try read(state) { (account, source) throws(Failure) in try account.recipientCount(of: source) }
        if value == .none { return nil }
        if count > 0 { throw problem(.neverAmong(value.kind, .text), at: whole.range) }
        return false
    }

    /// The values on the right side of `in`; nil if it is missing. Those of a variable are kept with it. Within a
    /// condition, they are evaluated only once if they do not depend on the row.
    func members(of right: Expression, areAddresses: Bool) throws(Diagnostic) -> Members? {
        if let members = row?.members[right.range] { return members }
        let variable: Variable? = if row == nil, case .variable(let variable) = right.kind { variable } else { nil }
        if let variable, let members = variables.members(of: variable) { return members }
        let members: Members
        switch try value(of: right) {
        case .none: return nil
        case .list(let elements): members = Members(areAddresses ? elements.map(\.asAddress) : elements)
        case .rows(let rows):
            members = Members(rows.lazy.compactMap { areAddresses ? $0.first?.asAddress : $0.first })
        case let other:
            throw problem(Failure.operationNeeds(.membership, found: other.kind), at: right.range)
        }
        if let row, !row.dependsOnRow(right) { row.members[right.range] = members }
        if let variable { variables.keep(members, of: variable) }
        return members
    }
}

extension Expression {
    /// The state among whose addresses alone `in` looks here: `recipients of NAME`, or the column `email` of that.
    fileprivate var listedState: StateReference? {
        switch kind {
        case .query(let query):
            guard case .recipients(let state) = query.rows, query.isBare else { return nil }
            return state
        case .member(let rows, let name):
            guard name.text.lowercased() == Field.email.name, case .query = rows.kind else { return nil }
            return rows.listedState
        default: return nil
        }
    }
}

extension Query {
    /// Whether it has no clauses.
    fileprivate var isBare: Bool {
        condition == nil && counted.isEmpty && keys.isEmpty && limit == nil && shown.isEmpty
    }
}

/// The values on the right side of `in`.
struct Members {
    private var values: Set<Value> = []
    /// The kinds of the values.
    private var kinds: Set<ValueKind> = []

    init(_ values: some Sequence<Value>) { add(values) }

    /// Adds further values.
    mutating func add(_ others: some Sequence<Value>) {
        for value in others where values.insert(value).inserted {
            if let kind = value.kind { kinds.insert(kind) }
        }
    }

    /// The texts among them.
    var texts: Set<String> {
        values.reduce(into: []) { if case .text(let text) = $1 { $0.insert(text) } }
    }

    func contains(_ value: Value) -> Bool { values.contains(value) }

    /// A kind of some of the values that differs from the kind of this one; nil if there is none.
    func kind(unlike value: Value) -> ValueKind? {
        kinds.filter { $0 != value.kind }.min { $0.description < $1.description }
    }
}

extension Evaluator {
    /// Whether an expression is the address in the row that a condition tests.
    private func isAddress(_ expression: Expression) -> Bool {
        row?.holdsAddress(expression) ?? false
    }

    /// Whether an expression is a list with that address among its elements.
    private func listsAddress(_ expression: Expression) -> Bool {
        if case .list(let elements) = expression.kind { elements.contains(where: isAddress) } else { false }
    }
}

extension Value {
    /// A text in the form in which addresses are compared. Any other value is returned unchanged.
    fileprivate var asAddress: Value {
        guard case .text(let text) = self else { return self }
        return .text(EmailAddress.comparable(text))
    }
}

extension Comparison {
    /// Whether the comparison holds for two values; nil if they cannot be compared. With a missing value, only `!=` can
    /// hold, and `=` if both are missing.
    ///
    /// - Parameter areAddresses: Whether texts are ordered as addresses are.
    func holds(_ left: Value, _ right: Value, areAddresses: Bool = false) -> Bool? {
        if left == .none || right == .none {
            switch self {
            case .equal: return left == right
            case .notEqual: return left != right
            default: return false
            }
        }
        switch self {
        case .equal: return left.isOfKind(of: right) ? left == right : nil
        case .notEqual: return left.isOfKind(of: right) ? left != right : nil
        case .less: return left.isLess(than: right, areAddresses: areAddresses)
        case .greater: return right.isLess(than: left, areAddresses: areAddresses)
        case .lessOrEqual: return right.isLess(than: left, areAddresses: areAddresses).map { !$0 }
        case .greaterOrEqual: return left.isLess(than: right, areAddresses: areAddresses).map { !$0 }
        case .matches, .doesNotMatch, .isIn, .isNotIn: return nil
        }
    }
}

extension Value {
    func isOfKind(of other: Value) -> Bool { kind == other.kind }

    /// Whether a number, text, instant or duration comes before another; nil for other kinds, and for two of different
    /// kinds.
    ///
    /// - Parameter areAddresses: Whether texts are ordered as addresses are: by their bytes.
    func isLess(than other: Value, areAddresses: Bool = false) -> Bool? {
        switch (self, other) {
        case (.number(let one), .number(let other)): one < other
        case (.text(let one), .text(let other)) where areAddresses: one.utf8.lexicographicallyPrecedes(other.utf8)
        case (.text(let one), .text(let other)): CollationKey(one) < CollationKey(other)
        case (.instant(let one), .instant(let other)): one < other
        case (.duration(let one), .duration(let other)): one < other
        default: nil
        }
    }
}
