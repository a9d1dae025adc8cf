import Recipients

extension Checker {
    mutating func check(_ function: Function, _ arguments: [Expression]) -> Shape {
        var shapes: [Shape] = []
        for argument in arguments { shapes.append(check(argument)) }
        let shape = shapes.first ?? .unknown
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
        case .today:
            if !arguments.isEmpty { require(shape, [.number], .argument(.number, of: function), at: range) }
            return .instant
        case .day:
            require(shape, [.instant], .argument(.instant, of: function), at: range)
            return .instant
        case .lower, .upper, .trim, .replace, .split, .length:
            for (shape, argument) in zip(shapes, arguments) {
                require(shape, [.text], .text(of: function), at: argument.range)
            }
            return function == .split ? .list : function == .length ? .number : .text
        case .join:
            require(shape, [.list], .argument(.list, of: function), at: range)
            if shapes.count > 1 { require(shapes[1], [.text], .text(of: function), at: arguments[1].range) }
            return .text
        case .text:
            if shape.hasParts, let kind = shape.kind { report(.wrongKind(.plain, found: kind), at: range) }
            return .text
        case .default: return shape == shapes.last ? shape : .unknown
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

    mutating func check(_ fold: Fold, _ rows: Expression, _ value: Expression) -> Shape {
        var found = Shape.unknown
        switch check(rows) {
        case .unknown: break
        case .rows(let fields): inRow(fields) { found = $0.checkKey(value) }
        case let other: require(other, [], .rows(of: fold), at: rows.range)
        }
        guard fold == .sum else {
            if !found.hasOrder, let kind = found.kind { report(.unorderedFold(fold, kind), at: value.range) }
            return found
        }
        if found != .number, let kind = found.kind {
            report(.sumOfOthers(value.key(in: source), kind), at: value.range)
        }
        return .number
    }

    private mutating func checkRowsOrList(_ shape: Shape, of function: Function, at range: SourceRange) {
        if !shape.isRows { requireElements(shape, .rowsOrList(of: function), at: range) }
    }

    /// Reports a value that has no elements; the missing one has none either.
    mutating func requireElements(_ shape: Shape, _ need: CheckProblem.Need, at range: SourceRange) {
        if shape == .missing { return report(.wrongKind(need, found: nil), at: range) }
        require(shape, [.list], need, at: range)
    }

    /// Reports a value that is of none of the kinds that are allowed.
    ///
    /// - Parameter member: A member of the value that would be of the right kind; the help names it.
    mutating func require(
        _ shape: Shape,
        _ kinds: [Shape],
        _ need: CheckProblem.Need,
        member: String? = nil,
        at range: SourceRange
    ) {
        guard !kinds.contains(shape), let found = shape.kind else { return }
        report(.wrongKind(need, found: found, member: member), at: range)
    }
}
