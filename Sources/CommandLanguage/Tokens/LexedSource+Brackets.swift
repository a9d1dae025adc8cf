extension LexedSource {
    /// Pairs the brackets: a `(` without its `)` becomes `unclosedParenthesis`, and the line ends between paired
    /// parentheses go.
    mutating func pairBrackets() {
        var brackets = OpenBrackets<Int>()
        for index in tokens.indices {
            for unclosed in brackets.pass(tokens[index].kind, index) { tokens[unclosed].kind = .unclosedParenthesis }
        }
        if !brackets.isEmpty { open.insert(.bracket) }
        for unclosed in brackets.giveUpParentheses() { tokens[unclosed].kind = .unclosedParenthesis }
        dropLineEndsInParentheses()
    }

    private mutating func dropLineEndsInParentheses() {
        var depth = 0
        var kept = 0
        for index in tokens.indices {
            let token = tokens[index]
            switch token.kind {
            case .leftParenthesis: depth += 1
            case .rightParenthesis: depth = max(0, depth - 1)
            case .newline where depth > 0: continue
            default: break
            }
            tokens[kept] = token
            kept += 1
        }
        tokens.removeLast(tokens.count - kept)
    }
}
