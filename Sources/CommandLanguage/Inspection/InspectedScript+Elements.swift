extension InspectedScript {
    /// What the text at a place in a script is.
    public enum Element: Sendable {
        case command(Command)
        case option(CommandOption)
        case rows(RowKind)
        /// A word that `help` has a page on.
        case topic(String)
        /// A variable, and how many of its members are included.
        case variable(Variable, memberCount: Int)
    }

    /// The element at an offset and its range; nil where there is nothing to explain.
    public func element(at offset: Int) -> (element: Element, range: SourceRange)? {
        guard let index = tokenIndex(at: offset) else { return nil }
        let token = lexed.tokens[index]
        if let variable = variable(at: offset) {
            let members = variable.members.filter { $0.range.lower <= offset }
            let end = members.last?.range.upper ?? variable.name.range.upper
            return (.variable(variable, memberCount: members.count), SourceRange(variable.range.lower, end))
        }
        guard token.kind == .word, let element = wordElement(index) else { return nil }
        return (element, token.range)
    }

    /// The variable at an offset, also within a text.
    public func variable(at offset: Int) -> Variable? {
        guard let index = tokenIndex(at: offset) else { return nil }
        let token = lexed.tokens[index]
        switch token.kind {
        case .variable:
            let names = SourceRange(token.range.lower + 1, token.range.upper)
            return Lexer.variable(named: names, of: source, in: token.range)
        case .string where Int(token.payload) < lexed.strings.count:
            for case .variable(let variable) in lexed.strings[Int(token.payload)]
            where variable.range.lower <= offset && offset <= variable.range.upper {
                return variable
            }
            return nil
        default: return nil
        }
    }

    private func wordElement(_ index: Int) -> Element? {
        let word = source.text(lexed.tokens[index].range).lowercased()
        switch roles[index] {
        case .option: return command(around: index)?.option(named: String(word.dropFirst(2))).map(Element.option)
        case .function: return topic(word)
        case .keyword:
            let command = command(around: index)
            if let command, command.pattern.names(word) { return .command(command) }
            if let kind = RowKind(firstWord: word) { return .rows(kind) }
            if LanguageTopic.allCases.contains(where: { $0.words.contains(word) }) { return topic(word) }
            return command.map(Element.command) ?? topic(word)
        case .plain, .literal, .member, .variableName, .field, .file, .sign, .optionEquals, .fieldEquals, .columnEquals,
            .columnEnd:
            return nil
        }
    }

    private func topic(_ word: String) -> Element? {
        LanguageTopic.helpTopics.contains(word) ? .topic(word) : nil
    }

    /// The command of the statement around a token, judged by its first words.
    private func command(around index: Int) -> Command? {
        var tokens = lexed.tokens[statementStart(of: index)...index]
        func word(_ token: Token?) -> String? {
            token.flatMap { $0.kind == .word ? source.text($0.range).lowercased() : nil }
        }
        if word(tokens.first) == "let", let equals = tokens.firstIndex(where: { $0.kind == .equals }) {
            tokens = tokens[(equals + 1)...]
        }
        guard let first = word(tokens.first) else { return nil }
        let words = lexed.tokens[tokens.startIndex...].prefix(3).map { word($0) ?? "" }
        if let command = CommandTable.command(begunBy: words) { return command }
        let commands = CommandTable.commands(beginningWith: first)
        return commands.count == 1 ? commands[0] : nil
    }
}
