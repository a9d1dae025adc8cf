import Recipients

// Warnings: what can be read and is of the right types, but is never true, or always.
extension Checker {
    mutating func warnAboutComparison(
        _ left: Expression, _ comparison: Comparison, _ right: Expression, at range: SourceRange
    ) {
        if row != nil, left.isConstant, right.isConstant {
            return report(.constants(left.constantName(source), comparison, source.text(right.range)), at: range)
        }
        if warnAboutMember(left, comparison, right, at: range) { return }
        guard comparison == .equal || comparison == .notEqual else { return }
        for (field, value) in [(left, right), (right, left)] {
            guard let name = field.fieldName else { continue }
            if case .text(let parts) = value.kind, parts.literalText == "" {
                return warn(.emptyText(name, isEqual: comparison == .equal), at: range)
            }
            // Only in conditions: elsewhere, a script may compare with an instant that it has itself made at midnight.
            if case .field = field.kind, isInstant(field), value.isBareDay(source) {
                return warn(
                    .bareDay(name, comparison, source.text(value.range)), at: range)
            }
        }
    }

    /// Warns about a field of a closed set that is compared with a value outside of the set.
    private mutating func warnAboutMember(
        _ left: Expression,
        _ comparison: Comparison,
        _ right: Expression,
        at range: SourceRange
    ) -> Bool {
        guard [.equal, .notEqual, .isIn, .isNotIn].contains(comparison) else { return false }
        for (field, value) in [(left, right), (right, left)] {
            guard let name = field.fieldName, let known = self.field(field), let values = known.values else { continue }
            let texts =
                if case .list(let elements) = value.kind { elements.map(\.literalText) } else { [value.literalText] }
            // In a list, one possible value is enough.
            guard !texts.isEmpty, texts.allSatisfy({ $0.map { !values.contains($0) } ?? false }), let text = texts[0]
            else { continue }
            warn(.notOfTheSet(name, text, values), at: range)
            return true
        }
        return false
    }

    /// Reports a boolean field that is compared with the word that tables show for true or false.
    mutating func reportSwitchWord(_ left: Expression, _ comparison: Comparison, _ right: Expression) -> Bool {
        for (field, value) in [(left, right), (right, left)] {
            guard let known = self.field(field), known.type == .bool, let word = value.literalText ?? value.bareWord,
                let isTrue = Lookalike.switchWords[word.lowercased()], row?.field(named: word) == nil
            else { continue }
            let instead = "\(source.text(field.range)) \(comparison.rawValue) \(isTrue)"
            report(.switchWord(word, isText: value.literalText != nil, of: row, instead: instead), at: value.range)
            return true
        }
        return false
    }

    private func isInstant(_ expression: Expression) -> Bool { field(expression)?.type == .instant }

    /// The field that an expression reads, as far as the text shows it.
    func field(_ expression: Expression) -> RowFields.Field? {
        switch expression.kind {
        case .field(let name): return row?.field(named: name.text)
        case .variable(let variable):
            guard variable.members.count == 1, case .record(let fields) = scope[variable.name.text] else { return nil }
            return fields.field(named: variable.members[0].text)
        default: return nil
        }
    }

    private mutating func warn(_ problem: CheckProblem, at range: SourceRange) {
        warnings.append(Diagnostic(problem, in: source, at: range), code: problem.code)
    }
}

extension Expression {
    /// The name of this field, or of the last member of this variable.
    fileprivate var fieldName: String? {
        switch kind {
        case .field(let name): name.text
        case .variable(let variable): variable.members.last?.text
        default: nil
        }
    }

    fileprivate var bareWord: String? {
        if case .field(let name) = kind { name.text } else { nil }
    }

    /// The text of a literal.
    fileprivate var literalText: String? {
        if case .text(let parts) = kind { parts.literalText } else { nil }
    }

    /// Whether it is a literal without variables.
    fileprivate var isConstant: Bool {
        switch kind {
        case .none, .bool, .number, .instant, .duration: true
        case .text(let parts): parts.literalText != nil
        case .list(let elements): elements.allSatisfy(\.isConstant)
        default: false
        }
    }

    /// How a constant would be written as the name of a field.
    fileprivate func constantName(_ source: Source) -> String {
        guard let text = literalText else { return source.text(range) }
        return ArgumentText.of(text) == text ? text : "field(\(ArgumentText.literal(text)))"
    }

    /// Whether it is a day without a time.
    fileprivate func isBareDay(_ source: Source) -> Bool {
        switch kind {
        case .instant: range.upper - range.lower == 10
        case .call(.today, _), .call(.day, _): true
        default: false
        }
    }
}
