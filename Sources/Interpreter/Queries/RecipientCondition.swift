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
        try row.resolve(expression, evaluator.source)
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
        var lists: [Expression] = []
        expression.forEachPart { part in
            guard case .comparison(let left, .isIn, let right) = part.kind, case .field(let name) = left.kind,
                name.text.lowercased() == Field.email.name
            else { return }
            lists.append(right)
        }
        var addresses: [String] = []
        for list in lists where inner?.row?.dependsOnRow(list) != true {
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
