import Recipients

extension Parser {
    /// Reads statements up to the end of the file, or up to the `}` of the block.
    mutating func parseStatements(inBlock: Bool) -> [Statement] {
        var statements: [Statement] = []
        while true {
            switch current.kind {
            case .newline, .semicolon: advance()
            case .endOfFile: return statements
            case .rightBrace where inBlock: return statements
            case .rightBrace:
                complain(.strayBrace, at: current.range)
                advance()
            default:
                statements.append(parseStatementOrRecover())
            }
        }
    }

    /// Reads a statement. If that fails, returns what is known of it and continues at its end.
    private mutating func parseStatementOrRecover() -> Statement {
        let start = index
        let outerComplaint = hasComplained
        hasComplained = false
        defer { hasComplained = outerComplaint }
        do {
            let statement = try parseStatement()
            try expectStatementEnd()
            return hasComplained ? broken(since: start, statement.blocks) : statement
        } catch {
            let isData = isDataRow(at: start)
            note(isData ? SyntaxError(.dataRow(found(lexed.tokens[start])), error.range) : error, since: start)
            optionTaker = nil
            isInCondition = false
            let blocks = recover()
            if isData { skipDataRows() }
            return broken(since: start, blocks)
        }
    }

    /// What is known of a statement that cannot be read, from its first token to the one before the current one.
    private func broken(since start: Int, _ blocks: [Block]) -> Statement {
        let range = lexed.tokens[start].range.union(previous.range)
        return Statement(.broken(BrokenStatement(binding: binding(since: start), blocks: blocks)), range: range)
    }

    private func binding(since start: Int) -> BrokenStatement.Binding {
        let (first, second) = (lexed.tokens[start], lexed.tokens[min(start + 1, lexed.tokens.count - 1)])
        if isKeyword("include", first) { return .anything }
        let isElement = isKeyword("for", first)
        guard isElement || isKeyword("let", first) || isKeyword("param", first), second.kind == .word,
            Identifier.isValid(text(second))
        else { return .none }
        let name = Name(text(second), range: second.range)
        return isElement ? .element(name) : .name(name, verb(at: start + 3))
    }

    /// The command that begins at a token.
    private func verb(at start: Int) -> Verb? {
        var words = lexed.tokens[min(start, lexed.tokens.count - 1)...].prefix(4).prefix { $0.kind == .word }
            .map { text($0).lowercased() }
        if words.first == "rehearse" { words.removeFirst() }
        return CommandTable.command(begunBy: words)?.verb
    }

    /// Whether a line is a row of data rather than a statement, because the `<<X` before it is missing.
    private func isDataRow(at start: Int) -> Bool {
        let (first, second) = (lexed.tokens[start], lexed.tokens[min(start + 1, lexed.tokens.count - 1)])
        guard first.kind == .word || first.kind == .string || first.kind == .invalid,
            second.range.lower == first.range.upper
        else { return false }
        if first.kind == .word, beginsStatement(first) { return false }
        // A `;` ends statements too, but no statement begins with an address.
        return second.kind == .comma || second.kind == .semicolon && text(first).contains("@")
    }

    private func beginsStatement(_ token: Token) -> Bool {
        Statement.mayBegin(with: text(token))
    }

    /// Skips the rows after the first one, and the line that was meant to end them.
    private mutating func skipDataRows() {
        while true {
            while current.kind == .semicolon { skipLine() }
            guard current.kind == .newline else { return }
            let next = index + 1
            guard next < lexed.tokens.count else { return }
            let token = lexed.tokens[next]
            let isAlone = next + 1 < lexed.tokens.count && lexed.tokens[next + 1].endsStatement
            let isEnd = token.kind == .word && isAlone && !beginsStatement(token)
            guard isEnd || isDataRow(at: next) else { return }
            advance()
            skipLine()
        }
    }

    private mutating func skipLine() {
        while current.kind != .newline, current.kind != .endOfFile { advance() }
    }

