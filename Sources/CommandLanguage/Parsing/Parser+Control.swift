import Recipients

extension Parser {
    mutating func parseBinding() throws(SyntaxError) -> Statement.Kind {
        advance()
        let name = try expectName()
        try expect(.equals)
        let value: BoundValue
        couldBe(.keyword("rehearse"), isSpoken: false)
        if isKeyword("rehearse") {
            value = .command(try parseRehearsedCommand(orBlock: false))
        } else if isAtCommand {
            value = .command(try parseCommand())
        } else {
            value = .expression(try parseQueryOrExpression(isWhole: true))
        }
        declare(name.text)
        return .binding(name, value)
    }

    mutating func parseParameter() throws(SyntaxError) -> Statement.Kind {
        advance()
        let name = try expectName()
        var standard: Expression?
        if accept(.equals) {
            couldBe(.value)
            if isAtRows { throw unexpected(hint: .parameterValue(name: name.text)) }
            standard = try parseExpression()
        } else {
            couldBe(.equals)
        }
        declare(name.text)
        return .parameter(name, default: standard)
    }

    mutating func parseConditional() throws(SyntaxError) -> Statement.Kind {
        advance()
        var branches = [Branch(condition: try parseExpression(), body: try parseBlock())]
        while acceptKeyword("else") {
            if acceptKeyword("if") {
                branches.append(Branch(condition: try parseExpression(), body: try parseBlock()))
            } else {
                return .conditional(branches, otherwise: try parseBlock())
            }
        }
        return .conditional(branches, otherwise: nil)
    }

    mutating func parseLoop() throws(SyntaxError) -> Statement.Kind {
        advance()
        let name = try expectName()
        try expectKeyword("in")
        let rows = try parseQueryOrExpression()
        let outer = declarations.count
        declare(name.text)
        let body = try parseBlock()
        forgetDeclarations(after: outer)
        return .loop(name, over: rows, body: body)
    }

    mutating func parsePrint() throws(SyntaxError) -> Statement.Kind {
        advance()
        var values = [try parseExpression()]
        while accept(.comma) { values.append(try parseExpression()) }
        couldBe(.comma)
        return .print(values)
    }

    /// Reads `try { … } [else { … }]`.
    mutating func parseAttempt() throws(SyntaxError) -> Statement.Kind {
        advance()
        let body = try parseBlock()
        return .attempt(body, otherwise: acceptKeyword("else") ? try parseBlock() : nil)
    }

    /// Reads `rehearse` before a block or a command.
    mutating func parseRehearsal() throws(SyntaxError) -> Statement.Kind {
        guard peek().kind == .leftBrace else { return .command(try parseRehearsedCommand()) }
        advance()
        return .rehearsal(try parseBlock())
    }

    /// - Parameter orBlock: Whether a block could be here as well; its value cannot be kept.
    private mutating func parseRehearsedCommand(orBlock: Bool = true) throws(SyntaxError) -> CommandCall {
        mark(.keyword)
        advance()
        guard isAtCommand else {
            if orBlock { couldBe(.leftBrace) }
            couldBe(.part(.command))
            let isBlock = current.kind == .leftBrace
            throw unexpected(hint: isBlock ? .instead("rehearse one command to keep its result, without braces") : nil)
        }
        var call = try parseCommand()
        call.isRehearsed = true
        return call
    }

    mutating func parseExpectation() throws(SyntaxError) -> Statement.Kind {
        advance()
        if isKeyword("output") { return try parseExpectedOutput() }
        guard acceptKeyword("error") else {
            couldBe(.keyword("output"), isSpoken: false)
            if let error = misspeltExpectation { throw error }
            let condition = try parseExpression()
            return .expectation(condition, reason: accept(.comma) ? try parseExpectationReason() : nil)
        }
        var code: ErrorCode?
        let codePlace = index
        if current.kind == .word, !isKeyword("matching") { code = parseErrorCode() }
        var matching: Argument?
        if acceptKeyword("matching") { matching = try parseArgument(.part(.pattern)) }
        if index == codePlace { couldBe(.part(.errorCode), isSpoken: false) }
        return .expectedError(ExpectedError(code: code, matching: matching), body: try parseBlock())
    }

    /// The error that `error` or `output` is misspelt after `expect`; nil where an expression begins.
    private var misspeltExpectation: SyntaxError? {
        let keywords = ["error", "output"]
        guard current.kind == .word, let nearest = keywords.nearest(to: text(current)),
            peek().kind == .leftBrace || isKeyword("matching", peek()) || ErrorCode(rawValue: text(peek())) != nil
        else { return nil }
        let expected = keywords.map(ExpectedSyntax.keyword)
        return SyntaxError(.unexpected(found(current), expected, .didYouMean(nearest)), current.range)
    }

    /// Reads the text after the condition of an expectation. A number there is the rest of one that was copied with its
    /// separators: what is compared then is not what was meant.
    private mutating func parseExpectationReason() throws(SyntaxError) -> Expression {
        if current.kind == .word, Numeral.value(text(current)) != nil {
            let hint = numberWithoutSeparators(from: index - 2)
            let quoted = SyntaxProblem.Hint.instead("quote a text: \(ArgumentText.literal(text(current)))")
            throw SyntaxError(.unexpected(found(current), [.part(.reason)], hint ?? quoted), current.range)
        }
        return try parseExpression()
    }

    /// Reads `expect output { … } <<X`.
    private mutating func parseExpectedOutput() throws(SyntaxError) -> Statement.Kind {
        mark(.keyword)
        advance()
        let body = try parseBlock()
        guard current.kind == .heredoc || current.kind == .invalid else {
            couldBe(.part(.heredoc))
            throw unexpected()
        }
        return .expectedOutput(body: body, try parseArgument(.part(.heredoc)))
    }

    private mutating func parseErrorCode() -> ErrorCode? {
        let word = text(current)
        let code = ErrorCode(rawValue: word.lowercased())
        if code == nil {
            complain(.unknownErrorCode(word), at: current.range)
        }
        advance()
        return code
    }

    /// Takes the name of a variable, without `$`.
    mutating func expectName() throws(SyntaxError) -> Name {
        let token = current
        if token.kind == .variable {
            let hint = SyntaxProblem.Hint.nameWithoutDollar(String(text(token).dropFirst()))
            throw SyntaxError(.unexpected(found(token), [.part(.variableName)], hint), token.range)
        }
        guard token.kind == .word else {
            couldBe(.variableName)
            throw unexpected()
        }
        let name = text(token)
        guard Identifier.isValid(name) else {
            throw SyntaxError(.invalidVariableName(name), token.range)
        }
        mark(.variableName)
        advance()
        return Name(name, range: token.range)
    }

    /// Reads the value of `let` or `for`: a query without parentheses, or an expression.
    private mutating func parseQueryOrExpression(isWhole: Bool = false) throws(SyntaxError) -> Expression {
        guard isAtRows else { return try parseExpression() }
        let query = try parseQuery(isWhole: isWhole)
        return Expression(.query(query), range: query.range)
    }
}
