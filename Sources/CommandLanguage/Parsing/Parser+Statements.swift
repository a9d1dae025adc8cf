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
                if let statement = parseStatementOrRecover() { statements.append(statement) }
            }
        }
    }

    /// Reads a statement; nil, and at the statement's end, if there is something wrong with it.
    private mutating func parseStatementOrRecover() -> Statement? {
        let start = index
        let outerComplaint = hasComplained
        hasComplained = false
        defer { hasComplained = outerComplaint }
        do {
            let statement = try parseStatement()
            try expectStatementEnd()
            return hasComplained ? nil : statement
        } catch {
            note(error, since: start)
            optionTaker = nil
            isInCondition = false
            recover()
            return nil
        }
    }

    mutating func expectStatementEnd() throws(SyntaxError) {
        if isAtStatementEnd { return }
        couldBe(.statementEnd)
        throw unexpected()
    }

    /// Skips the rest of a statement that cannot be read; blocks in it are read for what is wrong in them.
    private mutating func recover() {
        if current.kind == .newline, peek().kind == .leftBrace { advance() }
        while !isAtStatementEnd {
            if current.kind != .leftBrace {
                advance()
            } else if depth < Self.maximumDepth {
                _ = try? parseBlock()
            } else {
                skipBlock()
            }
        }
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
        let statements = parseStatements(inBlock: true)
        guard current.kind == .rightBrace else {
            throw SyntaxError(.unclosedBrace, start.range)
        }
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
            kind = .include(try parseArgument(.slot(.file)))
        case "print": kind = try parsePrint()
        case "scenario":
            advance()
            let title = try parseArgument(.part(.title))
            kind = .scenario(title: title, body: try parseBlock())
        case "expect": kind = try parseExpectation()
        default:
            if RowKind(rawValue: word) != nil {
                kind = .query(try parseQuery())
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
