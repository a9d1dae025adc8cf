internal import CommandLanguage

/// The variables that a statement sees: those of its block and of the blocks around it.
final class Variables {
    /// The variables by name, the innermost block last. A nil value: the statement that would have given it one failed.
    private var scopes: [[String: Value?]] = [[:]]
    /// Whether a statement has asked for a variable without a value.
    private(set) var wasLostAskedFor = false
    /// The value of `$_`, unless a statement declares a variable of that name; nil before there is a result, and where
    /// none is kept.
    private(set) var lastResult: Value?

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

    /// Whether a variable has no value because the statement that would have given it one failed.
    func isLost(_ name: String) -> Bool {
        guard let found = scopes.last(where: { $0[name] != nil })?[name] else { return false }
        if found == nil { wasLostAskedFor = true }
        return found == nil
    }

    /// Whether a statement has asked for a variable without a value since the last call.
    func takeWasLostAskedFor() -> Bool {
        defer { wasLostAskedFor = false }
        return wasLostAskedFor
    }

    /// Assigns a value to the variable that is visible under a name, or to a new one in the current block.
    func assign(_ value: Value, to name: String) { put(value, name) }

    /// Notes that a statement that would have given a variable a value has failed.
    func lose(_ name: String) { put(nil, name) }

    private func put(_ value: Value?, _ name: String) {
        let index = scopes.lastIndex { $0[name] != nil } ?? scopes.count - 1
        scopes[index].updateValue(value, forKey: name)
    }

    /// Declares a variable in the current block, whatever is visible under its name.
    func declare(_ name: String, _ value: Value) {
        scopes[scopes.count - 1].updateValue(value, forKey: name)
    }

    /// Keeps the last result. A variable of its name ends here, unless it is a block's own.
    func keepLast(_ value: Value?) {
        lastResult = value
        scopes[0][KnownVariables.nameOfLastResult] = nil
    }

    /// Keeps the last result of a copy.
    func keepLast(of copy: Variables) {
        lastResult = copy.lastResult
        let name = KnownVariables.nameOfLastResult
        if copy.scopes[0][name] == nil { scopes[0][name] = nil }
    }

    func enterBlock() {
        scopes.append([:])
    }

    /// Drops the variables of the current block.
    func leaveBlock() {
        if scopes.count > 1 { scopes.removeLast() }
    }

    /// An independent copy of the variables.
    func copy() -> Variables {
        let copy = Variables()
        copy.scopes = scopes
        copy.lastResult = lastResult
        return copy
    }
}
