internal import CommandLanguage

/// The variables that a statement sees: those of its block and of the blocks around it.
final class Variables {
    /// Nil: a statement that failed would have given the variable a value.
    private var scopes: [[String: Value?]] = [[:]]
    /// Whether a statement has asked for one of these.
    private(set) var wasLostAskedFor = false
    /// What `$_` is unless a statement names another value so; nil before there is a result, and where none is kept.
    var lastResult: Value?

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

    /// Whether a variable has no value because the statement failed that would have given it one.
    func isLost(_ name: String) -> Bool {
        guard let found = scopes.last(where: { $0[name] != nil })?[name] else { return false }
        if found == nil { wasLostAskedFor = true }
        return found == nil
    }

    /// Whether a statement has asked for a variable that has no value because another one failed; then forgets it.
    func takeWasLostAskedFor() -> Bool {
        defer { wasLostAskedFor = false }
        return wasLostAskedFor
    }

    /// Gives a variable a value: the one that is visible under this name, else a new one of the current block.
    func assign(_ value: Value, to name: String) { put(value, name) }

    /// Notes that a statement which failed would have given a variable a value.
    func lose(_ name: String) { put(nil, name) }

    private func put(_ value: Value?, _ name: String) {
        let index = scopes.lastIndex { $0[name] != nil } ?? scopes.count - 1
        scopes[index].updateValue(value, forKey: name)
    }

    /// Makes a variable of the current block, whatever is visible under its name.
    func declare(_ name: String, _ value: Value) {
        scopes[scopes.count - 1].updateValue(value, forKey: name)
    }

    func enterBlock() {
        scopes.append([:])
    }

    /// Forgets the variables of the current block.
    func leaveBlock() {
        if scopes.count > 1 { scopes.removeLast() }
    }

    /// The same variables, which can be changed without changing these.
    func copy() -> Variables {
        let copy = Variables()
        copy.scopes = scopes
        copy.lastResult = lastResult
        return copy
    }
}
