import Recipients

extension Parser {
    /// Notes what could stand at the current token.
    mutating func couldBe(_ description: String) {
        if expectationIndex != index {
            expectations.removeAll(keepingCapacity: true)
            expectationIndex = index
        }
        if !expectations.contains(description) { expectations.append(description) }
    }

    /// The error that the current token is not what could stand there.
    ///
    /// - Parameter help: What to do; else a misspelt keyword or a name of several words is guessed at.
    func unexpected(help: String? = nil) -> SyntaxError {
        let token = current
        switch token.kind {
        case .invalid: return SyntaxError(nil, token.range)
        case .unclosedParenthesis: return unclosed(token)
        default: break
        }
        let wanted = expectationIndex == index ? expectations : []
        let help = help ?? guess(from: wanted)
        if wanted.last == Self.statementEnd {
            let message = "unexpected \(describe(token)): expected \(wanted.alternatives)"
            return SyntaxError(message, help: help, token.range)
        }
        return SyntaxError("expected \(wanted.alternatives), found \(describe(token))", help: help, token.range)
    }

    func unclosed(_ token: Token) -> SyntaxError {
        SyntaxError("this \"(\" is never closed", help: "close it with \")\"", token.range)
    }

    static let statementEnd = "the end of the statement"

    /// A token in a sentence.
    func describe(_ token: Token) -> String {
        switch token.kind {
        case .newline, .semicolon, .endOfFile: Self.statementEnd
        case .string, .heredoc: "the text \(text(token).abbreviated)"
        default: text(token).inQuotes
        }
    }

    /// The keyword that a word was meant to be, or the name that two words were meant to be.
    private func guess(from wanted: [String]) -> String? {
        let touches = !current.followsSpace && previous.isArgument && !isAtStatementEnd
        if touches { return "quote a text that holds \(describe(current)), or put white space before it" }
        guard current.kind == .word else { return nil }
        let word = text(current)
        if lastNameIndex != index - 1, !isAtOption, word.count > 1, "+-*/~".contains(word.prefix(1)) {
            return "operators stand between white space: 3 - 1"
        }
        let keywords = wanted.filter { $0.hasPrefix("\"") }.map { String($0.dropFirst().dropLast()) }
        if let nearest = keywords.nearest(to: text(current)) { return "did you mean \(nearest.inQuotes)?" }
        guard lastNameIndex == index - 1, wanted.last == Self.statementEnd else { return nil }
        var words = [text(previous)]
        var next = index
        while lexed.tokens[next].kind == .word, words.count < 6,
            !keywords.contains(text(lexed.tokens[next]).lowercased())
        {
            words.append(text(lexed.tokens[next]))
            next += 1
        }
        return "quote a text of several words: \(words.joined(separator: " ").inQuotes)"
    }
}

extension String {
    /// The text in quotation marks, as messages quote the user's words; a long one is cut.
    var inQuotes: String { "\"\(abbreviated)\"" }

    /// The text, cut if it is long.
    var abbreviated: String {
        guard utf8.count > 60, let end = index(startIndex, offsetBy: 60, limitedBy: endIndex) else { return self }
        return end == endIndex ? self : self[..<end] + "…"
    }
}
