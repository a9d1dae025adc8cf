import Recipients

extension Checker {
    mutating func checkComparison(
        _ left: Expression,
        _ comparison: Comparison,
        _ right: Expression,
        at range: SourceRange
    ) {
        if reportSwitchWord(left, comparison, right) || reportConstants(left, comparison, right, at: range) { return }
        let (first, second) = (check(left), check(right))
        warnAboutComparison(left, comparison, right, at: range)
        switch comparison {
        case .isIn, .isNotIn:
            checkMembership(first, second, right, at: range)
        case .matches, .doesNotMatch:
            for (shape, operand) in [(first, left), (second, right)] where shape != .text {
                guard let kind = shape.kind else { continue }
                report(.matchOfOthers(comparison, kind), at: operand.range)
            }
        default:
            guard !first.isComparable(with: second) else {
                checkOrder(first, second, comparison, at: range)
                return
            }
            guard let one = first.kind, let other = second.kind else { return }
            report(.incomparable(one, other), at: range)
        }
    }

    /// Checks the right side of `in`, and that the left value can be among its elements.
    private mutating func checkMembership(
        _ needle: Shape,
        _ members: Shape,
        _ right: Expression,
        at range: SourceRange
    ) {
        if case .rows(let fields) = members {
            // The columns of a file are not known.
            guard let first = fields.fields.first else { return }
            checkMembers(
                needle, [Shape(first.type)], instead: needle == .text ? column(of: right, fields) : nil, at: range)
        } else if members == .number, case .field(let name) = right.kind,
            let query = Lookalike.query(namedLikeCount: name.text)
        {
            report(.wrongKind(.operation(.membership), found: .number, instead: query), at: right.range)
        } else if members == .list, let elements = writtenElements(of: right) {
            checkMembers(needle, elements.map { literalShape(of: $0) }, at: range)
        } else {
            require(members, [.list], .operation(.membership), at: right.range)
        }
    }

    private mutating func checkMembers(
        _ needle: Shape, _ members: [Shape], instead: String? = nil, at range: SourceRange
    ) {
        let others = members.lazy.filter { !$0.isComparable(with: needle) }
        guard let kind = needle.kind, let other = others.compactMap(\.kind).first else { return }
        report(.neverAmong(kind, other, instead: instead), at: range)
    }

    /// A query with one column of texts in place of all its columns; nil if it names its columns itself.
    private func column(of rows: Expression, _ fields: RowFields) -> String? {
        guard case .query(let query) = rows.kind, query.shown.isEmpty, query.counted.isEmpty,
            let column = fields.field(named: "group") ?? fields.fields.first(where: { $0.type == .text })
        else { return nil }
        return "(\(source.text(query.range)) show \(column.name))"
    }

    /// The elements written in a list, or in lists that are joined; nil where there are none.
    private func writtenElements(of list: Expression) -> [Expression]? {
        switch list.kind {
        case .list(let elements): return elements
        case .arithmetic(let first, let steps):
            let parts = ([first] + steps.map(\.operand)).compactMap { writtenElements(of: $0) }
            return parts.isEmpty ? nil : parts.flatMap { $0 }
        default: return nil
        }
    }

    /// The shape of a literal or a field; unknown for anything else.
    private func literalShape(of expression: Expression) -> Shape {
        switch expression.kind {
        case .field: field(expression).map { Shape($0.type) } ?? .unknown
        case .minus: .unknown
        default: expression.constantShape
        }
    }

    private mutating func checkOrder(
        _ left: Shape,
        _ right: Shape,
        _ comparison: Comparison,
        at range: SourceRange
    ) {
        guard comparison != .equal, comparison != .notEqual, !left.hasOrder, right != .unknown,
            let kind = left.kind
        else { return }
        report(.unordered(kind, comparison), at: range)
    }

    mutating func checkArithmetic(_ first: Expression, _ steps: [ArithmeticStep]) -> Shape {
        var shape = check(first)
        var range = first.range
        for step in steps {
            let operand = check(step.operand)
            range = range.union(step.operand.range)
            guard let result = Self.result(of: step.operator, shape, operand) else {
                report(.noArithmetic(step.operator, shape.kind, operand.kind), at: range)
                return .unknown
            }
            shape = result
        }
        return shape
    }

    mutating func checkNegative(_ operand: Expression) -> Shape {
        let shape = check(operand)
        require(shape, [.number, .duration], .operation(.minus), at: operand.range)
        return [.number, .duration].contains(shape) ? shape : .unknown
    }

    /// What one step of arithmetic yields; nil if it is not possible.
    static func result(
        of operation: ArithmeticStep.Operator,
        _ left: Shape,
        _ right: Shape
    ) -> Shape? {
        switch (left, operation, right) {
        case (.unknown, _, _), (_, _, .unknown), (.missing, _, _), (_, _, .missing): .unknown
        case (.number, _, .number): .number
        case (.text, .add, .text): .text
        case (.list, .add, .list): .list
        case (.instant, .add, .duration), (.instant, .subtract, .duration), (.duration, .add, .instant): .instant
        case (.instant, .subtract, .instant): .duration
        case (.duration, .add, .duration), (.duration, .subtract, .duration): .duration
        case (.duration, .multiply, .number), (.number, .multiply, .duration), (.duration, .divide, .number): .duration
        case (.duration, .divide, .duration): .number
        default: nil
        }
    }
}
