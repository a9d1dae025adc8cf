extension Parser {
    /// The next token; the last one is the end of the file.
    var current: Token { lexed.tokens[index] }

    var previous: Token { lexed.tokens[max(0, index - 1)] }

    func peek(_ offset: Int = 1) -> Token {
        lexed.tokens[min(index + offset, lexed.tokens.count - 1)]
    }

    func text(_ token: Token) -> String { source.text(token.range) }

    /// Moves to the next token. Within a command, also takes the options there.
    mutating func advance() {
        advanceOnce()
        if optionTaker != nil { takeOptions() }
    }

    mutating func advanceOnce() {
        if index + 1 < lexed.tokens.count { index += 1 }
    }

    /// Notes the role of the current token.
    mutating func mark(_ role: TokenRole) {
        roles[index] = role
    }

    /// Whether the statement ends here.
    var isAtStatementEnd: Bool {
        current.endsStatement || current.kind == .rightBrace
    }

    /// The tokens from one of them to the end of its statement.
    func restOfStatement(from start: Int) -> ArraySlice<Token> {
        lexed.tokens[start...].prefix { !$0.endsStatement && $0.kind != .rightBrace }
    }

    /// Whether an argument can begin here.
    var isAtArgument: Bool {
        current.isArgument || current.opensParenthesis
    }

    /// Whether a token is a keyword, given in lower case.
    func isKeyword(_ word: String, _ token: Token) -> Bool {
        guard token.kind == .word else { return false }
        let range = token.range
        guard range.upper - range.lower == word.utf8.count else { return false }
        var offset = range.lower
        for byte in word.utf8 {
            if Ascii.lowercased(bytes[offset]) != byte { return false }
            offset += 1
        }
        return true
    }

    func isKeyword(_ word: String) -> Bool { isKeyword(word, current) }

    /// Takes a keyword, if it is here.
    mutating func acceptKeyword(_ word: String) -> Bool {
        if isKeyword(word) {
            mark(.keyword)
            advance()
            return true
        }
        couldBe(.keyword(word))
        return false
    }

    mutating func expectKeyword(_ word: String) throws(SyntaxError) {
        if !acceptKeyword(word) { throw unexpected(insteadOf: word) }
    }

    /// Takes a token of a kind, if it is here.
    mutating func accept(_ kind: Token.Kind) -> Bool {
        guard current.kind == kind else { return false }
        advance()
        return true
    }

    mutating func expect(_ symbol: ExpectedSyntax.Symbol) throws(SyntaxError) {
        if accept(symbol.token) { return }
        couldBe(symbol)
        throw unexpected()
    }
}

extension ExpectedSyntax.Symbol {
    /// The kind of token for this symbol.
    fileprivate var token: Token.Kind {
        switch self {
        case .equals: .equals
        case .comma: .comma
        case .leftBrace: .leftBrace
        case .rightParenthesis: .rightParenthesis
        }
    }
}
