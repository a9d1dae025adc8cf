internal import CommandLanguage
internal import Recipients
internal import Snapshots

/// Compiles a condition on recipients into one on the bytes of their rows.
///
/// What it cannot compile stays undecided, in its place among the terms of `and` and `or`: expressions that are more
/// than a field, and whatever would be an error. The evaluator is asked about each row for which such a term matters,
/// so the result is always that of the evaluator.
struct ConditionCompiler {
    /// Evaluates what is the same for all rows, and keeps the values for the rows about which it is asked later.
    private let evaluator: Evaluator
    private let row: ConditionRow
    /// Where rows hold the value of each column of the query.
    private let columns: [RowColumn]

    /// - Parameter row: The row of the evaluator's condition.
    init(_ evaluator: Evaluator, _ row: ConditionRow, _ columns: [RowColumn]) {
        self.evaluator = evaluator
        self.row = row
        self.columns = columns
    }

    /// One side of a comparison.
    private enum Operand {
        /// The same for all rows.
        case constant(Value)
        case column(RowColumn)
        /// `number(…)` of a text column.
        case number(column: Int)
        case unknown
    }

    func condition(_ expression: Expression) -> RowCondition {
        switch expression.kind {
        case .all(let terms): return .all(terms.map(condition))
        case .any(let terms): return .any(terms.map(condition))
        case .not(let operand): return .not(condition(operand))
        case .comparison(let left, .isIn, let right): return membership(left, right, isWanted: true)
        case .comparison(let left, .isNotIn, let right): return membership(left, right, isWanted: false)
        case .comparison(let left, .matches, let right): return match(left, right, isWanted: true)
        case .comparison(let left, .doesNotMatch, let right): return match(left, right, isWanted: false)
        case .comparison(let left, let comparison, let right):
            return compared(operand(left), comparison, operand(right))
        default:
            switch operand(expression) {
            case .constant(.bool(let isTrue)): return isTrue ? .always : .never
            case .constant(.none): return .never
            case .column(let column): return column.present(and: .undecided)
            default: return .undecided
            }
        }
    }

    /// The column that an expression reads, to sort by it; nil for what is more than a field.
    func column(_ expression: Expression) -> RowColumn? {
        if case .column(let column) = operand(expression) { column } else { nil }
    }

    private func operand(_ expression: Expression) -> Operand {
        switch expression.kind {
        case .field(let name):
            guard let index = try? row.column(name, evaluator) else { return .unknown }
            return .column(columns[index])
        case .call(.number, let arguments):
            guard let argument = arguments.first, case .column(.text(let column)) = operand(argument) else { break }
            return .number(column: column)
        default: break
        }
        guard !row.dependsOnRow(expression), let value = try? evaluator.value(of: expression) else { return .unknown }
        return .constant(value)
    }

    // MARK: Comparisons

    private func compared(_ left: Operand, _ comparison: Comparison, _ right: Operand) -> RowCondition {
        switch (left, right) {
        case (.constant(let one), .constant(let other)):
            guard let holds = comparison.holds(one, other) else { return .undecided }
            return holds ? .always : .never
        case (.constant, .column), (.constant, .number): return compared(right, comparison.mirrored, left)
        case (.column(let column), .constant(let value)): return compared(column, comparison, value)
        case (.column(let column), .column(let other)): return compared(column, comparison, other)
        case (.number(let column), .constant(.number(let number))):
            return comparison.condition { .number(column: column, $0, number) }
        default: return .undecided
        }
    }

    private func compared(_ column: RowColumn, _ comparison: Comparison, _ value: Value) -> RowCondition {
        switch (column, value) {
        case (.status, _):
            return statuses { comparison.holds($0, value) }
        case (_, .none):
            return comparison == .equal ? column.isMissing : comparison == .notEqual ? .not(column.isMissing) : .never
        case (.address, .text(let text)):
            return comparison.condition(EmailAddress.comparable(text), column: 0)
        case (.text(let column), .text(let text)):
            return comparison.condition(text, column: column)
        case (.instant(let column), .instant(let instant)):
            return comparison.condition { .instant(column: column, $0, instant) }
        default:
            // An error, unless the value is missing.
            return comparison == .notEqual
                ? .any([column.isMissing, .undecided]) : column.present(and: .undecided)
        }
    }

