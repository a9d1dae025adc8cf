import Recipients

extension Checker {
    mutating func check(_ function: Function, _ arguments: [Expression]) -> Shape {
        let shape = arguments.first.map { check($0) } ?? .unknown
        let range = arguments.first?.range ?? SourceRange(0, 0)
        let name = function.rawValue
        switch function {
        case .now: return .instant
        case .count:
            checkRowsOrList(shape, of: name, at: range)
            return .number
        case .exists:
            checkRowsOrList(shape, of: name, at: range)
            return .bool
        case .first, .last:
            checkRowsOrList(shape, of: name, at: range)
            if case .rows(let fields) = shape { return .record(fields) }
            return .unknown
        case .lower, .upper:
            require(shape, [.text], "\(name)(…) needs a text", at: range)
            return .text
        case .number:
            require(shape, [.text, .number], "number(…) needs a text", at: range)
            return .number
        case .date:
            require(shape, [.text, .instant], "date(…) needs a text", at: range)
            return .instant
        case .field:
            require(shape, [.text], "field(…) needs the name of a field", at: range)
            return .unknown
        }
    }

    mutating func checkSum(_ rows: Expression, _ field: Name) -> Shape {
        switch check(rows) {
        case .unknown: break
        case .rows(let fields):
            let shape = check(field, of: fields)
            if shape != .unknown, shape != .number, let found = shape.description {
                let message = "sum(…) adds numbers, but \(field.text.inQuotes) is \(found)"
                report(.typeMismatch, message, help: nil, at: field.range)
            }
        case let other: require(other, [], "sum(…) needs rows", at: rows.range)
        }
        return .number
    }

    private mutating func checkRowsOrList(_ shape: Shape, of name: String, at range: SourceRange) {
        if !shape.isRows { require(shape, [.list], "\(name)(…) needs rows or a list", at: range) }
    }

    /// Reports a value that is of none of the kinds that are needed.
    ///
    /// - Parameter need: What is needed, the first half of the message.
    mutating func require(
        _ shape: Shape,
        _ kinds: Set<Shape>,
        _ need: String,
        help: String? = nil,
        at range: SourceRange
    ) {
        guard !kinds.contains(shape), let found = shape.description else { return }
        report(.typeMismatch, "\(need), found \(found)", help: help, at: range)
    }
}
