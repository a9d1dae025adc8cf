import Recipients

extension Checker {
    mutating func check(_ function: Function, _ arguments: [Expression]) -> Shape {
        let shape = arguments.first.map { check($0) } ?? .unknown
        let range = arguments.first?.range ?? SourceRange(0, 0)
        switch function {
        case .now: return .instant
        case .count:
            checkRowsOrList(shape, of: function, at: range)
            return .number
        case .exists:
            checkRowsOrList(shape, of: function, at: range)
            return .bool
        case .first, .last:
            checkRowsOrList(shape, of: function, at: range)
            if case .rows(let fields) = shape { return .record(fields) }
            return .unknown
        case .lower, .upper:
            require(shape, [.text], .text(of: function), at: range)
            return .text
        case .number:
            require(shape, [.text, .number], .text(of: function), at: range)
            return .number
        case .date:
            require(shape, [.text, .instant], .text(of: function), at: range)
            return .instant
        case .field:
            require(shape, [.text], .fieldName(of: function), at: range)
            return .unknown
        }
    }

    mutating func checkSum(_ rows: Expression, _ field: Name) -> Shape {
        switch check(rows) {
        case .unknown: break
        case .rows(let fields):
            let shape = check(field, of: fields)
            if shape != .number, let kind = shape.kind {
                report(.sumOfOthers(field: field.text, kind), at: field.range)
            }
        case let other: require(other, [], .sum, at: rows.range)
        }
        return .number
    }

    private mutating func checkRowsOrList(_ shape: Shape, of function: Function, at range: SourceRange) {
        if !shape.isRows { require(shape, [.list], .rowsOrList(of: function), at: range) }
    }

    /// Reports a value that is of none of the kinds that are needed.
    ///
    /// - Parameter member: A member of the value that would do.
    mutating func require(
        _ shape: Shape,
        _ kinds: Set<Shape>,
        _ need: CheckProblem.Need,
        member: String? = nil,
        at range: SourceRange
    ) {
        guard !kinds.contains(shape), let found = shape.kind else { return }
        report(.wrongKind(need, found: found, member: member), at: range)
    }
}
