import Recipients

// Conditions in which both sides of a comparison are constant: one of them was meant to be a field.
extension Checker {
    /// Reports a comparison of two constants in a condition.
    mutating func reportConstants(
        _ left: Expression, _ comparison: Comparison, _ right: Expression, at range: SourceRange
    ) -> Bool {
        guard let row, left.isConstant, right.isConstant else { return false }
        let instead = fieldComparison(left, comparison, right, of: row)
        report(.constants(instead: instead, field: row.names.first ?? "city"), at: range)
        return true
    }

    /// The comparison that was probably meant, with a field on its left side; nil if neither side can be the name of one.
    private func fieldComparison(
        _ left: Expression, _ comparison: Comparison, _ right: Expression, of row: RowFields
    ) -> String? {
        let second = name(right, in: row)
        // A column may be called `true` or `2024`.
        let word: (text: String, likelihood: Int)? =
            row.isOpen && left.isWord && right.literalText != nil ? (source.text(left.range), 1) : nil
        let first = name(left, in: row) ?? word
        if let second, second.likelihood > first?.likelihood ?? -1, let turned = comparison.turned {
            return comparisonOfField(second.text, turned, left, in: row)
        }
        return first.map { comparisonOfField($0.text, comparison, right, in: row) }
    }

    /// The name of a field that a constant may be, and how likely it is one, from 0.
    private func name(_ constant: Expression, in row: RowFields) -> (text: String, likelihood: Int)? {
        guard let text = constant.literalText, !text.isEmpty else { return nil }
        if row.field(named: text) != nil { return (text, 3) }
        guard row.isOpen else { return nil }
        if HeaderVocabulary.commonFields.contains(text.lowercased()) { return (text, 2) }
        return (text, text.contains(where: \.isLetter) ? 1 : 0)
    }

    /// The comparison of a field with a constant, as it can be typed.
    private func comparisonOfField(
        _ name: String, _ comparison: Comparison, _ constant: Expression, in row: RowFields
    ) -> String {
        var field = name.isBareField ? name : "field(\(ArgumentText.literal(name)))"
        let values = constant.elements(in: comparison)
        let isEquality = [.equal, .notEqual, .isIn, .isNotIn].contains(comparison)
        // A group's own fields are texts.
        switch (row.field(named: name)?.type, values.first?.kind) {
        case (nil, .number): field = "number(\(field))"
        case (nil, .instant): field = "date(\(field))"
        case (.instant, .instant) where isEquality && values.allSatisfy({ $0.isBareDay(source) }):
            field = "day(\(field))"
        default: break
        }
        return "\(field) \(comparison.rawValue) \(source.text(constant.range))"
    }
}

extension Comparison {
    /// The comparison that says the same with the sides exchanged; nil if there is none.
    fileprivate var turned: Comparison? {
        switch self {
        case .equal, .notEqual: self
        case .less: .greater
        case .lessOrEqual: .greaterOrEqual
        case .greater: .less
        case .greaterOrEqual: .lessOrEqual
        case .matches, .doesNotMatch, .isIn, .isNotIn: nil
        }
    }
}

extension String {
    /// Whether a condition reads the text as the name of a field.
    fileprivate var isBareField: Bool {
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

    /// Whether it is a literal without variables.
    fileprivate var isConstant: Bool {
        switch kind {
        case .none, .bool, .number, .instant, .duration: true
        case .text(let parts): parts.literalText != nil
        case .list(let elements): elements.allSatisfy(\.isConstant)
        case .minus(let operand): operand.isConstant
        default: false
        }
    }
}