    mutating func expectStatementEnd() throws(SyntaxError) {
        if isAtStatementEnd { return }
        couldBe(.statementEnd)
        throw unexpected()
    }

    /// Skips the rest of a statement that cannot be read. Blocks in it are read, so that their mistakes are reported as
    /// well.
    ///
    /// - Returns: The blocks.
    private mutating func recover() -> [Block] {
        var blocks: [Block] = []
        if current.kind == .newline, peek().kind == .leftBrace { advance() }
        while true {
            if isAtStatementEnd {
                // There are spaces after a `\`: the next line was meant to continue the statement.
                guard current.kind == .newline, previous.kind == .word, text(previous) == "\\" else { break }
                advance()
            }
            if current.kind != .leftBrace {
                advance()
            } else if depth < Self.maximumDepth {
                if let block = try? parseBlock() { blocks.append(block) }
            } else {
                skipBlock()
            }
        }
        return blocks
    }

    private mutating func skipBlock() {
        var open = 0
        repeat {
            if current.kind == .leftBrace { open += 1 }
            if current.kind == .rightBrace { open -= 1 }
            advance()
        } while open > 0 && current.kind != .endOfFile
    }

    mutating func parseBlock() throws(SyntaxError) -> Block {
        let start = current
        guard start.kind == .leftBrace else {
            couldBe(.leftBrace)
            throw unexpected(hint: start.endsStatement ? .braceOnSameLine : nil)
        }
        try enter()
        defer { leave() }
        advance()
        let outer = declarations.count
        let statements = parseStatements(inBlock: true)
        guard current.kind == .rightBrace else {
            throw SyntaxError(.unclosedBrace, start.range)
        }
        forgetDeclarations(after: outer)
        advance()
        return Block(statements: statements, range: start.range.union(previous.range))
    }

    private mutating func parseStatement() throws(SyntaxError) -> Statement {
        let start = current.range
        guard current.kind == .word else { throw notAStatement() }
        let kind: Statement.Kind
        let word = text(current).lowercased()
        if Statement.firstWords.contains(word) { mark(.keyword) }
        switch word {
        case "let": kind = try parseBinding()
        case "param": kind = try parseParameter()
        case "if": kind = try parseConditional()
        case "for": kind = try parseLoop()
        case "include":
            advance()
            let file = try parseArgument(.slot(.file))
            if current.kind == .word, peek().kind == .equals {
                couldBe(.statementEnd)
                let script = "\(source.text(file.range)) \(writtenStatement(from: index) ?? "NAME=value")"
                throw unexpected(hint: .instead("only \"run\" takes values for parameters: run \(script)"))
            }
            kind = .include(file)
        case "print": kind = try parsePrint()
        case "scenario":
            advance()
            let title = try parseArgument(.part(.title))
            if title.literalText?.trimmed.isEmpty == true { complain(.emptyTitle, at: title.range) }
            kind = .scenario(title: title, body: try parseBlock())
        case "expect": kind = try parseExpectation()
        case "try": kind = try parseAttempt()
        case "rehearse": kind = try parseRehearsal()
        case "skip":
            advance()
            if isAtStatementEnd { couldBe(.part(.reason)) }
            kind = .skip(isAtStatementEnd ? nil : try parseArgument(.part(.reason)))
        default:
            if RowKind(firstWord: word) != nil {
                kind = .query(try parseQuery(isWhole: true))
            } else {
                kind = .command(try parseCommand())
            }
        }
        return Statement(kind, range: start.union(previous.range))
    }

    private func notAStatement() -> SyntaxError {
        switch current.kind {
        case .invalid: SyntaxError(alreadyReportedAt: current.range)
        case .unclosedParenthesis: unclosed(current)
        case .leftBrace: SyntaxError(.blockWithoutHead, current.range)
        default: SyntaxError(.notAStatement(found(current)), current.range)
        }
    }
}
