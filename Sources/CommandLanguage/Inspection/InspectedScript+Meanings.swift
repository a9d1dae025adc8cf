import Recipients

extension InspectedScript {
    /// What a part of the text is, for editors that colour it.
    public enum Meaning: Sendable {
        /// A word of the grammar, and `true`, `false`, `none`.
        case keyword
        case option
        /// One of the words that an option takes.
        case choice
        case function
        case field, member
        case variable, parameter
        case string, number, sign, comment
    }

    /// A part of the text and what it is.
    public struct MeaningfulRange: Sendable {
        /// Where it is: never part of a comment; a text may span several lines.
        public let range: SourceRange
        /// What it is.
        public let meaning: Meaning
        /// Whether a variable gets its value there.
        public let isDeclaration: Bool

        init(_ range: SourceRange, _ meaning: Meaning, isDeclaration: Bool = false) {
            self.range = range
            self.meaning = meaning
            self.isDeclaration = isDeclaration
        }
    }

    /// The meaningful parts of the text, by place, without overlaps. Names of groups and other names that users choose
    /// are left out.
    public var meanings: [MeaningfulRange] {
        let parameters = Set(checked.script.parameters.map(\.text))
        var found = lexed.tokens.indices.flatMap { meanings(of: $0, parameters) }
        found += lexed.comments.map { MeaningfulRange($0, .comment) }
        found += lexed.heredocBodies.map { MeaningfulRange($0, .string) }
        return found.sorted { $0.range.lower < $1.range.lower }
    }

    private func meanings(of index: Int, _ parameters: Set<String>) -> [MeaningfulRange] {
        let token = lexed.tokens[index]
        switch token.kind {
        case .word: return meaningOfWord(index, parameters).map { [$0] } ?? []
        case .variable:
            let names = SourceRange(token.range.lower + 1, token.range.upper)
            return Lexer.variable(named: names, of: source, in: token.range).map { meanings(of: $0, parameters) } ?? []
        case .string where Int(token.payload) < lexed.strings.count:
            let isField = roles[index] == .field
            return meanings(ofText: token, isField ? .field : .string, parameters)
        case .heredoc: return [MeaningfulRange(token.range, .string)]
        case .equals, .doubleEquals, .notEquals, .less, .lessOrEqual, .greater, .greaterOrEqual, .notMatches:
            return [MeaningfulRange(token.range, .sign)]
        default: return []
        }
    }

    private func meaningOfWord(_ index: Int, _ parameters: Set<String>) -> MeaningfulRange? {
        let range = lexed.tokens[index].range
        switch roles[index] {
        case .keyword, .literal: return MeaningfulRange(range, .keyword)
        case .option: return MeaningfulRange(range, .option)
        case .function: return MeaningfulRange(range, .function)
        case .field: return MeaningfulRange(range, .field)
        case .file: return MeaningfulRange(range, .string)
        case .member: return MeaningfulRange(SourceRange(range.lower + 1, range.upper), .member)
        case .variableName:
            let isParameter = parameters.contains(source.text(range))
            return MeaningfulRange(range, isParameter ? .parameter : .variable, isDeclaration: true)
        case .sign: return MeaningfulRange(range, .sign)
        case .plain: return plainMeaning(index).map { MeaningfulRange(range, $0) }
        case .optionEquals, .fieldEquals, .columnEquals, .columnEnd: return nil
        }
    }

    /// The meaning of a word that no keyword of the grammar fixes: a literal, an operator, or the value of an option.
    private func plainMeaning(_ index: Int) -> Meaning? {
        let word = source.text(lexed.tokens[index].range)
        if ["+", "-", "*", "/", "~"].contains(word) { return .sign }
        if Numeral.value(word) != nil || Instant(word) != nil || TimeSpan(word) != nil { return .number }
        let before = index > 0 ? roles[index - 1] : .plain
        return before == .option || before == .optionEquals ? .choice : nil
    }

    /// A variable: its name, with the `$`, and its members.
    private func meanings(of variable: Variable, _ parameters: Set<String>) -> [MeaningfulRange] {
        let isParameter = parameters.contains(variable.name.text)
        let name = SourceRange(variable.range.lower, variable.name.range.upper)
        return [MeaningfulRange(name, isParameter ? .parameter : .variable)]
            + variable.members.map { MeaningfulRange($0.range, .member) }
    }

    /// A text in quotation marks, without the variables interpolated in it.
    private func meanings(ofText token: Token, _ meaning: Meaning, _ parameters: Set<String>) -> [MeaningfulRange] {
        var found: [MeaningfulRange] = []
        var start = token.range.lower
        for case .variable(let variable) in lexed.strings[Int(token.payload)] {
            if variable.range.lower > start {
                found.append(MeaningfulRange(SourceRange(start, variable.range.lower), meaning))
            }
            found += meanings(of: variable, parameters)
            start = variable.range.upper
        }
        return start < token.range.upper
            ? found + [MeaningfulRange(SourceRange(start, token.range.upper), meaning)] : found
    }

    /// The files that the statements name literally, to read or to write, by place.
    public var files: [(name: String, range: SourceRange)] {
        lexed.tokens.indices.compactMap { index in
            let token = lexed.tokens[index]
            guard roles[index] == .file, let name = literalText(token), !name.isEmpty, name != "-" else { return nil }
            return (name, token.range)
        }
    }

    private func literalText(_ token: Token) -> String? {
        switch token.kind {
        case .word: source.text(token.range)
        case .string where Int(token.payload) < lexed.strings.count: lexed.strings[Int(token.payload)].literalText
        default: nil
        }
    }
}
