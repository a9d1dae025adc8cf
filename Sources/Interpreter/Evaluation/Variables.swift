internal import CommandLanguage

/// The variables that a statement sees: those of its block and of the blocks around it.
final class Variables {
    /// The variables by name, the innermost block last. A nil value: the statement that would have given it one failed.
    private var scopes: [[String: Value?]] = [[:]]
    /// Whether there may be variables without a value.
    private(set) var mayHaveLost = false
    /// The value of `$_`, unless a statement declares a variable of that name; nil before there is a result, and where
    /// none is kept.
    private(set) var lastResult: Value?
    /// What has been found out about the values that some names stand for now.
    private var findings: [String: Findings] = [:]

    /// What takes a pass over a value to find out, so that a loop asks for it only once.
    struct Findings {
        /// The size of the list.
        var size: ListSize?
        /// The values that `in` looks among: those of the variable itself, or of a member of it.
        var members: [[String]: Members] = [:]
    }

    init() {}

    /// The value of a variable; nil if there is none.
    subscript(name: String) -> Value? {
        if let scope = scopes.last(where: { $0[name] != nil }) { return scope[name] ?? nil }
        return name == KnownVariables.nameOfLastResult ? lastResult : nil
    }

    var names: Set<String> {
        let kept: Set = lastResult == nil ? [] : [KnownVariables.nameOfLastResult]
        return scopes.reduce(into: kept) { $0.formUnion($1.filter { $0.value != nil }.keys) }
    }

    /// What a check of further statements may rely on. A name without a value counts as known: statements that use it
    /// are passed over.
    var known: KnownVariables {
        var kinds: [String: ValueKind?] = [:]
        if let lastResult { kinds.updateValue(lastResult.kind, forKey: KnownVariables.nameOfLastResult) }
        for scope in scopes {
            for (name, value) in scope { kinds.updateValue(value?.kind, forKey: name) }
        }
        return KnownVariables(kinds)
    }

    /// Whether a statement has declared a variable of this name.
    func isDeclared(_ name: String) -> Bool { scopes.contains { $0[name] != nil } }

    /// Whether a variable has no value because the statement that would have given it one failed.
    func isLost(_ name: String) -> Bool {
        guard mayHaveLost, let found = scopes.last(where: { $0[name] != nil })?[name] else { return false }
        return found == nil
    }

    /// Assigns a value to the variable that is visible under a name, or to a new one in the current block.
    func assign(_ value: Value, to name: String) { put(value, name) }

    /// Notes that a statement that would have given a variable a value has failed.
    func lose(_ name: String) {
        mayHaveLost = true
        put(nil, name)
    }

    private func put(_ value: Value?, _ name: String) {
        let index = scopes.lastIndex { $0[name] != nil } ?? scopes.count - 1
        scopes[index].updateValue(value, forKey: name)
        findings[name] = nil
    }

    /// Changes the value that is visible under a name in its place. Nothing else refers to it meanwhile, so that a list
    /// or a text can grow without being copied.
    ///
    /// - Parameter change: If it fails, it must leave the value as it was.
    func change(
        _ name: String,
        _ change: (inout Value, inout Findings) throws(Diagnostic) -> Void
    ) throws(Diagnostic) {
        guard let index = scopes.lastIndex(where: { $0[name] != nil }), var value = takeValue(of: name, in: index)
        else { return }
        defer { scopes[index].updateValue(value, forKey: name) }
        try change(&value, &findings[name, default: Findings()])
    }

    private func takeValue(of name: String, in index: Int) -> Value? {
        scopes[index].updateValue(nil, forKey: name) ?? nil
    }

    /// The values of a variable, or of a member of it, that were kept for `in`.
    func members(of variable: Variable) -> Members? {
        findings[variable.name.text]?.members[variable.path]
    }

    /// Keeps the values of a variable for `in`, as long as its name stands for the same value.
    func keep(_ members: Members, of variable: Variable) {
        guard isDeclared(variable.name.text) else { return }
        findings[variable.name.text, default: Findings()].members[variable.path] = members
    }

    /// Declares a variable in the current block, whatever is visible under its name.
    func declare(_ name: String, _ value: Value) {
        scopes[scopes.count - 1].updateValue(value, forKey: name)
        findings[name] = nil
    }

    /// Keeps the last result. A variable of its name ends here, unless it is a block's own.
    func keepLast(_ value: Value?) {
        lastResult = value
        forgetVariableOfLastResult()
    }

    /// Keeps the last result of a copy.
    func keepLast(of copy: Variables) {
        lastResult = copy.lastResult
        if copy.scopes[0][KnownVariables.nameOfLastResult] == nil { forgetVariableOfLastResult() }
    }

    private func forgetVariableOfLastResult() {
        scopes[0][KnownVariables.nameOfLastResult] = nil
        findings[KnownVariables.nameOfLastResult] = nil
    }

    func enterBlock() {
        scopes.append([:])
    }

    /// Drops the variables of the current block.
    func leaveBlock() {
        guard scopes.count > 1 else { return }
        for name in scopes.removeLast().keys { findings[name] = nil }
    }

    /// An independent copy of the variables.
    func copy() -> Variables {
        let copy = Variables()
        copy.scopes = scopes
        copy.mayHaveLost = mayHaveLost
        copy.lastResult = lastResult
        return copy
    }
}

extension Variable {
    /// The names of its members, in order.
    fileprivate var path: [String] { members.map(\.text) }
}
