internal import CommandLanguage
internal import Recipients

extension Evaluator {
    func arithmetic(_ first: Expression, _ steps: [ArithmeticStep]) throws(Diagnostic) -> Value {
        var result = try value(of: first)
        var range = first.range
        for step in steps {
            let operand = try value(of: step.operand)
            range = range.union(step.operand.range)
            result = try self.result(result, step.operator, operand, at: range)
        }
        return result
    }

    func opposite(of operand: Expression) throws(Diagnostic) -> Value {
        switch try value(of: operand) {
        case .none: return .none
        case .number(let number): return .number(-number)
        case .duration(let span): return .duration(TimeSpan(microseconds: -span.microseconds))
        case let other:
            throw problem(.operatorNeeds("-", [.number], found: other), at: operand.range)
        }
    }

    /// One step. If one of the values is missing, so is the result.
    private func result(
        _ left: Value,
        _ operation: ArithmeticStep.Operator,
        _ right: Value,
        at range: SourceRange
    ) throws(Diagnostic) -> Value {
        switch (left, operation, right) {
        case (.none, _, _), (_, _, .none): return .none
        case (.number(let one), _, .number(let other)):
            return .number(try number(one, operation, other, at: range))
        case (.text(let one), .add, .text(let other)): return .text(try checked(one + other, at: range))
        case (.list(let one), .add, .list(let other)): return .list(try checked(one + other, at: range))
        case (.instant(let instant), .add, .duration(let span)), (.duration(let span), .add, .instant(let instant)):
            return .instant(try moved(instant, by: span.microseconds, at: range))
        case (.instant(let instant), .subtract, .duration(let span)):
            return .instant(try moved(instant, by: -span.microseconds, at: range))
        case (.instant(let one), .subtract, .instant(let other)): return .duration(one.since(other))
        case (.duration(let one), .add, .duration(let other)):
            return .duration(try span(Double(one.microseconds) + Double(other.microseconds), at: range))
        case (.duration(let one), .subtract, .duration(let other)):
            return .duration(try span(Double(one.microseconds) - Double(other.microseconds), at: range))
        case (.duration(let span), .multiply, .number(let factor)),
            (.number(let factor), .multiply, .duration(let span)):
            return .duration(try self.span(Double(span.microseconds) * factor, at: range))
        case (.duration(let span), .divide, .number(let divisor)):
            return .duration(
                try self.span(try number(Double(span.microseconds), .divide, divisor, at: range), at: range))
        case (.duration(let one), .divide, .duration(let other)):
            return .number(try number(Double(one.microseconds), .divide, Double(other.microseconds), at: range))
        default:
            throw problem(.noArithmetic(operation, left.kind, right.kind), at: range)
        }
    }

    func number(
        _ left: Double,
        _ operation: ArithmeticStep.Operator,
        _ right: Double,
        at range: SourceRange
    ) throws(Diagnostic) -> Double {
        if operation == .divide, right == 0 { throw problem(.divisionByZero, at: range) }
        let result =
            switch operation {
            case .add: left + right
            case .subtract: left - right
            case .multiply: left * right
            case .divide: left / right
            }
        guard result.isFinite else { throw problem(.numberTooLarge, at: range) }
        return result
    }

    private func moved(
        _ instant: Instant,
        by microseconds: Int64,
        at range: SourceRange
    ) throws(Diagnostic) -> Instant {
        guard let moved = instant.advanced(by: TimeSpan(microseconds: microseconds)) else {
            throw problem(.instantOutOfRange, at: range)
        }
        return moved
    }

    /// The span of so many microseconds, at most `TimeSpan.longest`.
    private func span(_ microseconds: Double, at range: SourceRange) throws(Diagnostic) -> TimeSpan {
        let rounded = microseconds.rounded()
        guard abs(rounded) <= Double(TimeSpan.longest.microseconds) else {
            throw problem(.durationTooLong, at: range)
        }
        return TimeSpan(microseconds: Int64(rounded))
    }
}
