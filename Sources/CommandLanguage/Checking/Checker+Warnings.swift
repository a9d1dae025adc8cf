import Recipients

// Warnings: what can be read and is of the right types, but is never true, or always, or probably not meant.
extension Checker {
    mutating func warnAboutComparison(
        _ left: Expression, _ comparison: Comparison, _ right: Expression, at range: SourceRange
    ) {
        if warnAboutMember(left, comparison, right, at: range) { return }
        guard comparison.isEquality else { return }
        for (field, value) in comparison.isMembership ? [(left, right)] : [(left, right), (right, left)] {
            guard let name = field.fieldName ?? field.presentName else { continue }
            let values = value.elements(in: comparison)
            guard !values.isEmpty else { continue }
            if values.allSatisfy({ $0.literalText == "" }) {
                let isEqual = comparison == .equal || comparison == .isIn
                return warn(.emptyText(name, written: source.text(field.range), isEqual: isEqual), at: range)
            }
            if warnsAboutDays(of: field), isInstant(field), values.allSatisfy({ $0.isBareDay(source) }) {
                let days = values.map { source.text($0.range) }
                let (written, value) = (source.text(field.range), source.text(value.range))
                return warn(.bareDay(name, days: days, written: written, comparison, value: value), at: range)
            }
        }
    }

    /// Warns about the text that looks like the missing value.
    mutating func warnAboutNone(_ assignment: Assignment) {
        guard case .word(let text) = assignment.value.kind, text.lowercased() == "none" else { return }
        warn(.noneAsText(field: source.text(assignment.name.range), text: text), at: assignment.value.range)
    }

    /// Whether an instant there is almost never the start of a day. An expectation may be about an instant that the
    /// script itself has made at midnight, and the clock of a scenario stands still there.
    private func warnsAboutDays(of field: Expression) -> Bool {
        if case .field = field.kind { true } else { !isInExpectation && !isInScenario }
    }

    /// Warns about a field of a closed set that is compared with a value outside of the set.
    private mutating func warnAboutMember(
        _ left: Expression,
        _ comparison: Comparison,
        _ right: Expression,
        at range: SourceRange
    ) -> Bool {
        guard comparison.isPattern || comparison.isEquality else { return false }
        for (field, value) in comparison.isPattern ? [(left, right)] : [(left, right), (right, left)] {
            guard let name = field.fieldName, let known = self.field(field), let values = known.values else { continue }
            let texts = value.elements(in: comparison).map(\.literalText)
            let isPossible = { (text: String) in
                comparison.isPattern ? values.contains { Glob(text).matches($0) } : values.contains(text)
            }
            // In a list, one possible value is enough.
            guard !texts.isEmpty, texts.allSatisfy({ $0.map { !isPossible($0) } ?? false }), let text = texts[0]
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

    private func isInstant(_ expression: Expression) -> Bool {
        expression.presentName != nil || field(expression)?.type == .instant
    }

    /// The field that an expression reads, as far as the text shows it.
    func field(_ expression: Expression) -> RowFields.Field? {
        switch expression.kind {
        case .field(let name): row?.field(named: name.text)
        case .variable(let variable) where variable.members.count == 1:
            recordFields(of: scope[variable.name.text])?.field(named: variable.members[0].text)
        case .member(let operand, let name): fields(ofRecord: operand)?.field(named: name.text)
        default: nil
        }
    }

    /// The fields of the record that an expression is, as far as the text shows it.
    private func fields(ofRecord expression: Expression) -> RowFields? {
        switch expression.kind {
        case .record(.group): RowFields.of(.groups)
        case .record(.backup): RowFields.of(.backups)
        case .record(.recipient): RowFields.of(.recipients)
        case .variable(let variable) where variable.members.isEmpty: recordFields(of: scope[variable.name.text])
        case .call(.first, let arguments), .call(.last, let arguments):
            switch arguments.first?.kind {
            case .query(let query): RowFields.of(query.rows.kind)
            case .variable(let variable) where variable.members.isEmpty: rowFields(of: scope[variable.name.text])
            default: nil
            }
        default: nil
        }
    }

    private func recordFields(of shape: Shape?) -> RowFields? {
        if case .record(let fields)? = shape { fields } else { nil }
    }

    private func rowFields(of shape: Shape?) -> RowFields? {
        if case .rows(let fields)? = shape { fields } else { nil }
    }

    private mutating func warn(_ problem: CheckProblem, at range: SourceRange) {
        warnings.append(Diagnostic(problem, in: source, at: range), code: problem.code)
    }
}

extension Expression {
    /// The name of this field, or of the last member of this variable or record.
    fileprivate var fieldName: String? {
        switch kind {
        case .field(let name), .member(_, let name): name.text
        case .variable(let variable): variable.members.last?.text
        default: nil
        }
    }

    /// The present as it is written, if this is it. `date(…)` is not like it: most texts that it reads are days.
    fileprivate var presentName: String? {
        if case .call(.now, _) = kind { "now()" } else { nil }
    }

    fileprivate var bareWord: String? {
        if case .field(let name) = kind { name.text } else { nil }
    }

    /// The text of a literal.
    var literalText: String? {
        if case .text(let parts) = kind { parts.literalText } else { nil }
    }

    /// What a comparison looks at on the right: the elements of a written list, or the value itself; none where a value
    /// stands in place of a list.
    func elements(in comparison: Comparison) -> [Expression] {
        guard comparison.isMembership else { return [self] }
        if case .list(let elements) = kind { return elements }
        return []
    }

    /// Whether it is a day without a time.
    func isBareDay(_ source: Source) -> Bool {
        switch kind {
        // A time of day has a colon.
        case .instant: !source.text(range).contains(":")
        case .call(.today, _), .call(.day, _): true
        default: false
        }
    }
}
