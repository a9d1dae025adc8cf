internal import CommandLanguage
internal import Recipients
internal import Snapshots

/// Turns a condition on recipients into one on the bytes of their rows.
///
/// Whatever it does not know stays undecided, and the evaluator is asked about the rows that come so far: for expressions that
/// are more than a field, for what would be an error, and for both in their place among the terms of `and` and `or`. So the
/// compiled condition never says anything else than the evaluator would.
struct ConditionCompiler {
    /// Works out what is the same for all rows, and keeps it for when it is asked about some of them.
    private let evaluator: Evaluator
    private let row: ConditionRow
    /// What a row has for each of the query's columns.
    private let columns: [RowColumn]

    /// - Parameter row: That of the evaluator's condition.
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
        /// `number(…)` of a text.
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

    /// What a row is sorted by; nil for what is more than a field.
    func column(_ expression: Expression) -> RowColumn? {
        if case .column(let column) = operand(expression) { column } else { nil }
    }

    private func operand(_ expression: Expression) -> Operand {
        switch expression.kind {
        case .field(let name):
            guard let index = try? row.column(name, evaluator.source) else { return .unknown }
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
            // An error, unless there is no value.
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
        // What is not among them is an error if some are of another kind.
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

    /// The recipients whose status is such; undecided if that cannot be asked of one.
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
    /// That there is no value.
    fileprivate var isMissing: RowCondition {
        switch self {
        case .address, .status: .never
        case .instant(let column), .text(let column): .test(.isMissing(column: column))
        }
    }

    /// That there is a value, and something else holds.
    fileprivate func present(and condition: RowCondition) -> RowCondition { .all([.not(isMissing), condition]) }

    /// That there is a text which meets a test, or which does not.
    fileprivate func meets(_ test: TextTest, _ isWanted: Bool) -> RowCondition {
        guard let number else { return .undecided }
        let condition = RowCondition.test(.text(column: number, test))
        return isWanted ? condition : present(and: .not(condition))
    }
}

extension Comparison {
    /// The comparison of the sides in the other order.
    fileprivate var mirrored: Comparison {
        switch self {
        case .less: .greater
        case .lessOrEqual: .greaterOrEqual
        case .greater: .less
        case .greaterOrEqual: .lessOrEqual
        default: self
        }
    }

    /// How the left side may compare with the right one; not for patterns and lists.
    private var orderings: Orderings {
        switch self {
        case .less: .before
        case .lessOrEqual: [.before, .equal]
        case .greater: .behind
        case .greaterOrEqual: [.behind, .equal]
        default: .equal
        }
    }

    /// A test of values that may be missing: only `!=` holds for those.
    fileprivate func condition(_ test: (Orderings) -> RowTest) -> RowCondition {
        let condition = RowCondition.test(test(orderings))
        return self == .notEqual ? .not(condition) : condition
    }

    /// The comparison of a text. Texts that are equal in the order of texts need not be the same.
    fileprivate func condition(_ text: String, column: Int) -> RowCondition {
        condition {
            .text(column: column, self == .equal || self == .notEqual ? .equals(text) : .collates($0, text))
        }
    }
}