    private func compared(_ column: RowColumn, _ comparison: Comparison, _ other: RowColumn) -> RowCondition {
        switch (column, other, comparison) {
        case (.text(let column), .text(let other), .equal): return .test(.sameTexts(column: column, other: other))
        case (.text(let column), .text(let other), .notEqual):
            return .not(.test(.sameTexts(column: column, other: other)))
        case (.instant(let one), .instant(let two), .equal), (.instant(let one), .instant(let two), .notEqual):
            let areSame = RowCondition.any([
                .all([column.isMissing, other.isMissing]), .test(.instants(column: one, .equal, other: two)),
            ])
            return comparison == .equal ? areSame : .not(areSame)
        case (.instant(let column), .instant(let other), _):
            return comparison.condition { .instants(column: column, $0, other: other) }
        default: return .undecided
        }
    }

    // MARK: Patterns and lists

    private func match(_ left: Expression, _ right: Expression, isWanted: Bool) -> RowCondition {
        guard case .column(let column) = operand(left), case .constant(let value) = operand(right) else {
            return .undecided
        }
        switch (column, value) {
        case (.address, .text(let pattern)):
            return column.meets(.matches(row.glob(EmailAddress.comparable(pattern))), isWanted)
        case (.text, .text(let pattern)): return column.meets(.matches(row.glob(pattern)), isWanted)
        case (.status, .text(let pattern)):
            return statuses {
                if case .text(let text) = $0 { row.glob(pattern).matches(text) == isWanted } else { nil }
            }
        case (.address, .none), (.text, .none), (.status, .none): return .never
        case (.instant, .none), (.instant, .text): return column.present(and: .undecided)
        default: return .undecided
        }
    }

    private func membership(_ left: Expression, _ right: Expression, isWanted: Bool) -> RowCondition {
        guard case .column(let column) = operand(left), !row.dependsOnRow(right),
            let members = try? evaluator.members(of: right, areAddresses: column == .address)
        else { return .undecided }
        // For a value that is not in the list, this is an error if the list has elements of other kinds.
        let isMixed = members.kind(unlike: .text("")) != nil
        let elsewhere: RowCondition = isMixed ? .undecided : isWanted ? .never : .always
        switch column {
        case .address, .text:
            let isMember = column.meets(.isOneOf(members.texts), true)
            return column.present(
                and: isWanted ? .any([isMember, elsewhere]) : .all([.not(isMember), elsewhere]))
        case .status: return isMixed ? .undecided : statuses { members.contains($0) == isWanted }
        case .instant: return column.present(and: .undecided)
        }
    }

    /// Tests for the statuses that are meant; undecided if one of them cannot be compared.
    private func statuses(_ areMeant: (Value) -> Bool?) -> RowCondition {
        var meant: Set<Status> = []
        for status in Status.allCases {
            guard let isMeant = areMeant(.text(status.rawValue)) else { return .undecided }
            if isMeant { meant.insert(status) }
        }
        return .test(.status(meant))
    }
}

extension RowColumn {
    /// True where there is no value.
    fileprivate var isMissing: RowCondition {
        switch self {
        case .address, .status: .never
        case .instant(let column), .text(let column): .test(.isMissing(column: column))
        }
    }

    /// True where there is a value and another condition holds.
    fileprivate func present(and condition: RowCondition) -> RowCondition { .all([.not(isMissing), condition]) }

    /// True where there is a text that passes a test, or fails it.
    fileprivate func meets(_ test: TextTest, _ isWanted: Bool) -> RowCondition {
        guard let number else { return .undecided }
        let condition = RowCondition.test(.text(column: number, test))
        return isWanted ? condition : present(and: .not(condition))
    }
}

extension Comparison {
    /// The orders of the two sides in which the comparison holds; not for patterns and lists.
    private var orderings: Orderings {
        switch self {
        case .less: .before
        case .lessOrEqual: [.before, .equal]
        case .greater: .behind
        case .greaterOrEqual: [.behind, .equal]
        default: .equal
        }
    }

    /// A condition on values that may be missing: for those, only `!=` holds.
    fileprivate func condition(_ test: (Orderings) -> RowTest) -> RowCondition {
        let condition = RowCondition.test(test(orderings))
        return self == .notEqual ? .not(condition) : condition
    }

    /// The condition on a text. Texts that sort as equal need not be the same, so equality is tested apart.
    fileprivate func condition(_ text: String, column: Int) -> RowCondition {
        condition {
            .text(column: column, self == .equal || self == .notEqual ? .equals(text) : .collates($0, text))
        }
    }
}
