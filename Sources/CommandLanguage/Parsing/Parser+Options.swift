import Recipients

extension Parser {
    /// Whether the current token is a word that begins with `--`.
    var isAtOption: Bool {
        let range = current.range
        return current.kind == .word && range.upper - range.lower >= 2 && bytes[range.lower] == Ascii.minus
            && bytes[range.lower + 1] == Ascii.minus
    }

    /// Takes the options at the current token, and reports those that the command does not have.
    mutating func takeOptions() {
        guard let taker = optionTaker else { return }
        optionTaker = nil
        defer { optionTaker = taker }
        noteOptions(of: taker)
        while isAtOption {
            do {
                try parseOption(of: taker)
            } catch {
                if let problem = error.problem { complain(problem, at: error.range) }
                hasComplained = true
            }
            noteOptions(of: taker)
        }
    }

    /// Notes whose options could follow the end of the source; those of a query within a command's arguments do not
    /// hide the command's.
    private mutating func noteOptions(of taker: OptionTaker) {
        guard current.kind == .endOfFile, taker != .query || end.optionTaker == nil else { return }
        end.optionTaker = taker
        end.queryOptions = queryOptions
    }

    private mutating func parseOption(of taker: OptionTaker) throws(SyntaxError) {
        let token = current
        let word = text(token)
        mark(.option)
        advance()
        guard let option = taker.option(named: String(word.dropFirst(2))) else {
            skipOptionValue()
            throw SyntaxError(
                taker.verb.map { .unknownOption(word, of: $0) } ?? .unknownQueryOption(word), token.range)
        }
        if !option.isRepeatable, options.contains(where: { $0.option == option.name }) {
            complain(.repeatedOption(option.name), at: token.range)
        }
        let value = try parseValue(of: option, token)
        options.append(OptionUse(option: option.name, value: value, range: token.range.union(previous.range)))
    }

    /// Skips the value of an unknown option, as far as it can be recognised.
    private mutating func skipOptionValue() {
        if current.kind == .equals {
            advance()
            if current.isArgument { advance() }
        }
    }

    private mutating func parseValue(of option: CommandOption, _ token: Token) throws(SyntaxError) -> OptionUse.Value {
        if option.valueKind == .flag {
            guard current.kind == .equals, !current.followsSpace else { return .flag }
            let range = current.range
            skipOptionValue()
            throw SyntaxError(.flagWithValue(option.name), range)
        }
        let separator = current.kind == .equals ? current : nil
        if separator != nil {
            mark(.optionEquals)
            advance()
        }
        if separator != nil, isAtOption, !current.followsSpace { throw unquotedValue(of: option, token) }
        couldBe(.value(of: option.name), isSpoken: false)
        if option.valueKind == .mapping { couldBe(.part(.column), isSpoken: false) }
        guard isAtArgument, !isAtOption else { throw missingValue(of: option, token) }
        switch option.valueKind {
        case .mapping: return try parseMapping(option, after: separator)
        case .names: return .names(try parseNames())
        case .flag, .choice, .delimiter, .file, .text:
            if option.valueKind == .file, current.isArgument { mark(.file) }
            let argument = try parseArgument(.value(of: option.name))
            if let text = argument.literalText {
                do {
                    _ = try option.canonicalValue(of: text)
                } catch {
                    complain(.invalidValue(error), at: argument.range)
                }
            }
            return .argument(argument)
        }
    }

    /// Skips a value that looks like an option.
    private mutating func unquotedValue(of option: CommandOption, _ token: Token) -> SyntaxError {
        let start = current.range
        advance()
        skipOptionValue()
        let written = source.text(start.union(previous.range))
        return SyntaxError(.optionWithoutValue(option.name, .quote(written)), token.range)
    }

    private func missingValue(of option: CommandOption, _ token: Token) -> SyntaxError {
        if current.kind == .unclosedParenthesis { return unclosed(current) }
        var hint = SyntaxProblem.OptionHint.write(usage: option.usage)
        if !current.endsStatement || current.kind == .semicolon, !isAtOption { hint = .quote(text(current)) }
        return SyntaxError(.optionWithoutValue(option.name, hint), token.range)
    }

    /// Reads `COLUMN=FIELD`, or `COLUMN=` followed by white space or the end.
    ///
    /// - Parameters:
    ///   - option: The option.
    ///   - separator: The `=` before it; nil if there is none.
    private mutating func parseMapping(
        _ option: CommandOption,
        after separator: Token?
    ) throws(SyntaxError) -> OptionUse.Value {
        let column = try parseArgument(.part(.column))
        guard current.kind == .equals else {
            // It was meant as the one of the mapping.
            if let separator, separator.followsSpace {
                let hint = SyntaxProblem.Hint.writeMapping(usage: option.usage)
                throw SyntaxError(.unexpected(found(separator), [.part(.column)], hint), separator.range)
            }
            couldBe(.equals)
            throw unexpected(hint: .writeMapping(usage: option.usage))
        }
        if let name = column.literalText, !mappedColumns.insert(name.trimmed.normalizedNFC).inserted {
            complain(.repeatedColumn(name), at: column.range)
        }
        let hasField = (peek().isArgument || peek().opensParenthesis) && !peek().followsSpace
        mark(hasField ? .columnEquals : .columnEnd)
        advance()
        couldBe(.part(.field), isSpoken: false)
        guard hasField else { return .mapping(column: column, field: nil) }
        let field = try parseArgument(.part(.field))
        return .mapping(column: column, field: field.literalText == "" ? nil : field)
    }

    /// Reads `a, b, "c d"`, with or without parentheses around it.
    private mutating func parseNames() throws(SyntaxError) -> [Argument] {
        let isParenthesized = accept(.leftParenthesis)
        var names: [Argument] = []
        repeat {
            if isParenthesized, !names.isEmpty, current.kind == .rightParenthesis { break }
            if current.isArgument { mark(.field) }
            if current.kind == .endOfFile {
                end.namesOfOption = Set(names.compactMap { $0.literalText?.foldedForComparison })
            }
            names.append(try parseArgument(.part(.fieldName)))
        } while accept(.comma)
        if isParenthesized { try expect(.rightParenthesis) }
        return names
    }
}
