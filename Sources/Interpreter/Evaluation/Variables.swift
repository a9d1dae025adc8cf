internal import CommandLanguage

/// The variables that a statement sees: those of its block and of the blocks around it.
final class Variables {
    private var scopes: [[String: Value]] = [[:]]

    /// The value of a variable; nil if there is none.
    subscript(name: String) -> Value? {
        scopes.last { $0[name] != nil }?[name]
    }

    var names: Set<String> {
        scopes.reduce(into: []) { $0.formUnion($1.keys) }
    }

    /// Gives a variable a value: the one that is visible under this name, else a new one of the current block.
    func assign(_ value: Value, to name: String) {
        let index = scopes.lastIndex { $0[name] != nil } ?? scopes.count - 1
        scopes[index][name] = value
    }

    /// Makes a variable of the current block, whatever is visible under its name.
    func declare(_ name: String, _ value: Value) {
        scopes[scopes.count - 1][name] = value
    }

    func enterBlock() {
        scopes.append([:])
    }

    /// Forgets the variables of the current block.
    func leaveBlock() {
        if scopes.count > 1 { scopes.removeLast() }
    }
}
