import Recipients

extension Parser {
    /// Whether the current token is the first word of a command.
    var isAtCommand: Bool {
        current.kind == .word && !CommandTable.commands(beginningWith: text(current).lowercased()).isEmpty
    }

    /// Reads a command by its entry in the table.
    mutating func parseCommand() throws(SyntaxError) -> CommandCall {
        let start = current.range
        let command = try parseVerb()
        var call = CommandCall(verb: command.verb, range: start)
        try parse(command.pattern.elements.dropFirst(verbLength(command)), into: &call)
        if !isAtStatementEnd { throw leftover(after: command) }
        optionTaker = nil
        call.options = options
        options = []
        return CommandCall(call, range: start.union(previous.range))
    }

    /// Reads the verb. From then on, options are taken wherever they are.
    private mutating func parseVerb() throws(SyntaxError) -> Command {
        let candidates = CommandTable.commands(beginningWith: text(current).lowercased())
        guard let first = candidates.first else { throw unknownCommand() }
        (options, mappedColumns) = ([], [])
        mark(.keyword)
        if candidates.count == 1 {
            optionTaker = .command(first.verb)
            advance()
            return first
        }
        // The commands that begin with the words so far.
        var begun = candidates
        var count = 1
        while case let longer = begun.filter({ $0.words.count > count && isKeyword($0.words[count], peek()) }),
            !longer.isEmpty
        {
            advanceOnce()
            mark(.keyword)
            begun = longer
            count += 1
            if begun.count == 1, begun[0].words.count == count {
                optionTaker = .command(begun[0].verb)
                advance()
                return begun[0]
            }
        }
        let bare = begun.first { $0.words.count == count }
        let longer = begun.filter { $0.words.count > count }
        advanceOnce()
        if current.kind == .endOfFile { end.verbWords = longer.map { ($0.words[count], $0.verb) } }
        if let bare, isAtStatementEnd || isAtOption {
            optionTaker = .command(bare.verb)
            takeOptions()
            return bare
        }
        for command in longer { couldBe(.keyword(command.words[count])) }
        if bare != nil { couldBe(.statementEnd) }
        throw unexpected(hint: queryInPlaceOfCommand)
    }

    /// The hint after `show`, where a query without it is meant.
    private var queryInPlaceOfCommand: SyntaxProblem.Hint? {
        guard current.kind == .word, isKeyword("show", previous), RowKind(firstWord: text(current).lowercased()) != nil
        else { return nil }
        return .instead("write a query by itself: \(writtenStatement(from: index) ?? text(current).lowercased())")
    }

    /// How many elements of the pattern `parseVerb` has consumed: only the first word if it identifies the command, so
    /// that options may follow it.
    private func verbLength(_ command: Command) -> Int {
        let first = command.words.first ?? ""
        return CommandTable.commands(beginningWith: first).count == 1 ? 1 : command.words.count
    }

    private func unknownCommand() -> SyntaxError {
        let word = text(current)
        if isKeyword("else") {
            return SyntaxError(.elseWithoutIf, current.range)
        }
        // Nobody sees the hint of a problem that is only counted, and a long text may have many.
        if problems.isFull { return SyntaxError(.unknownCommand(word, nil), current.range) }
        let known = CommandTable.firstWords + Statement.firstWords + RowKind.firstWords
        let meant = known.nearest(to: word) ?? (word.count > 2 ? known.continuation(of: word) : nil)
        var hint = meant.map(SyntaxProblem.CommandHint.didYouMean)
        if let sentence = Lookalike.ofStatement(word) { hint = .instead(sentence) }
        if peek().kind == .equals { hint = .binding(name: word) }
        if Function(rawValue: word.lowercased()) != nil || Numeral.value(word) != nil { hint = .printing }
        return SyntaxError(.unknownCommand(word, hint), current.range)
    }

    /// The error for anything after a complete command.
    private mutating func leftover(after command: Command) -> SyntaxError {
        if !command.options.isEmpty { couldBe(.option) }
        couldBe(.statementEnd)
        return unexpected(
            hint: callOfCommand(command) ?? optionWithoutDashes(of: command), fallback: .usage(command.syntax))
    }

