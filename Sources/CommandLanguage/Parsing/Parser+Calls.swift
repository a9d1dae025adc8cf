import Recipients

extension Parser {
    /// Reads a function and its arguments.
    mutating func parseCall() throws(SyntaxError) -> Expression {
        let token = current
        let word = text(token)
        if peek().kind == .unclosedParenthesis { throw unclosed(peek()) }
        if let fold = Fold(rawValue: word.lowercased()) { return try parseFold(fold) }
        guard let function = Function(rawValue: word.lowercased()) else { throw noFunction(word, token) }
        if function == .field { return try parseFieldCall() }
        mark(.function)
        advance()
        advance()
        var arguments: [Expression] = []
        while current.kind != .rightParenthesis {
            arguments.append(
                try arguments.isEmpty ? parseCallArgument(of: function) : parseExpression())
            guard arguments.count < function.arity.upperBound, accept(.comma) else { break }
        }
        if current.kind == .comma || current.kind == .rightParenthesis,
            !function.arity.contains(arguments.count)
                || current.kind == .comma
        {
            throw SyntaxError(.wrongArguments(function), token.range.union(current.range))
        }
        try expect(.rightParenthesis)
        return Expression(.call(function, arguments), range: token.range.union(previous.range))
    }

    private func noFunction(_ word: String, _ token: Token) -> SyntaxError {
        if isOperatorWord(token) || isKeyword("true") || isKeyword("false") || isKeyword("none") {
            return SyntaxError(.unexpected(.word(word), [.part(.value)], nil), token.range)
        }
        return SyntaxError(.unknownFunction(word), token.range)
    }

    /// Reads an argument; a query needs no parentheses around it.
    private mutating func parseCallArgument(of function: Function) throws(SyntaxError) -> Expression {
        try parseRowsOrExpression(isFieldPosition: isInCondition && !Function.takesRows(function.rawValue))
    }

    private mutating func parseRowsOrExpression(
        isFieldPosition: Bool,
        takesCommas: Bool = true
    ) throws(SyntaxError) -> Expression {
        guard isAtQuery(isFieldPosition: isFieldPosition) else { return try parseExpression() }
        let query = try parseQuery(takesCommas: takesCommas)
        return Expression(.query(query), range: query.range)
    }

    /// Reads `sum(q, FIELD)` and its like.
    private mutating func parseFold(_ fold: Fold) throws(SyntaxError) -> Expression {
        let start = current.range
        mark(.function)
        advance()
        advance()
        let rows = try parseRowsOrExpression(isFieldPosition: false, takesCommas: false)
        guard accept(.comma) else { throw unexpected(.comma, in: fold) }
        let value = try parseKey()
        guard accept(.rightParenthesis) else { throw unexpected(.rightParenthesis, in: fold) }
        return Expression(.fold(fold, rows, value), range: start.union(previous.range))
    }

    /// The error where a sign is missing in a fold; one argument too few or too many gets a hint of its own.
    private mutating func unexpected(_ missing: ExpectedSyntax.Symbol, in fold: Fold) -> SyntaxError {
        couldBe(missing)
        let isOtherSign = current.kind == .comma || current.kind == .rightParenthesis
        return unexpected(hint: isOtherSign ? .fold(fold) : nil)
    }

    /// Reads `field("…")`.
    private mutating func parseFieldCall() throws(SyntaxError) -> Expression {
        let start = current.range
        guard isInCondition else {
            throw SyntaxError(.fieldOutsideCondition, start)
        }
        mark(.function)
        advance()
        advance()
        let argument = try parseExpression()
        try expect(.rightParenthesis)
        let range = start.union(previous.range)
        if case .text(let parts) = argument.kind, let name = parts.literalText {
            return Expression(.field(Name(name, range: argument.range)), range: range)
        }
        return Expression(.call(.field, [argument]), range: range)
    }
}
