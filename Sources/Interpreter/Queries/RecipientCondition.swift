internal import Account
internal import CommandLanguage
internal import Recipients

/// The condition of a command on the recipients of a state, in the form in which the account calls it.
final class RecipientCondition {
    private let expression: Expression
    private let evaluator: Evaluator
    private var cells: RecipientCells?
    private var inner: Evaluator?

    init(_ expression: Expression, _ evaluator: Evaluator) {
        self.expression = expression
        self.evaluator = evaluator
    }

    /// Looks up the fields that the condition names.
    func resolve(_ fields: [String]) throws(Diagnostic) {
        let cells = RecipientCells(fields: fields)
        let row = ConditionRow(cells, .recipients)
        try row.resolve(expression, evaluator)
        var inner = evaluator
        inner.row = row
        self.cells = cells
        self.inner = inner
    }

    /// - Throws: What is wrong with the condition; the subject is the part concerned.
    func holds(_ recipient: Recipient, _ fields: [String]) throws(Failure) -> Bool {
        try evaluator.statementScope.checkCancellation()
        do throws(Diagnostic) {
            if inner == nil { try resolve(fields) }
            cells?.show(recipient)
            return try inner?.holds(expression) ?? false
        } catch {
            throw error.failure.about(error.range.map { .condition($0.lower..<$0.upper) })
        }
    }

    /// The addresses in the lists of `email in (…)`, in order.
    func soughtAddresses() throws(Diagnostic) -> [String] {
        var addresses: [String] = []
        for list in expression.soughtLists() where inner?.row?.dependsOnRow(list) != true {
            let values: [Value] =
                switch try evaluator.value(of: list) {
                case .list(let elements): elements
                case .rows(let rows): rows.compactMap(\.first)
                default: []
                }
            addresses += values.compactMap { if case .text(let text) = $0 { text } else { nil } }
        }
        return addresses
    }
}

extension Expression {
    /// The lists of `email in (…)` in a condition, but not of those that it negates.
    ///
    /// - Parameter isNegated: Whether the expression is within a `not`.
    fileprivate func soughtLists(isNegated: Bool = false) -> [Expression] {
        switch kind {
        case .not(let inner): return inner.soughtLists(isNegated: !isNegated)
        case .all(let parts), .any(let parts): return parts.flatMap { $0.soughtLists(isNegated: isNegated) }
        case .comparison(let left, isNegated ? .isNotIn : .isIn, let right):
            guard case .field(let name) = left.kind, name.text.lowercased() == Field.email.name else { return [] }
            return [right]
        default: return []
        }
    }
}

extension CommandRunner {
    /// The command's condition; nil if it has none.
    func condition() -> RecipientCondition? {
        call.condition.map { RecipientCondition($0, evaluator) }
    }

    /// The command's condition for the recipients of a state.
    func filter(_ source: RecipientSource) throws(Diagnostic) -> RecipientFilter? {
        guard let condition = condition() else { return nil }
        try condition.resolve(try placing(account.fieldNames(of: source)))
        return condition.holds
    }

    /// The message for a condition that nobody meets.
    func noneMeets(_ origin: String) -> String { "no recipient \(origin) meets the condition" }
}
