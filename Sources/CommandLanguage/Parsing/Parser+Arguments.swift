import Recipients

extension Parser {
    /// Reads an argument.
    ///
    /// - Parameter expectation: What it is expected to be.
    mutating func parseArgument(_ expectation: ExpectedSyntax) throws(SyntaxError) -> Argument {
        let token = current
        let start = index
        switch token.kind {
        case .word, .string, .variable, .heredoc, .invalid:
            let kind = argumentKind(of: token)
            if token.kind == .word {
                expectedAtName = expected.index == index ? expected.all : []
                lastNameIndex = index
            }
            if expectation == .slot(.file) || expectation == .slot(.input) { mark(.file) }
            advance()
            let next = lexed.tokens[min(start + 1, lexed.tokens.count - 1)]
            if next.kind == .leftParenthesis, !next.followsSpace, token.kind != .invalid {
                let isCall = token.kind == .word && Function.names.contains(text(token).lowercased())
                throw SyntaxError(
                    isCall
                        ? .bareCall(calculation(at: start) ?? "\(text(token))(…)")
                        : .touchingArguments(quoted: withParentheses(at: start)),
                    token.range.union(next.range))
            }
            return Argument(kind, range: token.range)
        case .leftParenthesis:
            return try parseParenthesizedArgument()
        default:
            couldBe(expectation)
            throw unexpected(hint: missingArgumentHint(expectation))
        }
    }

    /// A word together with the parentheses right after it, as one name to be quoted; nil where that makes no name.
    private func withParentheses(at start: Int) -> String? {
        let token = lexed.tokens[start]
        guard token.kind == .word else { return nil }
        var end = start
        while lexed.tokens[end].kind != .rightParenthesis, !lexed.tokens[end].endsStatement { end += 1 }
        guard lexed.tokens[end].kind == .rightParenthesis else { return nil }
        return ArgumentText.literal(source.text(token.range.union(lexed.tokens[end].range)))
    }

    /// Texts that touch, some of them in parentheses, as one text in quotes; nil if one of them is something else, such
    /// as a keyword of the statement.
    private func joinedText(at start: Int, in taker: OptionTaker?) -> String? {
        var text = ""
        var end = start
        while end == start || !lexed.tokens[end].followsSpace, !lexed.tokens[end].endsStatement {
            let isParenthesized = lexed.tokens[end].kind == .leftParenthesis
            let piece = isParenthesized ? end + 1 : end
            guard piece + 1 < lexed.tokens.count, let literal = literalText(of: lexed.tokens[piece]),
                !isParenthesized || lexed.tokens[piece + 1].kind == .rightParenthesis,
                isParenthesized || !isKeyword(lexed.tokens[piece], of: taker)
            else { return nil }
            text += literal
            end = piece + (isParenthesized ? 2 : 1)
            if end >= lexed.tokens.count { break }
        }
        return ArgumentText.literal(text)
    }

    /// Whether a token is an option, or a word that goes on with the command or the query.
    func isKeyword(_ token: Token, of taker: OptionTaker?) -> Bool {
        guard let taker, token.kind == .word else { return false }
        let word = text(token).lowercased()
        if word.hasPrefix("--") { return true }
        return taker.names(word)
    }

