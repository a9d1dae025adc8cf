internal import CommandLanguage
internal import Recipients

/// The row that a condition tests, and everything that is evaluated only once for all rows.
final class ConditionRow {
    private let cells: any CurrentRow
    private let kind: RowKind?
    private var columns: [String: Int] = [:]
    private var globs: [String: Glob] = [:]
    private var dependence: [SourceRange: Bool] = [:]
    /// The values on the right side of `in`, by the place of the expression.
    var members: [SourceRange: Members] = [:]
    /// The values of expressions that do not depend on the row, by their place.
    var constants: [SourceRange: Value] = [:]

    /// - Parameters:
    ///   - cells: The row, whenever the condition is tested.
    ///   - kind: The kind of the rows; nil for those of a variable.
    init(_ cells: any CurrentRow, _ kind: RowKind?) {
        self.cells = cells
        self.kind = kind
    }

    /// Whether the field `email` holds addresses, which are compared as such.
    var hasAddresses: Bool {
        switch kind {
        case .recipients, .activity, .find, .backupChanges: true
        default: false
        }
    }

    /// Whether an expression is the address of the row.
    func holdsAddress(_ expression: Expression) -> Bool {
        guard case .field(let name) = expression.kind else { return false }
        return holdsAddress(name.text)
    }

    /// Whether a field is the address of the row.
    func holdsAddress(_ field: String) -> Bool { hasAddresses && field.lowercased() == Field.email.name }

    /// Whether the row has a field of this name, found without regard to case.
    func hasField(_ name: String) -> Bool { cells.columns.column(named: name) != nil }

    func value(at column: Int) -> Value { cells[column] }

    /// The column of a field, found without regard to case.
    ///
    /// - Parameters:
    ///   - name: The field.
    ///   - evaluator: What the condition is evaluated with.
    ///   - takesText: Whether a text could be in place of the field.
    /// - Throws: `unknown-field`.
    func column(_ name: Name, _ evaluator: Evaluator, takesText: Bool = false) throws(Diagnostic) -> Int {
        if let column = columns[name.text] { return column }
        let names = cells.columns
        guard let column = names.column(named: name.text) else {
            let mayBeText = takesText && evaluator.source.text(name.range) == name.text
            let meaning =
                mayBeText
                ? BareWord(
                    name.text, isVariable: evaluator.variables.isDeclared, isField: { names.column(named: $0) != nil })
                : nil
            throw evaluator.problem(
                .unknownField(name.text, of: kind, fields: names, mayBeText: mayBeText, meaning: meaning),
                at: name.range)
        }
        columns[name.text] = column
        return column
    }

    /// Looks up every field that a condition, a key or the expression of a fold names, so that an unknown one is
    /// reported before any row is read.
    func resolve(_ expression: Expression, _ evaluator: Evaluator) throws(Diagnostic) {
        try expression.forEachPart { (part) throws(Diagnostic) in
            guard case .field(let name) = part.kind else { return }
            // Where the whole is a field, a text would be neither a condition nor a key.
            _ = try column(name, evaluator, takesText: part.range != expression.range)
        }
    }

    /// A compiled pattern; each is compiled once.
    func glob(_ pattern: String) -> Glob {
        if let glob = globs[pattern] { return glob }
        let glob = Glob(pattern)
        globs[pattern] = glob
        return glob
    }

    /// Whether an expression may have different values for different rows.
    func dependsOnRow(_ expression: Expression) -> Bool {
        if let known = dependence[expression.range] { return known }
        var depends = false
        expression.forEachPart { part in
            switch part.kind {
            case .field, .call(.field, _): depends = true
            default: break
            }
        }
        dependence[expression.range] = depends
        return depends
    }
}

extension Evaluator {
    /// The value of a query, a record or a function of rows. Within a condition, it is evaluated only once if it does
    /// not depend on the row.
    func onceForAllRows(
        _ expression: Expression,
        _ work: @autoclosure () throws(Diagnostic) -> Value
    ) throws(Diagnostic) -> Value {
        guard let row, !row.dependsOnRow(expression) else { return try work() }
        if let value = row.constants[expression.range] { return value }
        let value = try work()
        row.constants[expression.range] = value
        return value
    }
}
