internal import CommandLanguage
internal import Recipients

extension Evaluator {
    func arithmetic(_ first: Expression, _ steps: [ArithmeticStep]) throws(Diagnostic) -> Value {
        try arithmetic(first, steps, evaluated: [])
    }

    /// - Parameter evaluated: The values of the first operands after `first`, which are not to be evaluated again.
    private func arithmetic(
        _ first: Expression,
        _ steps: [ArithmeticStep],
        evaluated: [Value]
    ) throws(Diagnostic) -> Value {
        var result = try value(of: first)
        var range = first.range
        for (index, step) in steps.enumerated() {
            let operand = index < evaluated.count ? evaluated[index] : try value(of: step.operand)
            range = range.union(step.operand.range)
            result = try self.result(result, step.operator, operand, at: range)
        }
        return result
    }

    /// Adds to a variable's list or text in its place, if that is what a `let` of it does: `let x = $x + (1,)`. A copy
    /// of what is already there would make a loop that collects values take quadratic time.
    ///
    /// - Returns: Whether the variable has its new value; if not, the expression is still to be evaluated.
    func extend(_ name: String, by expression: Expression) throws(Diagnostic) -> Bool {
        guard case .arithmetic(let first, let steps) = expression.kind, case .variable(let variable) = first.kind,
            variable.name.text == name, variable.members.isEmpty, steps.allSatisfy({ $0.operator == .add }),
            variables.isDeclared(name), let kind = variables[name]?.kind, kind == .list || kind == .text
        else { return false }
        var added: [(value: Value, range: SourceRange)] = []
        for step in steps {
            let value = try value(of: step.operand)
            guard value.kind == kind else {
                let evaluated = added.map(\.value) + [value]
                variables.assign(try arithmetic(first, steps, evaluated: evaluated), to: name)
                return true
            }
            added.append((value, first.range.union(step.operand.range)))
        }
        try variables.change(name) { (value, findings) throws(Diagnostic) in
            if kind == .text { try extendText(&value, added) } else { try extendList(&value, &findings, added) }
        }
        return true
    }

    private func extendText(_ value: inout Value, _ added: [(value: Value, range: SourceRange)]) throws(Diagnostic) {
        var text = value.takeText()
        defer { value = .text(text) }
        var bytes = text.utf8.count
        for case (.text(let more), let range) in added {
            bytes += more.utf8.count
            try checkText(bytes: bytes, at: range)
        }
        for case (.text(let more), _) in added { text += more }
    }

    private func extendList(
        _ value: inout Value,
        _ findings: inout Variables.Findings,
        _ added: [(value: Value, range: SourceRange)]
    ) throws(Diagnostic) {
        var list = value.takeList()
        defer { value = .list(list) }
        var size = findings.size ?? ListSize(list)
        for case (.list(let more), let range) in added {
            size.add(more)
            try check(size, at: range)
        }
        findings.size = size
        for case (.list(let more), _) in added {
            list += more
            findings.members[[]]?.add(more)
        }
    }

    func opposite(of operand: Expression) throws(Diagnostic) -> Value {
        switch try value(of: operand) {
        case .none: return .none
        case .number(let number): return .number(-number)
        case .duration(let span): return .duration(TimeSpan(microseconds: -span.microseconds))
        case let other:
            throw problem(Failure.operationNeeds(.minus, found: other.kind), at: operand.range)
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

extension Value {
    /// Takes the text out, so that it can grow without a copy; `none` stays.
    fileprivate mutating func takeText() -> String {
        guard case .text(let text) = self else { return "" }
        self = .none
        return text
    }

    /// Takes the elements of the list out, so that it can grow without a copy; `none` stays.
    fileprivate mutating func takeList() -> [Value] {
        guard case .list(let list) = self else { return [] }
        self = .none
        return list
    }
}
