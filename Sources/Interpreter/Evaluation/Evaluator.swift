internal import Account
internal import CommandLanguage
internal import Recipients

/// Evaluates expressions. There are no implicit conversions: values of the wrong kinds are a `type-mismatch`.
struct Evaluator {
    let source: Source
    var variables: Variables
    let statementScope: StatementScope
    /// The file that a name in the script stands for.
    let place: (String) -> UserFile
    /// The row that a condition tests; nil outside of a condition.
    var row: ConditionRow?

    func value(of expression: Expression) throws(Diagnostic) -> Value {
        switch expression.kind {
        case .none: return .none
        case .bool(let value): return .bool(value)
        case .number(let value): return .number(value)
        case .text(let parts): return .text(try text(of: parts, at: expression.range))
        case .instant(let written): return .instant(try instant(written, at: expression.range))
        case .duration(let value): return .duration(value)
        case .list(let elements): return .list(try checked(try values(of: elements), at: expression.range))
        case .variable(let variable): return try value(of: variable)
        case .member(let operand, let name): return try member(name, of: try value(of: operand))
        case .field(let name): return try field(name)
        case .not(let operand): return try negation(of: operand)
        case .minus(let operand): return try opposite(of: operand)
        case .all(let terms): return try conjunction(of: terms)
        case .any(let terms): return try disjunction(of: terms)
        case .comparison(let left, let comparison, let right): return try compare(left, comparison, right, expression)
        case .arithmetic(let first, let steps): return try arithmetic(first, steps)
        case .call(let function, let arguments): return try call(function, arguments, expression)
        case .fold(let fold, let rows, let value):
            return try onceForAllRows(expression, self.fold(fold, rows, value))
        case .record(let reference):
            return try onceForAllRows(expression, .record(record(reference)))
        case .query(let query):
            return try onceForAllRows(expression, .rows(rows(of: query)))
        }
    }

    func values(of expressions: [Expression]) throws(Diagnostic) -> [Value] {
        var values: [Value] = []
        for expression in expressions { values.append(try value(of: expression)) }
        return values
    }

    /// The zone in which the account reads and writes times.
    var zone: ZoneRules { statementScope.zone }

    /// What an instant means in the account's time zone.
    func instant(_ written: WrittenInstant, at range: SourceRange) throws(Diagnostic) -> Instant {
        guard let instant = written.instant(in: zone) else { throw problem(.instantTooFar, at: range) }
        return instant
    }

    // MARK: Names

    /// - Parameter isQuoted: Whether the variable is in a text.
    func value(of variable: Variable, isQuoted: Bool = false) throws(Diagnostic) -> Value {
        guard var value = variables[variable.name.text] else {
            if variables.isLost(variable.name.text) {
                throw problem(.lostVariable(variable.name.text), at: variable.range)
            }
            let nearest = variables.names.sorted().nearest(to: variable.name.text)
            throw problem(.unknownVariable(variable.name.text, nearest: nearest), at: variable.range)
        }
        for (index, name) in variable.members.enumerated() {
            value = try member(name, of: value, isQuoted: isQuoted, text: variable.text(endingBefore: index))
        }
        return value
    }

    /// A member of a record, or the column of rows.
    ///
    /// - Parameters:
    ///   - isQuoted: Whether the value is that of a variable in a text.
    ///   - text: The text that was probably meant if the value has no members.
    func member(
        _ name: Name,
        of value: Value,
        isQuoted: Bool = false,
        text: @autoclosure () -> String? = nil
    ) throws(Diagnostic) -> Value {
        switch value {
        case .none: return .none
        case .record(let record):
            if let member = record[name.text] { return member }
            throw problem(.unknownMember(name.text, of: record.columns), at: name.range)
        case .rows(let rows):
            guard let column = rows.columns.column(named: name.text) else {
                throw problem(.unknownMember(name.text, of: rows.columns), at: name.range)
            }
            return .list(rows.map { $0[column] })
        case .bool, .number, .text, .instant, .duration, .list:
            throw problem(.noMember(name.text, of: value.kind, text: text(), isQuoted: isQuoted), at: name.range)
        }
    }

    private func field(_ name: Name) throws(Diagnostic) -> Value {
        guard let row else { throw problem(.notAValue(name.text), at: name.range) }
        return row.value(at: try row.column(name, self, takesText: true))
    }

    // MARK: Texts

    /// A quoted text with its variables interpolated.
    func text(of parts: [StringPart], at range: SourceRange) throws(Diagnostic) -> String {
        var text = ""
        for part in parts {
            switch part {
            case .text(let piece):
                text += piece
            case .variable(let variable):
                let value = try value(of: variable, isQuoted: true)
                guard let piece = value.interpolated(in: zone) else {
                    throw problem(.partsInText(value.kind, variable: variable.name.text), at: variable.range)
                }
                text += piece
            }
            _ = try checked(text, at: range)
        }
        return text
    }

    // MARK: Failures

    func problem(_ problem: EvaluationProblem, at range: SourceRange) -> Diagnostic {
        Diagnostic(problem.failure, in: source, at: range)
    }

    func problem(_ problem: ComputationProblem, at range: SourceRange) -> Diagnostic {
        Diagnostic(problem.failure, in: source, at: range)
    }

    func problem(_ problem: ValueProblem, at range: SourceRange) -> Diagnostic {
        Diagnostic(problem.failure, in: source, at: range)
    }

    func problem(_ failure: Failure, at range: SourceRange) -> Diagnostic {
        Diagnostic(failure, in: source, at: range)
    }

    /// Runs a call for a part of the source. A failure is reported at that place, or at none if the place is nil.
    func at<Result>(
        _ range: SourceRange?,
        _ call: @autoclosure () throws(Failure) -> Result
    ) throws(Diagnostic) -> Result {
        do {
            return try call()
        } catch {
            throw Diagnostic(error, in: range == nil ? nil : source, at: range)
        }
    }
}
