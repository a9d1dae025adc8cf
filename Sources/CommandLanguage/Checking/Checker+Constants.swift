import Recipients

// Conditions in which both sides of a comparison are constant: one of them was meant to be a field.
extension Checker {
    /// Reports a comparison of two constants in a condition.
    mutating func reportConstants(
        _ left: Expression, _ comparison: Comparison, _ right: Expression, at range: SourceRange
    ) -> Bool {
        guard let row, left.isConstant, right.isConstant else { return false }
        let areLiterals = left.isLiteral && right.isLiteral
        let instead = areLiterals ? fieldComparison(left, comparison, right, of: row) : nil
        let quoted = [left, right].compactMap(\.literalText).first { row.field(named: $0) != nil }
        report(.constants(instead: instead, field: quoted ?? row.names.first ?? "city"), at: range)
        return true
    }

    /// The comparison that was probably meant, with a field on its left side; nil if neither side can be the name of
    /// one, or if the field cannot be compared so.
    private func fieldComparison(
        _ left: Expression, _ comparison: Comparison, _ right: Expression, of row: RowFields
    ) -> String? {
        let second = name(right, in: row)
        // A column may be called `true` or `2024`.
        let isColumn = row.isOpen && left.isWord && right.literalText != nil && second?.likelihood ?? 0 == 0
        let word: (text: String, likelihood: Int)? = isColumn ? (source.text(left.range), 1) : nil
        let first = name(left, in: row) ?? word
        if let second, second.likelihood > first?.likelihood ?? -1, !comparison.isMembership {
            // A pattern stays on the right.
            return comparisonOfField(second.text, comparison.mirrored, left, in: row)
        }
        if comparison.isMembership, let list = fieldList(right, likelierThan: first?.likelihood ?? 0, in: row) {
            return "\(source.text(left.range)) \(comparison.rawValue) \(list)"
        }
        return first.flatMap { comparisonOfField($0.text, comparison, right, in: row) }
    }

    /// A list of constants with those that are likely the names of fields as such; nil if there are none.
    private func fieldList(_ list: Expression, likelierThan likelihood: Int, in row: RowFields) -> String? {
        guard case .list(let elements) = list.kind else { return nil }
        let names = elements.map { name($0, in: row).flatMap { $0.likelihood > max(likelihood, 1) ? $0.text : nil } }
        guard names.contains(where: { $0 != nil }) else { return nil }
        let written = zip(names, elements).map { $0?.asField ?? source.text($1.range) }
        return "(\(written.joined(separator: ", "))\(written.count == 1 ? "," : ""))"
    }

    /// The name of a field that a constant may be, and how likely it is one, from 0.
    private func name(_ constant: Expression, in row: RowFields) -> (text: String, likelihood: Int)? {
        guard let text = constant.literalText, !text.isEmpty else { return nil }
        if row.field(named: text) != nil { return (text, 3) }
        guard row.isOpen else { return nil }
        if HeaderVocabulary.commonFields.contains(text.lowercased()) { return (text, 2) }
        return (text, text.contains(where: \.isLetter) && !text.contains(where: "*?@".contains) ? 1 : 0)
    }

    /// The comparison of a field with a constant, as it can be typed; nil if their types differ.
    private func comparisonOfField(
        _ name: String, _ comparison: Comparison, _ constant: Expression, in row: RowFields
    ) -> String? {
        var field = name.asField
        let values = constant.elements(in: comparison)
        let known = row.field(named: name)?.type
        // A group's own fields are texts.
        var shape = known.map(Shape.init) ?? .text
        if known == nil, let first = values.first.map(\.constantShape), [.number, .instant].contains(first) {
            shape = first
        }
        guard !values.isEmpty, values.allSatisfy({ comparison.takes(shape, $0.constantShape) }) else { return nil }
        switch (known, shape) {
        case (nil, .number): field = "number(\(field))"
        case (nil, .instant): field = "date(\(field))"
        case (.instant, .instant) where comparison.isEquality && values.allSatisfy({ $0.isBareDay(source) }):
            field = "day(\(field))"
        default: break
        }
        return "\(field) \(comparison.rawValue) \(source.text(constant.range))"
    }
}

extension Comparison {
    /// Whether a field of one shape can be compared with a constant of another, or with a list that holds it.
    fileprivate func takes(_ field: Shape, _ value: Shape) -> Bool {
        switch self {
        case .equal, .notEqual, .isIn, .isNotIn: field.isComparable(with: value)
        case .less, .lessOrEqual, .greater, .greaterOrEqual: field.isComparable(with: value) && field.hasOrder
        case .matches, .doesNotMatch: field == .text && value == .text
        }
    }
}

extension String {
    /// The text as a condition names the field of that name.
    fileprivate var asField: String { isBareField ? self : "field(\(ArgumentText.literal(self)))" }

    /// Whether a condition reads the text as the name of a field.
    private var isBareField: Bool {
        guard let first = utf8.first, ArgumentText.of(self) == self else { return false }
        return !(0x30...0x39).contains(first) && !["true", "false", "none"].contains(lowercased())
    }
}

extension Expression {
    /// Whether it is a literal of one word that is not a text and not `none`.
    fileprivate var isWord: Bool {
        switch kind {
        case .bool, .number, .instant, .duration: true
        default: false
        }
    }

    /// The shape of a constant; unknown for anything else.
    var constantShape: Shape {
        switch kind {
        case .none: .missing
        case .bool: .bool
        case .number: .number
        case .text: .text
        case .instant: .instant
        case .duration: .duration
        case .list: .list
        case .minus(let operand): operand.constantShape
        default: .unknown
        }
    }

    /// Whether it is a literal without variables.
    fileprivate var isLiteral: Bool {
        switch kind {
        case .none, .bool, .number, .instant, .duration: true
        case .text(let parts): parts.literalText != nil
        case .list(let elements): elements.allSatisfy(\.isLiteral)
        case .minus(let operand): operand.isLiteral
        default: false
        }
    }

    /// Whether it is a literal, or what follows from literals alone.
    fileprivate var isConstant: Bool {
        switch kind {
        case .list(let elements): elements.allSatisfy(\.isConstant)
        case .minus(let operand): operand.isConstant
        case .arithmetic(let first, let steps): first.isConstant && steps.allSatisfy(\.operand.isConstant)
        case .call(let function, let arguments): function.isPure && arguments.allSatisfy(\.isConstant)
        default: isLiteral
        }
    }
}

extension Function {
    /// Whether its value follows from its arguments alone, whatever the time and the row.
    fileprivate var isPure: Bool {
        switch self {
        case .now, .today, .field: false
        default: true
        }
    }
}
