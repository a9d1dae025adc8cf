import Recipients

extension Checker {
    mutating func checkComparison(
        _ left: Expression,
        _ comparison: Comparison,
        _ right: Expression,
        at range: SourceRange
    ) {
        let (first, second) = (check(left), check(right))
        switch comparison {
        case .isIn, .isNotIn:
            checkMembership(first, second, right, at: range)
        case .matches, .doesNotMatch:
            for (shape, operand) in [(first, left), (second, right)] where shape != .text {
                guard let found = shape.description else { continue }
                let message = "\(comparison.rawValue.inQuotes) compares texts, found \(found)"
                report(.typeMismatch, message, help: nil, at: operand.range)
            }
        default:
            guard !first.isComparable(with: second) else {
                checkOrder(first, second, comparison, at: range)
                return
            }
            guard let one = first.description, let other = second.description else { return }
            report(
                .typeMismatch, "cannot compare \(one) with \(other)", help: Self.conversion(of: [first, second]),
                at: range)
        }
    }

    /// How a text becomes what it is compared with.
    private static func conversion(of shapes: Set<Shape>) -> String? {
        guard shapes.contains(.text) else { return nil }
        if shapes.contains(.number) { return "number(…) reads a text as a number" }
        return shapes.contains(.instant) ? "date(…) reads a text as an instant" : nil
    }

    /// Checks what `in` looks through, and that the value it looks for can be there.
    private mutating func checkMembership(
        _ needle: Shape,
        _ members: Shape,
        _ right: Expression,
        at range: SourceRange
    ) {
        if case .rows(let fields) = members, let first = fields.fields.first {
            checkMembers(needle, [Shape(first.type)], at: range)
        } else if case .list(let elements) = right.kind {
            checkMembers(needle, elements.map { literalShape(of: $0) }, at: range)
        } else {
            let help = "a list of one element is written with a comma: (…,)"
            require(members, [.list], "\"in\" needs a list or rows", help: help, at: right.range)
        }
    }

    private mutating func checkMembers(_ needle: Shape, _ members: [Shape], at range: SourceRange) {
        guard let other = members.first, let found = needle.description, let kind = other.description,
            members.allSatisfy({ !$0.isComparable(with: needle) })
        else { return }
        let message = "cannot look for \(found) among values of which one is \(kind)"
        report(.typeMismatch, message, help: nil, at: range)
    }

    /// What a literal is; unknown for anything else.
    private func literalShape(of expression: Expression) -> Shape {
        switch expression.kind {
        case .bool: .bool
        case .number: .number
        case .text: .text
        case .instant: .instant
        case .duration: .duration
        default: .unknown
        }
    }

    private mutating func checkOrder(
        _ left: Shape,
        _ right: Shape,
        _ comparison: Comparison,
        at range: SourceRange
    ) {
        guard comparison != .equal, comparison != .notEqual, !left.hasOrder, right != .unknown,
            let found = left.description
        else { return }
        let message = "\(found) has no order: \(comparison.rawValue.inQuotes) does not take it"
        report(.typeMismatch, message, help: nil, at: range)
    }

    mutating func checkArithmetic(_ first: Expression, _ steps: [ArithmeticStep]) -> Shape {
        var shape = check(first)
        var range = first.range
        for step in steps {
            let operand = check(step.operand)
            range = range.union(step.operand.range)
            guard let result = Self.result(of: step.operator, shape, operand) else {
                let (one, other) = (shape.description ?? "a value", operand.description ?? "a value")
                let message = "\(step.operator.rawValue.inQuotes) does not take \(one) and \(other)"
                report(.typeMismatch, message, help: nil, at: range)
                return .unknown
            }
            shape = result
        }
        return shape
    }

    mutating func checkNegative(_ operand: Expression) -> Shape {
        let shape = check(operand)
        if ![.unknown, .number, .duration].contains(shape), let found = shape.description {
            report(.typeMismatch, "\"-\" needs a number, found \(found)", help: nil, at: operand.range)
            return .unknown
        }
        return shape
    }

    /// What a step of arithmetic yields; nil if it cannot be.
    private static func result(
        of operation: ArithmeticStep.Operator,
        _ left: Shape,
        _ right: Shape
    ) -> Shape? {
        switch (left, operation, right) {
        case (.unknown, _, _), (_, _, .unknown): .unknown
        case (.number, _, .number): .number
        case (.text, .add, .text): .unknown
        case (.instant, .add, .duration), (.instant, .subtract, .duration), (.duration, .add, .instant): .instant
        case (.instant, .subtract, .instant): .duration
        case (.duration, .add, .duration), (.duration, .subtract, .duration): .duration
        case (.duration, .multiply, .number), (.number, .multiply, .duration), (.duration, .divide, .number): .duration
        case (.duration, .divide, .duration): .number
        default: nil
        }
    }
}
