public import CommandLanguage
public import Recipients

/// The values that a script's `param` statements take from outside.
public enum ScriptParameters {
    /// Checks what is given on the command line against what a script, and those that it includes, declare.
    ///
    /// - Throws: `unknown-variable` for a name that the script does not declare, and for a required one that is missing;
    ///   `invalid-value` for a text that is not of the type of a literal default.
    public static func check(_ arguments: [String: String], against scripts: [Script]) throws(Failure) {
        let names = arguments.keys.sorted()
        let declared = scripts.flatMap(\.parameters).map(\.text)
        let statements = scripts.flatMap(\.statements)
        if let stranger = names.first(where: { !declared.contains($0) }) {
            throw ScriptProblem.unknownParameter(stranger, declared: declared).failure
        }
        for case .parameter(let name, nil) in statements.map(\.kind) where !names.contains(name.text) {
            throw ScriptProblem.missingParameter(name.text).failure
        }
        for case .parameter(let name, let standard?) in statements.map(\.kind) {
            guard let text = arguments[name.text] else { continue }
            _ = try value(.text(text), of: name.text, like: standard.literal)
        }
    }

    /// A parameter's value: of the type of its default, else as it is given.
    static func value(_ given: Value, of name: String, like standard: Value?) throws(Failure) -> Value {
        guard let standard, standard != .none, !given.isOfKind(of: standard) else { return given }
        if case .text(let text) = given {
            switch standard {
            case .number: if let number = Numeral.value(text) { return .number(number) }
            case .bool: if let value = ["true": true, "false": false][text.lowercased()] { return .bool(value) }
            case .instant: if let instant = Instant(text) { return .instant(instant) }
            case .duration: if let span = TimeSpan(text) { return .duration(span) }
            default: break
            }
            throw ScriptProblem.parameterText(name, like: standard, text: text).failure
        }
        throw ScriptProblem.parameterKind(name, like: standard, found: given).failure
    }
}

extension Expression {
    /// The value of a literal that is no text; nil for what takes a run to know.
    fileprivate var literal: Value? {
        switch kind {
        case .bool(let value): .bool(value)
        case .number(let value): .number(value)
        case .instant(let value): .instant(value)
        case .duration(let value): .duration(value)
        default: nil
        }
    }
}
