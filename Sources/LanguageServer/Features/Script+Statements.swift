import CommandLanguage

extension Statement {
    /// The statements in its blocks.
    var inner: [Statement] {
        switch kind {
        case .conditional(let branches, let otherwise):
            branches.flatMap(\.body.statements) + (otherwise?.statements ?? [])
        case .loop(_, _, let body), .scenario(_, let body), .expectedError(_, let body): body.statements
        case .binding, .parameter, .include, .print, .expectation, .command, .query: []
        }
    }
}

extension Script {
    /// Every statement, those in blocks after the one that holds them.
    var allStatements: [Statement] {
        var found: [Statement] = []
        var rest = Array(statements.reversed())
        while let next = rest.popLast() {
            found.append(next)
            rest += next.inner.reversed()
        }
        return found
    }
}