    /// The text of a word, or of a string without variables; nil for other tokens.
    func literalText(of token: Token) -> String? {
        switch token.kind {
        case .word: text(token)
        case .string: parts(of: token).literalText
        default: nil
        }
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
    private mutating func parseParenthesizedArgument() throws(SyntaxError) -> Argument {
        let (start, taker) = (index, optionTaker)
        optionTaker = nil
        let expression = try parsePostfix()
        let range = lexed.tokens[start].range.union(previous.range)
        if !current.followsSpace, current.isArgument && current.kind != .invalid || current.opensParenthesis {
            throw SyntaxError(.touchingArguments(quoted: joinedText(at: start, in: taker)), range.union(current.range))
        }
        optionTaker = taker
        if taker != nil { takeOptions() }
        return Argument(.expression(expression), range: range)
    }

    /// The hint for an argument that is missing at the end of a statement: how to quote what was probably meant as a
    /// name, or what the command takes.
    private func missingArgumentHint(_ expectation: ExpectedSyntax) -> SyntaxProblem.Hint? {
        guard previous.kind == .word, isAtStatementEnd else { return nil }
        if let hint = commentHint(expectation) { return hint }
        let word = text(previous).lowercased()
        guard ["group", "new", "backup", "latest"].contains(word) else { return nil }
        if let verb = optionTaker?.verb, verb.words.contains(word) { return .usage(CommandTable[verb].syntax) }
        return expectation == .slot(.id) ? hintOnKeywordOfBackup : .quoteKeyword(word)
    }

    /// The hint that the token before the current one, `backup` or `latest`, was meant as the name of a group, or what
    /// follows it where no name can be.
    var hintOnKeywordOfBackup: SyntaxProblem.Hint {
        let word = text(previous).lowercased()
        if mayBeGroup(at: index - 1) { return .quoteKeyword(word) }
        return word == "backup"
            ? .instead("name the backup by its id: backup 3; \"backups\" lists them")
            : .instead("name the group: latest backup of NAME")
    }

    /// Whether the statement continues here after the state or the backup that it names.
    var isAfterState: Bool {
        if isAtStatementEnd || isAtOption { return true }
        return current.kind == .word && Self.clauses.union(Self.prepositions).contains(text(current).lowercased())
    }

    /// The hint for the comment before the current token, if it looks like what is missing: there is no space after
    /// its `#`.
    private func commentHint(_ expectation: ExpectedSyntax) -> SyntaxProblem.Hint? {
        let between = SourceRange(previous.range.upper, current.range.lower)
        guard let comment = lexed.comments.first(where: { $0.lower >= between.lower && $0.upper <= between.upper })
        else { return nil }
        let words = source.text(comment).prefix { !";{}".contains($0) }.split(whereSeparator: \.isWhitespace)
        guard let first = words.first, first.count > 1, !first.hasPrefix("##") else { return nil }
        var name = String(first)
        switch expectation {
        case .slot(.id):
            guard BackupNumber.isWritten(String(first.dropFirst())) else { return nil }
            return .instead("leave out \"#\", which begins a comment: \(first.dropFirst())")
        case .slot(.group), .slot(.newName):
            let rest = words.dropFirst().prefix {
                !$0.hasPrefix("--") && !Self.clauses.union(Self.prepositions).contains($0.lowercased())
            }
            name = ([first] + rest).joined(separator: " ")
        default: break
        }
        return .instead("\"#\" begins a comment; quote a name that begins with it: \(name.abbreviated.quoted)")
    }

    /// The words that begin the clauses of queries.
    static let clauses: Set<String> = ["where", "count", "sort", "limit", "show", "to"]

    /// The words that may follow the name of a group within a command.
    private static let prepositions: Set<String> = ["into", "via", "from", "of", "with", "as", "at", "campaign"]

    /// Whether the word at a token may be the name of a group in place of the state that it begins.
    private func mayBeGroup(at place: Int) -> Bool {
        guard place > 0 else { return false }
        let before = lexed.tokens[place - 1]
        if isKeyword("compare", before) || isKeyword("with", before) { return true }
        return isKeyword("of", before) && place > 1 && isKeyword("recipients", lexed.tokens[place - 2])
    }

    /// Reads the id of a backup.
    mutating func parseID() throws(SyntaxError) -> Argument {
        if isKeyword("backup", previous), !isAtStatementEnd, isAfterState {
            couldBe(.slot(.id))
            throw unexpected(hint: hintOnKeywordOfBackup)
        }
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
        if span == nil, text.isOfDigits, let unit = unitWord(current) {
            span = Int64(text).flatMap { TimeSpan($0, unit) }
            written += " \(self.text(current))"
            whole = whole.union(current.range)
            advance()
        }
        guard let span else {
            if isAtUnitWithoutLength, Numeral.value(text) != nil {
                throw SyntaxError(
                    unitWithoutLength(count: text.isOfDigits ? Int64(text) : nil), whole.union(current.range))
            }
            let isTooLong = DurationText.isWritten(written)
            complain(.invalidValue(isTooLong ? .durationTooLong(written) : .notADuration(written)), at: whole)
            return argument
        }
        argument = Argument(.expression(Expression(.duration(span), range: whole)), range: whole)
        return argument
    }

    /// Whether the current token is a unit of varying length: a month or a year.
    var isAtUnitWithoutLength: Bool { ["month", "months", "year", "years"].contains { isKeyword($0) } }

    /// The problem with that unit after a count; nil if the count is not a whole number.
    func unitWithoutLength(count: Int64?) -> SyntaxProblem {
        let unit: SyntaxProblem.VaryingUnit = isKeyword("year") || isKeyword("years") ? .year : .month
        guard let count else { return .unitWithoutLength(unit, days: nil) }
        let (days, overflow) = count.multipliedReportingOverflow(by: unit.days)
        return .unitWithoutLength(unit, days: overflow || TimeSpan(days, .day) == nil ? nil : days)
    }

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
