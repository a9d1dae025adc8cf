public import CommandLanguage
internal import Recipients

/// The values that a script's `param` statements get from outside.
public enum ScriptParameters {
    /// Checks the values from the command line against the parameters that a script, and the scripts that it includes,
    /// declare.
    ///
    /// - Parameters:
    ///   - arguments: The values for each name, in the order in which they were given.
    ///   - checked: The script, with what the checker knows of the defaults.
    /// - Throws: `unknown-variable` for a name that the script does not declare, and for a required one that is
    ///   missing; `invalid-value` for a text that is not of the type of the default, as far as that is known.
    public static func check(_ arguments: [String: [String]], against checked: CheckedScript) throws(Diagnostic) {
        let scripts = [checked.script] + checked.included
        let declared = scripts.flatMap(\.parameters).map(\.text)
        let names = Set(declared)
        if let stranger = arguments.keys.filter({ !names.contains($0) }).min() {
            throw Diagnostic(.unknownParameter(stranger, declared: declared))
        }
        for script in scripts {
            for case .parameter(let name, let standard) in script.statements.map(\.kind) {
                do throws(Failure) {
                    try check(arguments[name.text], of: name.text, standard, checked)
                } catch {
                    throw Diagnostic(error, in: script.source, at: name.range)
                }
            }
        }
    }

    private static func check(
        _ given: [String]?,
        of name: String,
        _ standard: Expression?,
        _ checked: CheckedScript
    ) throws(Failure) {
        guard let given else {
            if standard == nil { throw .parameterWithoutValue(name) }
            return
        }
        guard let standard else {
            _ = try value(given.map(Value.text), of: name, like: nil, in: .utc)
            return
        }
        if let value = standard.literal {
            _ = try self.value(given.map(Value.text), of: name, like: value, in: .utc)
        } else if let kind = checked.declarations.first(where: { $0.name.text == name })?.kind, kind != .list {
            guard given.count == 1 else { throw .parameterTwice(name) }
            if kind.value(of: given[0], in: .utc) == nil, kind != .record, kind != .rows {
                throw ScriptProblem.parameterText(name, kind, text: given[0]).failure
            }
        }
    }

    /// The value of a parameter: converted to the type of its default, otherwise as it is given.
    ///
    /// - Parameters:
    ///   - given: The values that were given for it, which only a list takes several of.
    ///   - zone: The account's time zone.
    static func value(
        _ given: [Value],
        of name: String,
        like standard: Value?,
        in zone: ZoneRules
    ) throws(Failure) -> Value {
        if case .list(let elements) = standard {
            let values = given.flatMap { value in if case .list(let values) = value { values } else { [value] } }
            var list: [Value] = []
            for value in values { list.append(try self.value([value], of: name, like: elements.first, in: zone)) }
            return .list(list)
        }
        guard let value = given.first, given.count == 1 else { throw .parameterTwice(name) }
        return try self.value(value, of: name, like: standard, in: zone)
    }

    private static func value(
        _ given: Value,
        of name: String,
        like standard: Value?,
        in zone: ZoneRules
    ) throws(Failure) -> Value {
        guard let standard, let kind = standard.kind, given.kind != kind else { return given }
        if case .text(let text) = given {
            if let value = kind.value(of: text, in: zone) { return value }
            throw ScriptProblem.parameterText(name, kind, text: text).failure
        }
        if case .list = given { throw .parameterTwice(name) }
        throw ScriptProblem.parameterKind(name, like: standard, found: given).failure
    }
}

extension ValueKind {
    /// The value of this kind that a text stands for; nil if it stands for none.
    fileprivate func value(of text: String, in zone: ZoneRules) -> Value? {
        switch self {
        case .text: .text(text)
        case .number: Numeral.value(text).map(Value.number)
        case .bool: ["true": true, "false": false][text.lowercased()].map(Value.bool)
        case .instant: WrittenInstant(text)?.instant(in: zone).map(Value.instant)
        case .duration: DurationText.value(text).map(Value.duration)
        case .list, .record, .rows: nil
        }
    }
}

extension Expression {
    /// The value of a literal, with instants in UTC; nil for anything known only at run time.
    fileprivate var literal: Value? {
        switch kind {
        case .bool(let value): .bool(value)
        case .number(let value): .number(value)
        case .instant(let value): value.instant(in: .utc).map(Value.instant)
        case .duration(let value): .duration(value)
        case .text(let parts): parts.literalText.map(Value.text)
        case .list(let elements):
            elements.allSatisfy { $0.literal != nil } ? .list(elements.compactMap(\.literal)) : nil
        default: nil
        }
    }
}
