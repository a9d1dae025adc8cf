import Recipients

extension Checker {
    /// Checks an expression and says what its value is, as far as the text shows it.
    @discardableResult
    mutating func check(_ expression: Expression) -> Shape {
        switch expression.kind {
        case .none: return .missing
        case .bool: return .bool
        case .number: return .number
        case .text(let parts):
            check(parts)
            return .text
        case .instant: return .instant
        case .duration: return .duration
        case .list(let elements):
            for element in elements { check(element) }
            return .list
        case .variable(let variable): return check(variable)
        case .member(let operand, let member): return check(member, of: check(operand))
        case .field(let name): return checkField(name)
        case .not(let operand):
            checkCondition(operand)
            return .bool
        case .minus(let operand): return checkNegative(operand)
        case .all(let terms), .any(let terms):
            for term in terms { checkCondition(term) }
            return .bool
        case .comparison(let left, let comparison, let right):
            checkComparison(left, comparison, right, at: expression.range)
            return .bool
        case .arithmetic(let first, let steps): return checkArithmetic(first, steps)
        case .call(let function, let arguments): return check(function, arguments)
        case .fold(let fold, let rows, let value): return check(fold, rows, value)
        case .record(let record): return check(record)
        case .query(let query):
            return .rows(check(query))
        }
    }

    /// Checks an expression that must be true or false.
    mutating func checkCondition(_ expression: Expression) {
        let shape = check(expression)
        require(shape, [.bool], .place(.slot(.condition)), at: expression.range)
    }

    private mutating func check(_ record: RecordReference) -> Shape {
        switch record {
        case .group(let name):
            checkText(name, .slot(.group))
            return .record(RowFields.of(.groups))
        case .backup(let reference):
            check(reference)
            return .record(RowFields.of(.backups))
        case .recipient(let email, let group):
            checkText(email, .slot(.email))
            checkText(group, .slot(.group))
            return .record(RowFields.of(.recipients))
        }
    }

    mutating func check(_ parts: [StringPart]) {
        for case .variable(let variable) in parts {
            if reportMemberOfText(variable) { continue }
            let shape = check(variable)
            guard shape.hasParts, let kind = shape.kind else { continue }
            report(.partsInText(kind, variable: variable.name.text), at: variable.range)
        }
    }

    /// Reports what follows a variable in a text, such as `.csv`, where it reads like a member that the value cannot
    /// have.
    private mutating func reportMemberOfText(_ variable: Variable) -> Bool {
        guard let member = variable.members.first, let shape = scope[variable.name.text], !shape.hasParts,
            let kind = shape.kind, !source.text(variable.range).hasPrefix("${")
        else { return false }
        let text = variable.text(endingBefore: 0)
        report(.memberOfPlainValue(member.text, kind, text: text, isQuoted: true), at: member.range)
        return true
    }

    @discardableResult
    mutating func check(_ argument: Argument) -> Shape {
        switch argument.kind {
        case .word, .heredoc: return .text
        case .string(let parts):
            check(parts)
            return .text
        case .variable(let variable): return check(variable)
        case .expression(let expression): return check(expression)
        }
    }

    /// Checks an expression whose value is written as a text.
    mutating func checkPlain(_ expression: Expression) {
        let shape = check(expression)
        if shape.hasParts, let kind = shape.kind {
            report(.wrongKind(.place(.part(.reason)), found: kind), at: expression.range)
        }
    }

    /// Checks the condition of a query or a restore.
    mutating func check(_ condition: Expression, ofRows kind: RowKind) {
        inRow(RowFields.of(kind)) { $0.checkCondition(condition) }
    }

    /// Runs a check within which bare words are fields of a row.
    mutating func inRow(_ fields: RowFields, _ check: (inout Checker) -> Void) {
        let outer = row
        row = fields
        check(&self)
        row = outer
    }
}
