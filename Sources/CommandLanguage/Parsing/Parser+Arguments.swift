import Recipients

extension Parser {
    /// Reads an argument.
    ///
    /// - Parameter expectation: What it is expected to be.
    mutating func parseArgument(_ expectation: ExpectedSyntax) throws(SyntaxError) -> Argument {
        let token = current
        switch token.kind {
        case .word, .string, .variable, .heredoc, .invalid:
            let kind = argumentKind(of: token)
            if token.kind == .word { lastNameIndex = index }
            if expectation == .slot(.file) || expectation == .slot(.input) { mark(.file) }
            advance()
            if current.kind == .leftParenthesis, !current.followsSpace, token.kind != .invalid {
                let isCall = token.kind == .word && Function.names.contains(text(token).lowercased())
                throw SyntaxError(
                    isCall ? .bareCall(text(token)) : .touchingArguments(quoted: withParentheses(token)),
                    token.range.union(current.range))
            }
            return Argument(kind, range: token.range)
        case .leftParenthesis:
            let expression = try parseParenthesizedArgument()
            return Argument(.expression(expression), range: token.range.union(previous.range))
        default:
            couldBe(expectation)
            throw unexpected(hint: keywordAsNameHint)
        }
    }

    /// A word together with the parentheses right after it, as one name to be quoted; nil where that makes no name.
    private func withParentheses(_ token: Token) -> String? {
        guard token.kind == .word else { return nil }
        var end = index
        while lexed.tokens[end].kind != .rightParenthesis, !lexed.tokens[end].endsStatement { end += 1 }
        guard lexed.tokens[end].kind == .rightParenthesis else { return nil }
        return ArgumentText.literal(source.text(token.range.union(lexed.tokens[end].range)))
    }

    /// The kind of an argument that consists of a single token.
    private func argumentKind(of token: Token) -> Argument.Kind {
        switch token.kind {
        case .string: .string(parts(of: token))
        case .heredoc: .heredoc(parts(of: token).literalText ?? "")
        case .variable: variable(token).map(Argument.Kind.variable) ?? .word(text(token))
        default: .word(text(token))
        }
    }

    /// The parts of a string or a here-document.
    func parts(of token: Token) -> [StringPart] {
        let payload = Int(token.payload)
        return payload < lexed.strings.count ? lexed.strings[payload] : []
    }

    /// The variable of a token of kind `variable`.
    func variable(_ token: Token) -> Variable? {
        let names = SourceRange(token.range.lower + 1, token.range.upper)
        return Lexer.variable(named: names, of: source, in: token.range)
    }

    /// Reads `( expression )` as an argument. Options within the parentheses are not the command's.
    private mutating func parseParenthesizedArgument() throws(SyntaxError) -> Expression {
        let taker = optionTaker
        optionTaker = nil
        let expression = try parsePostfix()
        optionTaker = taker
        if taker != nil { takeOptions() }
        return expression
    }

    /// The hint for a keyword that may have been meant as a name.
    private var keywordAsNameHint: SyntaxProblem.Hint? {
        guard previous.kind == .word, isAtStatementEnd else { return nil }
        let word = text(previous).lowercased()
        guard ["group", "new", "backup", "latest"].contains(word) else { return nil }
        return .quoteKeyword(word)
    }

    /// Reads the id of a backup.
    mutating func parseID() throws(SyntaxError) -> Argument {
        let argument = try parseArgument(.slot(.id))
        if let text = argument.literalText, !BackupNumber.isWritten(text) {
            complain(.invalidValue(.notAnID(.text(text))), at: argument.range)
        }
        return argument
    }

    /// Reads an instant; a literal becomes an expression.
    mutating func parseInstant() throws(SyntaxError) -> Argument {
        let argument = try parseArgument(.slot(.instant))
        guard let text = argument.literalText else { return argument }
        guard let instant = WrittenInstant(text) else {
            complain(.invalidValue(.notAnInstant(text)), at: argument.range)
            return argument
        }
        return Argument(.expression(Expression(.instant(instant), range: argument.range)), range: argument.range)
    }

    /// Reads a duration of one or two words; a literal becomes an expression.
    mutating func parseDuration() throws(SyntaxError) -> Argument {
        var argument = try parseArgument(.slot(.duration))
        guard let text = argument.literalText else { return argument }
        var span = DurationText.value(text)
        var written = text
        var whole = argument.range
        if span == nil, current.kind == .word, let unit = unitWord(current), let count = Int64(text), count >= 0 {
            span = TimeSpan(count, unit)
            written += " \(self.text(current))"
            whole = whole.union(current.range)
            advance()
        }
        guard let span else {
            if isAtUnitWithoutLength, Int64(text) != nil {
                throw SyntaxError(.unitWithoutLength(unitWithoutLength), whole.union(current.range))
            }
            complain(.invalidValue(.notADuration(written)), at: whole)
            return argument
        }
        argument = Argument(.expression(Expression(.duration(span), range: whole)), range: whole)
        return argument
    }

    /// Whether the current token is a unit of varying length: a month or a year.
    var isAtUnitWithoutLength: Bool { ["month", "months", "year", "years"].contains { isKeyword($0) } }

    /// That unit in the singular.
    var unitWithoutLength: String { isKeyword("year") || isKeyword("years") ? "year" : "month" }

    /// The unit of a duration of two words.
    func unitWord(_ token: Token) -> TimeSpan.Unit? {
        guard token.kind == .word, token.range.upper - token.range.lower > 1 else { return nil }
        return TimeSpan.Unit(text(token))
    }

    /// Reads what follows `limit`.
    mutating func parseLimit() throws(SyntaxError) -> Argument {
        let argument = try parseArgument(.part(.rowCount))
        if let text = argument.literalText, RowCount.value(text) == nil {
            complain(.invalidValue(.notARowCount(.text(text))), at: argument.range)
        }
        return argument
    }
}
