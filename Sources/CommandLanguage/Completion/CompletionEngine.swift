/// Finds what may be typed at the cursor: the parser reads what is before it and says what it expects next.
struct CompletionEngine<Context: CompletionContext> {
    let piece: CompletionPiece
    let parser: Parser
    let tail: [UInt8]
    let context: Context

    init(_ piece: CompletionPiece, head: [UInt8], tail: [UInt8], _ context: Context) {
        self.piece = piece
        self.tail = tail
        self.context = context
        parser = Parser.readToEnd(Source(name: nil, bytes: head))
    }

    func candidates() -> [Completion.Candidate] {
        var seen: Set<String> = []
        return all().filter { seen.insert($0.text).inserted }
    }

    private func all() -> [Completion.Candidate] {
        switch piece.form {
        case .variable:
            return variables.filter { begins($0) }.map { .init(text: $0 + closingBrace, shown: $0, kind: .variable) }
        case .member(let owner, let place): return members(of: owner, place)
        case .bare, .quoted: break
        }
        if isAtStatementStart { return commands + rows + keywords(Statement.firstWords) }
        if let option = optionWithoutValue { return values(of: option) }
        if parser.end.namesOfOption != nil { return restoredNames }
        if parser.end.lacksIn { return keywords(["in"]) }
        var found = verbs + queriesAndCommands
        for expectation in parser.expectationsAtEnd { found += meeting(expectation) }
        if parser.end.mayNegate { found += keywords(["not"]) }
        return found + operators + options
    }

    // MARK: Places

    /// The tokens before the piece, without the end of the file.
    var tokens: ArraySlice<Token> { parser.lexed.tokens.dropLast() }

    func isKeyword(_ word: String, _ token: Token?) -> Bool {
        token.map { parser.isKeyword(word, $0) } ?? false
    }

    /// The token that many tokens before the piece; 0 for the one right before it.
    func token(back count: Int) -> Token? { tokens.dropLast(count).last }

    private var isAtStatementStart: Bool {
        guard let last = tokens.last else { return true }
        return last.endsStatement || last.kind == .leftBrace
    }

    /// The option at the end of the source that lacks its value: only the value can come next.
    private var optionWithoutValue: CommandOption? {
        for case .value(let name) in parser.expectationsAtEnd { return parser.end.optionTaker?.option(name) }
        return nil
    }

    /// The first words of commands.
    var commands: [Completion.Candidate] {
        CommandTable.firstWords.flatMap { keywords([$0], .command(CommandTable.commands(beginningWith: $0))) }
    }

    /// The next words of the commands whose beginning ends the source.
    private var verbs: [Completion.Candidate] {
        parser.end.verbWords.flatMap { keywords([$0.word], .command([CommandTable[$0.verb]])) }
    }

    private var rows: [Completion.Candidate] {
        RowKind.firstWords.flatMap { word in
            RowKind(firstWord: word).map { keywords([word], .rows($0)) } ?? []
        }
    }

    /// What may be typed in place of a value: a command after `let x =`, a query in many places.
    private var queriesAndCommands: [Completion.Candidate] {
        guard let last = tokens.last else { return [] }
        if last.kind == .leftParenthesis {
            guard !last.followsSpace, let function = token(back: 1), function.kind == .word else {
                return rows + keywords(["group", "backup", "latest", "recipient"])
            }
            return Function.takesRows(parser.text(function).lowercased()) ? rows : []
        }
        if isKeyword("in", last), isKeyword("for", token(back: 2)) { return rows }
        return last.kind == .equals && isKeyword("let", token(back: 2)) ? commands + rows : []
    }

    var variables: [String] {
        context.variables().names.union(parser.declaredNames).sorted()
    }

    // MARK: Offers

    /// The keywords that begin with the piece.
    func keywords(_ words: [String], _ kind: Completion.Kind = .keyword) -> [Completion.Candidate] {
        guard case .bare = piece.form else { return [] }
        return words.filter { begins($0) }.map { .init(text: $0 + space, shown: $0, kind: kind) }
    }

    /// Names and values, quoted where they need it.
    func arguments(_ texts: [String], _ kind: Completion.Kind) -> [Completion.Candidate] {
        texts.filter { begins($0) }.map { .init(text: argument($0) + space, shown: $0, kind: kind) }
    }

    /// A text as it is written in the source: in quotation marks if it needs them, or if the user has begun with one.
    func argument(_ text: String) -> String {
        if case .quoted = piece.form { return ArgumentText.literal(text) }
        return ArgumentText.of(text)
    }

    func begins(_ text: String) -> Bool {
        text.lowercased().hasPrefix(piece.text.lowercased())
    }

    /// The space after a complete candidate, unless there already is white space.
    var space: String {
        tail.first.map { $0 == Ascii.space || $0 == Ascii.newline } ?? false ? "" : " "
    }

    /// The `}` that closes `${`, unless there already is one.
    var closingBrace: String {
        piece.isInBraces && tail.first != Ascii.rightBrace ? "}" : ""
    }

    /// The options of the command that are not given yet. Before their dashes are typed they are offered only where the
    /// statement could end, and those of queries not at all.
    private var options: [Completion.Candidate] {
        guard let taker = parser.end.optionTaker, case .bare = piece.form else { return [] }
        // Hardly any query has options.
        let isEnd = piece.text.isEmpty && parser.problems.isEmpty && taker != .query
        guard piece.text.hasPrefix("-") || isEnd else { return [] }
        let used = usedOptions
        return taker.options.filter { $0.isRepeatable || !used.contains($0.spelling) }
            .filter { taker != .query || parser.end.queryOptions.contains($0.name) }
            .flatMap { keywords([$0.spelling], .option($0)) }
    }

    private var usedOptions: Set<String> {
        let statement = tokens.suffix(while: { !$0.endsStatement && $0.kind != .leftBrace })
        return Set(statement.map { parser.text($0).lowercased() })
    }

    private var operators: [Completion.Candidate] {
        guard piece.text.isEmpty || piece.text.first?.isLetter == true else { return [] }
        var words: [String] = []
        if parser.end.endsComparable {
            words += piece.text.isEmpty ? ["=", "!=", "<", "<=", ">", ">=", "~", "!~"] : []
            words += ["in", "not in"]
        }
        // A value alone is not a condition, but what ends a comparison may be joined with another.
        if parser.end.endsOperand { words += ["and", "or"] }
        return keywords(words)
    }
}

extension ArraySlice {
    /// The longest suffix whose elements all satisfy a condition.
    fileprivate func suffix(while holds: (Element) -> Bool) -> ArraySlice {
        guard let index = lastIndex(where: { !holds($0) }) else { return self }
        return self[(index + 1)...]
    }
}
