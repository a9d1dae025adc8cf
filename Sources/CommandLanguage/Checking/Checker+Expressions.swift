import Recipients

extension Checker {
    /// Checks an expression and says what its value is, as far as the text shows it.
    @discardableResult
    mutating func check(_ expression: Expression) -> Shape {
        switch expression.kind {
        case .none: return .unknown
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
        case .sum(let rows, let field):
            if case .rows(let kind) = check(rows) { checkField(field, of: kind) }
            return .number
        case .record(let record): return check(record)
        case .query(let query):
            check(query)
            return .rows(query.rows.kind)
        }
    }

    /// Checks an expression that must be true or false.
    mutating func checkCondition(_ expression: Expression) {
        let shape = check(expression)
        if shape != .bool, let found = shape.description {
            report(.typeMismatch, "expected a condition, found \(found)", help: nil, at: expression.range)
        }
    }

    private mutating func check(_ record: RecordReference) -> Shape {
        switch record {
        case .group(let name):
            check(name)
            return .record(.groups)
        case .backup(let reference):
            check(reference)
            return .record(.backups)
        case .recipient(let email, let group):
            check(email)
            check(group)
            return .record(.recipients)
        }
    }

    private mutating func check(_ function: Function, _ arguments: [Expression]) -> Shape {
        let shapes = arguments.map { check($0) }
        switch function {
        case .count, .number: return .number
        case .exists: return .bool
        case .now: return .instant
        case .date: return .instant
        case .lower, .upper: return .text
        case .first, .last:
            if case .rows(let kind) = shapes.first { return .record(kind) }
            return .unknown
        case .field: return .unknown
        }
    }

    mutating func check(_ parts: [StringPart]) {
        for case .variable(let variable) in parts { check(variable) }
    }

    mutating func check(_ argument: Argument) {
        switch argument.kind {
        case .word, .heredoc: break
        case .string(let parts): check(parts)
        case .variable(let variable): check(variable)
        case .expression(let expression): check(expression)
        }
    }

    mutating func check(_ reference: StateReference) {
        switch reference {
        case .backup(let argument), .latestBackup(let argument), .group(let argument): check(argument)
        case .asOf(let group, let instant):
            check(group)
            check(instant)
        }
    }

    mutating func check(_ query: Query) {
        switch query.rows {
        case .groups, .log: break
        case .backups(let group): if let group { check(group) }
        case .recipients(let reference): check(reference)
        case .fields(let group), .activity(let group): check(group)
        }
        if let condition = query.condition { check(condition, ofRows: query.rows.kind) }
        if let sort = query.sort { checkField(sort.field, of: query.rows.kind) }
        if let limit = query.limit { check(limit) }
    }

    /// Checks the condition of a query or a restore.
    mutating func check(_ condition: Expression, ofRows kind: RowKind) {
        let outer = row
        row = kind
        checkCondition(condition)
        row = outer
    }
}
