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
            guard ![.unknown, .list].contains(second), !second.isRows, let found = second.description else { return }
            let help = "a list of one element is written with a comma: (…,)"
            report(.typeMismatch, "\"in\" needs a list or rows, found \(found)", help: help, at: right.range)
        case .matches, .doesNotMatch:
            for (shape, operand) in [(first, left), (second, right)] where shape != .text {
                guard let found = shape.description else { continue }
                let message = "\(comparison.rawValue.inQuotes) compares texts, found \(found)"
                report(.typeMismatch, message, help: nil, at: operand.range)
            }
        default:
            guard first != second, let one = first.description, let other = second.description else { return }
            let mixesNumber = [first, second].contains(.number) && [first, second].contains(.text)
            report(
                .typeMismatch, "cannot compare \(one) with \(other)",
                help: mixesNumber ? "number(…) reads a text as a number" : nil,
                at: range
            )
        }
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

extension Shape {
    var isRows: Bool {
        if case .rows = self { true } else { false }
    }
}
