internal import CommandLanguage
internal import Recipients

extension Evaluator {
    func call(
        _ function: Function,
        _ arguments: [Expression],
        _ whole: Expression
    ) throws(Diagnostic) -> Value {
        guard let argument = arguments.first else {
            return .instant(try at(whole.range, statementScope.open().now))
        }
        switch function {
        case .now: return .none
        case .count, .exists, .first, .last:
            return try onceForAllRows(whole, aggregate(function, argument))
        case .lower: return try mapText(argument, function) { $0.lowercased() }
        case .upper: return try mapText(argument, function) { $0.uppercased() }
        case .date: return try date(argument)
        case .number: return try number(argument)
        case .field:
            guard case .text(let name) = try value(of: argument), let row else {
                throw problem(.fieldNeedsName, at: argument.range)
            }
            return row.value(at: try row.column(Name(name, range: argument.range), source))
        }
    }

    /// What a function makes of rows or a list. A query is read no further than it takes.
    private func aggregate(_ function: Function, _ argument: Expression) throws(Diagnostic) -> Value {
        if case .query(let query) = argument.kind {
            switch function {
            case .count: return .count(try count(of: query))
            case .exists: return .bool(try firstRow(of: query) != nil)
            case .first: return try firstRow(of: query).map(Value.record) ?? .none
            default: break
            }
        }
        switch try value(of: argument) {
        case .rows(let rows): return aggregate(function, rows.records.lazy.map(Value.record), count: rows.count)
        case .list(let list): return aggregate(function, list, count: list.count)
        case let other:
            throw problem(.functionNeeds(function.rawValue, [.rows, .list], found: other), at: argument.range)
        }
    }

    private func aggregate(_ function: Function, _ elements: some Sequence<Value>, count: Int) -> Value {
        switch function {
        case .count: .count(count)
        case .exists: .bool(count > 0)
        case .first: elements.first { _ in true } ?? .none
        default: elements.reduce(.none) { $1 }
        }
    }

    func sum(_ rows: Expression, _ field: Name, _ whole: Expression) throws(Diagnostic) -> Value {
        try onceForAllRows(whole, sum(of: field, in: rows))
    }

    /// The sum of a field's numbers; missing ones do not count.
    private func sum(of field: Name, in rows: Expression) throws(Diagnostic) -> Value {
        var sum = 0.0
        func add(_ value: Value) throws(Diagnostic) {
            switch value {
            case .number(let number): sum += number
            case .none: break
            default:
                throw problem(.sumOfOthers(field: field.text, found: value), at: field.range)
            }
        }
        if case .query(let query) = rows.kind {
            let cursor = try cursor(of: query.rows)
            let column = try ConditionRow(cursor, query.rows.kind).column(field, source)
            try forEachRow(of: query, cursor) { (cells) throws(Diagnostic) in
                try add(cells[column])
                return true
            }
            return .number(sum)
        }
        switch try value(of: rows) {
        case .rows(let rows):
            guard case .list(let values) = try member(field, of: .rows(rows)) else { return .none }
            for value in values { try add(value) }
        case let other:
            throw problem(.functionNeeds("sum", [.rows], found: other), at: rows.range)
        }
        return .number(sum)
    }

    private func mapText(
        _ argument: Expression,
        _ function: Function,
        _ transform: (String) -> String
    ) throws(Diagnostic) -> Value {
        switch try value(of: argument) {
        case .none: return .none
        case .text(let text): return .text(try checked(transform(text), at: argument.range))
        case let other:
            throw problem(.functionNeeds(function.rawValue, [.text], found: other), at: argument.range)
        }
    }

    /// Reads a text as the dates of sign-up columns are read.
    private func date(_ argument: Expression) throws(Diagnostic) -> Value {
        switch try value(of: argument) {
        case .none: return .none
        case .instant(let instant): return .instant(instant)
        case .text(let text):
            let date = Array(text.utf8).withUnsafeBytes { SignUpDate($0) }
            guard let date else {
                throw problem(.notADate(text), at: argument.range)
            }
            return .optional(date.instant)
        case let other:
            throw problem(.functionNeeds("date", [.text], found: other), at: argument.range)
        }
    }

    private func number(_ argument: Expression) throws(Diagnostic) -> Value {
        switch try value(of: argument) {
        case .none: return .none
        case .number(let number): return .number(number)
        case .text(let text):
            guard let number = Numeral.value(text.trimmed) else {
                throw problem(.notANumber(text), at: argument.range)
            }
            return .number(number)
        case let other:
            throw problem(.functionNeeds("number", [.text], found: other), at: argument.range)
        }
    }
}