    /// The hint for parentheses behind a command that takes nothing: for `quit()`, `quit`.
    private func callOfCommand(_ command: Command) -> SyntaxProblem.Hint? {
        guard current.kind == .leftParenthesis, peek().kind == .rightParenthesis, peek(2).endsStatement,
            command.pattern.elements.count == command.words.count
        else { return nil }
        return .instead(command.verb.rawValue.asSuggestion)
    }

    /// The hint for `set backup of NAME off`: the right order of words.
    private func switchedBackup(_ verb: Verb) -> SyntaxProblem.Hint? {
        guard verb == .setBackup, isKeyword("of") || isKeyword("for") else { return nil }
        let isGroup = isKeyword("group", peek())
        let (name, state) = (peek(isGroup ? 2 : 1), peek(isGroup ? 3 : 2))
        guard name.isArgument, name.kind != .invalid, isKeyword("on", state) || isKeyword("off", state) else {
            return .instead("write \"set backup on\" or \"set backup off\" first, then \"for NAME\"")
        }
        return .instead("write \"set backup \(text(state).lowercased()) for \(text(name))\"")
    }

    /// The hint for the name of an option without its dashes after a complete command.
    private func optionWithoutDashes(of command: Command) -> SyntaxProblem.Hint? {
        guard current.kind == .word else { return nil }
        let name = String(text(current).drop { $0 == "-" })
        guard let option = command.option(named: name) else { return nil }
        let hasValue = option.valueKind != .flag && peek().isArgument && peek().kind != .invalid
        return .instead("write \"\(option.spelling)\(hasValue ? " \(text(peek()))" : "")\"")
    }

    private mutating func parse(
        _ elements: some Sequence<SyntaxPattern.Element>,
        into call: inout CommandCall
    ) throws(SyntaxError) {
        for element in elements { try parse(element, into: &call) }
    }

    private mutating func parse(
        _ element: SyntaxPattern.Element,
        into call: inout CommandCall
    ) throws(SyntaxError) {
        switch element {
        case .keyword(let word):
            try expectKeyword(word)
            if let keyword = Keyword(rawValue: word) { call.keywords.append(keyword) }
        case .slot(let slot): try parse(slot, into: &call)
        case .optional(let elements):
            if let first = elements.first, canBegin(first) { try parse(elements, into: &call) }
        case .anyOrder(let alternatives):
            var left = alternatives
            while let index = left.firstIndex(where: { $0.first.map { canBegin($0) } ?? false }) {
                try parse(left.remove(at: index), into: &call)
            }
        case .choice(let alternatives):
            for alternative in alternatives {
                guard let first = alternative.first, canBegin(first) else { continue }
                return try parse(alternative, into: &call)
            }
            throw unexpected(hint: switchedBackup(call.verb))
        }
    }

    private mutating func canBegin(_ element: SyntaxPattern.Element) -> Bool {
        switch element {
        case .keyword(let word):
            if !isKeyword(word) { couldBe(.keyword(word)) }
            return isKeyword(word)
        case .slot(.backup):
            let words = ["backup", "latest"]
            for word in words { couldBe(.keyword(word)) }
            return words.contains { isKeyword($0) }
        case .slot(let slot):
            if isAtStatementEnd { couldBe(.slot(slot)) }
            return !isAtStatementEnd
        case .optional(let elements): return elements.first.map { canBegin($0) } ?? false
        case .choice(let alternatives), .anyOrder(let alternatives):
            return alternatives.contains { $0.first.map { canBegin($0) } ?? false }
        }
    }
}

extension CommandCall {
    init(_ call: CommandCall, range: SourceRange) {
        self.init(
            verb: call.verb, range: range, arguments: call.arguments, references: call.references,
            keywords: call.keywords, condition: call.condition, shown: call.shown, assignments: call.assignments,
            options: call.options
        )
    }
}
