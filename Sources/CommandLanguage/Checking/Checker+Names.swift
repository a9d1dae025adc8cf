import Recipients

extension Checker {
    /// Checks the key of a `sort by` or of a fold: a field of the row, or an expression over it.
    mutating func checkKey(_ key: Expression) -> Shape {
        guard case .field(let name) = key.kind, let row else { return check(key) }
        return check(name, of: row)
    }

    /// Checks that a variable is declared and that its row has the member.
    @discardableResult
    mutating func check(_ variable: Variable) -> Shape {
        // The last result is known at the prompt only, never within an included script.
        let isLastResult = variable.name.text == KnownVariables.nameOfLastResult && inclusion == nil
        guard var shape = scope[variable.name.text] ?? (isLastResult ? scope.lastResult : nil) else {
            if !scope.isOpen { reportUnknown(variable) }
            return .unknown
        }
        for (index, member) in variable.members.enumerated() {
            shape = check(member, of: shape, text: variable.text(endingBefore: index))
        }
        return shape
    }

    private mutating func reportUnknown(_ variable: Variable) {
        let name = variable.name.text
        if scope.isLost(name) { return report(.lostVariable(name), at: variable.range) }
        // Nobody sees the help of a problem that is only counted, and a long script may have many of both.
        let nearest = problems.isFull ? nil : scope.names.nearest(to: name)
        report(.unknownVariable(name, nearest: nearest), at: variable.range)
    }

    /// Checks a member of a value and says what it is.
    ///
    /// - Parameter text: The text that was meant if the value has no members.
    mutating func check(_ member: Name, of shape: Shape, text: @autoclosure () -> String? = nil) -> Shape {
        switch shape {
        case .record(let fields): return check(member, of: fields)
        case .rows(let fields):
            check(member, of: fields)
            return .list
        case .bool, .number, .text, .instant, .duration, .list:
            if let kind = shape.kind { report(.memberOfPlainValue(member.text, kind, text: text()), at: member.range) }
            return .unknown
        case .unknown, .missing: return .unknown
        }
    }

    /// Checks a field of the row that the condition tests.
    mutating func checkField(_ name: Name) -> Shape {
        guard let row else { return .unknown }
        return check(name, of: row, takesText: true)
    }

    /// Checks a field of a row and says what it is.
    ///
    /// - Parameter takesText: Whether a text could be in place of the field.
    @discardableResult
    mutating func check(_ name: Name, of fields: RowFields, takesText: Bool = false) -> Shape {
        if let field = fields.field(named: name.text) { return Shape(field.type) }
        // A recipient's own fields are texts or missing: a comparison with another kind must not be an error.
        if fields.isOpen { return .unknown }
        let isBareWord = takesText && source.text(name.range) == name.text
        let meaning =
            isBareWord
            ? BareWord(name.text, isVariable: { scope[$0] != nil }, isField: { fields.field(named: $0) != nil }) : nil
        report(.unknownField(name.text, of: fields, takesText: takesText, meaning: meaning), at: name.range)
        return .unknown
    }
}
