import Recipients

extension Parser {
    /// Whether a word that begins with `--` stands here.
    var isAtOption: Bool {
        let range = current.range
        return current.kind == .word && range.upper - range.lower >= 2 && bytes[range.lower] == Ascii.minus
            && bytes[range.lower + 1] == Ascii.minus
    }

    /// Takes the options that stand here and complains about those that the command does not have.
    mutating func takeOptions() {
        guard let command = optionTaker else { return }
        optionTaker = nil
        defer { optionTaker = command }
        if current.kind == .endOfFile { end.mayTakeOptions(of: command) }
        while isAtOption {
            do {
                try parseOption(of: command)
            } catch {
                if let failure = error.failure { complain(failure, at: error.range) }
                hasComplained = true
            }
            if current.kind == .endOfFile { end.mayTakeOptions(of: command) }
        }
    }

    private mutating func parseOption(of command: Command) throws(SyntaxError) {
        let token = current
        let word = text(token)
        mark(.option)
        advance()
        guard let option = command.option(named: String(word.dropFirst(2))) else {
            skipOptionValue()
            throw SyntaxError(unknownOption(word, of: command), token.range)
        }
        if !option.isRepeatable, options.contains(where: { $0.option == option.name }) {
            complain(Failure(.syntax, "\(option.spelling) stands twice", help: "leave one out"), at: token.range)
        }
        let value = try parseValue(of: option, token)
        options.append(OptionUse(option: option.name, value: value, range: token.range.union(previous.range)))
    }

    /// Skips the value of an option that nobody knows, as far as it can be told.
    private mutating func skipOptionValue() {
        if current.kind == .equals {
            advance()
            if current.isArgument { advance() }
        }
    }

    private func unknownOption(_ word: String, of command: Command) -> Failure {
        let name = command.verb.resultName
        guard !command.options.isEmpty else {
            return Failure(.unknownOption, "\(name.inQuotes) takes no options, found \(word.inQuotes)")
        }
        let spellings = command.options.map(\.spelling)
        let help = spellings.nearest(to: word).map { "did you mean \($0.inQuotes)?" }
        return Failure(
            .unknownOption, "\(name.inQuotes) has no option \(word.inQuotes)",
            help: help ?? "its options are \(spellings.joined(separator: ", "))"
        )
    }

    private mutating func parseValue(of option: CommandOption, _ token: Token) throws(SyntaxError) -> OptionUse.Value {
        if option.valueKind == .flag {
            guard current.kind == .equals, !current.followsSpace else { return .flag }
            let range = current.range
            skipOptionValue()
            throw SyntaxError("\(option.spelling) takes no value", range)
        }
        if current.kind == .equals {
            mark(.optionEquals)
            advance()
        }
        if current.kind == .endOfFile { end.lacksValue(of: option) }
        guard isAtArgument, !isAtOption else { throw missingValue(of: option, token) }
        switch option.valueKind {
        case .mapping: return try parseMapping(option)
        case .names: return .names(try parseNames())
        case .flag, .choice, .delimiter, .file, .text:
            let argument = try parseArgument("a value")
            if let text = argument.literalText {
                do {
                    _ = try option.value(from: text)
                } catch {
                    complain(error, at: argument.range)
                }
            }
            return .argument(argument)
        }
    }

    private func missingValue(of option: CommandOption, _ token: Token) -> SyntaxError {
        if current.kind == .unclosedParenthesis { return unclosed(current) }
        var help = "write \(option.usage)"
        if !current.endsStatement || current.kind == .semicolon, !isAtOption {
            help = "quote it: \(option.spelling) \"\(text(current))\""
        }
        return SyntaxError("\(option.spelling) needs a value", help: help, token.range)
    }

    /// Reads `COLUMN=FIELD`, or `COLUMN=` before white space or the end.
    private mutating func parseMapping(_ option: CommandOption) throws(SyntaxError) -> OptionUse.Value {
        let column = try parseArgument("a column")
        guard current.kind == .equals else {
            couldBe("\"=\"")
            throw unexpected(help: "write \(option.usage), or COLUMN= to leave a column out")
        }
        let hasField = peek().isArgument && !peek().followsSpace
        mark(hasField ? .columnEquals : .columnEnd)
        advance()
        guard hasField else { return .mapping(column: column, field: nil) }
        let field = try parseArgument("a field")
        return .mapping(column: column, field: field.literalText == "" ? nil : field)
    }

    /// Reads `a, b, "c d"`, with or without parentheses around it.
    private mutating func parseNames() throws(SyntaxError) -> [Argument] {
        let isParenthesized = accept(.leftParenthesis)
        var names: [Argument] = []
        repeat {
            if isParenthesized, !names.isEmpty, current.kind == .rightParenthesis { break }
            names.append(try parseArgument("a field's name"))
        } while accept(.comma)
        if isParenthesized { try expect(.rightParenthesis, ")") }
        return names
    }
}
