import Recipients

/// How much of the source a hint repeats, in characters of one line.
enum HintLength: Int {
    /// What is easily told apart from the words around it.
    case argument = 80
    /// What a terminal shows in three lines.
    case statement = 200

    func fits(_ text: String) -> Bool { text.count <= rawValue && !text.contains(where: \.isNewline) }
}

// What was probably meant, written out with the user's own words.
extension Parser {
    /// A statement from a token to its end, as written; nil if that is nothing, or too long for a hint.
    func writtenStatement(from start: Int) -> String? {
        let rest = restOfStatement(from: start)
        guard let first = rest.first, let last = rest.last else { return nil }
        let text = source.text(first.range.union(last.range))
        return HintLength.statement.fits(text) ? text : nil
    }

    // MARK: Operators

    /// The operation of an operator that is the current token, with white space around it: `a + b`.
    func operation(_ sign: String) -> String? {
        guard let left = operand(endingAt: index - 1), let right = operand(beginningAt: index + 1) else { return nil }
        return "\(left) \(sign) \(right)"
    }

    /// The operation of an operator at the beginning of the current word, with white space around it: for `+1` behind
    /// `a`, `a + 1`; nil if it begins with none, or if that makes no operation.
    var separatedOperation: String? {
        let word = text(current)
        guard current.kind == .word, let sign = word.first, Self.isOperator(sign) else { return nil }
        let rest = word.drop(while: Self.isOperator)
        guard let left = operand(endingAt: index - 1),
            let right = rest.isEmpty ? operand(beginningAt: index + 1) : String(rest)
        else { return nil }
        return "\(left) \(sign) \(right)"
    }

    /// The operation of an operator at the end of the field before the current token, with white space around it: for
    /// `city~` before `"x"`, `city ~ "x"`; nil if there is none.
    var operationOfPreviousWord: String? {
        guard index > 0, roles[index - 1] == .field, let sign = text(previous).last, Self.isOperator(sign),
            text(previous).count > 1, let right = operand(beginningAt: index)
        else { return nil }
        return "\(text(previous).dropLast()) \(sign) \(right)"
    }

    /// The current word with white space around the operators in it: for `2*3`, `2 * 3`; for `1+` before `2`, `1 + 2`.
    /// Nil if an operand is missing.
    var separatedWord: String? {
        var result = ""
        var wasOperator = true
        for character in text(current) {
            let isOperator = Self.isOperator(character)
            if isOperator, !wasOperator { result += " \(character) " }
            if !isOperator || wasOperator && character == "-" { result.append(character) }
            wasOperator = isOperator
        }
        return result.last == " " ? operand(beginningAt: index + 1).map { result + $0 } : result
    }

    static func isOperator(_ character: Character) -> Bool { "+-*/~".contains(character) }

    /// The operand whose last token this is, as written.
    private func operand(endingAt last: Int) -> String? {
        var (first, depth) = (last, 0)
        while first > 0 {
            if lexed.tokens[first].kind == .rightParenthesis { depth += 1 }
            if lexed.tokens[first].kind == .leftParenthesis { depth -= 1 }
            if depth <= 0 { break }
            first -= 1
        }
        if first > 0, lexed.tokens[first].kind == .leftParenthesis, !lexed.tokens[first].followsSpace { first -= 1 }
        return written(first, last)
    }

    /// The operand whose first token this is, as written.
    private func operand(beginningAt first: Int) -> String? { written(first, lastOfOperand(beginningAt: first)) }

    private func lastOfOperand(beginningAt first: Int) -> Int {
        var (last, depth) = (first, 0)
        while last + 1 < lexed.tokens.count, !lexed.tokens[last].endsStatement {
            if lexed.tokens[last].kind == .leftParenthesis { depth += 1 }
            if lexed.tokens[last].kind == .rightParenthesis { depth -= 1 }
            let next = lexed.tokens[last + 1]
            if depth <= 0, next.kind != .leftParenthesis || next.followsSpace { break }
            last += 1
        }
        return last
    }

    /// The call of a function that begins at a token, with what operators of arithmetic join to it, as written; nil if
    /// none does.
    func calculation(at start: Int) -> String? {
        guard let call = call(at: start) else { return nil }
        var last = lastOfOperand(beginningAt: start)
        while last + 2 < lexed.tokens.count,
            ["+", "-", "*", "/"].contains(where: { isKeyword($0, lexed.tokens[last + 1]) }),
            lexed.tokens[last + 2].isArgument || lexed.tokens[last + 2].opensParenthesis
        {
            last = lastOfOperand(beginningAt: last + 2)
            if last + 1 < lexed.tokens.count, unitWord(lexed.tokens[last + 1]) != nil { last += 1 }
        }
        return written(start, last) ?? call
    }

    /// The hint for a number with a comma before each group of three digits, as tables show it: for `3,191`, `3191`.
    ///
    /// - Parameter start: The first group, before a comma.
    /// - Returns: Nil if it is not such a number.
    func numberWithoutSeparators(from start: Int) -> SyntaxProblem.Hint? {
        guard start >= 0 else { return nil }
        var digits = text(lexed.tokens[start])
        guard digits.isOfDigits, digits.utf8.count <= 3 else { return nil }
        var next = start + 1
        while next + 1 < lexed.tokens.count, lexed.tokens[next].kind == .comma, !lexed.tokens[next].followsSpace {
            let group = lexed.tokens[next + 1]
            guard group.kind == .word, !group.followsSpace, text(group).isOfDigits, text(group).utf8.count == 3
            else { break }
            digits += text(group)
            next += 2
        }
        guard next > start + 1 else { return nil }
        return .instead("write \(digits): numbers are written without separators")
    }

    /// Some tokens as written; nil if they are too many for a hint, or no operand.
    private func written(_ first: Int, _ last: Int) -> String? {
        guard first >= 0, last < lexed.tokens.count, first <= last, !lexed.tokens[last].endsStatement else {
            return nil
        }
        let text = source.text(lexed.tokens[first].range.union(lexed.tokens[last].range))
        return HintLength.argument.fits(text) ? text : nil
    }

    /// The first token of the statement that the current one is in; nil at its beginning.
    var startOfStatement: Token? {
        lexed.tokens[..<index].reversed().prefix { !$0.endsStatement && $0.kind != .leftBrace }.last
    }

    // MARK: Words

    /// The hint that another preposition belongs here: for `recipients from K`, `recipients of K`.
    func otherPreposition(_ keyword: String) -> SyntaxProblem.Hint? {
        let prepositions: Set = ["of", "from", "in", "into", "to", "for", "with", "at"]
        guard lastNameIndex != index - 1, prepositions.contains(keyword), current.kind == .word,
            prepositions.contains(text(current).lowercased()), peek().isArgument || peek().opensParenthesis
        else { return nil }
        if let verb = optionTaker?.verb, let first = startOfStatement, let rest = writtenStatement(from: index + 1),
            CommandTable[verb].words.contains(text(first).lowercased())
        {
            let statement = "\(source.text(first.range.union(previous.range))) \(keyword) \(rest)"
            if HintLength.statement.fits(statement) { return .instead("write \(statement)") }
        }
        let rest = isSecondInStatement ? writtenStatement(from: index + 1) : nil
        return (rest ?? operand(beginningAt: index + 1)).map { .instead("write \(text(previous)) \(keyword) \($0)") }
    }

    /// The hint that the verb before the current word is another one for what the word names: for `remove group K`,
    /// `delete group K`. Nil if the word names nothing that verbs are about.
    func otherVerb(_ keyword: String) -> SyntaxProblem.Hint? {
        let verb = text(previous).lowercased()
        guard isSecondInStatement, current.kind == .word,
            let object = Lookalike.Object(rawValue: text(current).lowercased()), object.rawValue != keyword,
            peek().isArgument
        else { return nil }
        if let sentence = Lookalike.sentence(on: verb, object) { return .instead(sentence) }
        guard let command = Lookalike.command(verb, on: object).map({ CommandTable[$0] }),
            let other = command.words.first
        else { return helpAfterVerb }
        let rest = restOfStatement(from: index)
        let isWhole = command.pattern.requiredWords.dropFirst().allSatisfy { word in
            rest.contains { isKeyword(word, $0) }
        }
        guard isWhole, let statement = writtenStatement(from: index) else { return .usage(command.syntax) }
        return .instead("write \(other) \(statement)")
    }

    /// The hint for `delete from NAME`, as SQL deletes rows. Nil if this is something else.
    func deletionFromGroup(_ keyword: String) -> SyntaxProblem.Hint? {
        guard keyword == "group", isSecondInStatement, isKeyword("delete", previous), isKeyword("from"),
            let name = literalText(of: peek()).map({ ArgumentText.of($0) }), HintLength.argument.fits(name)
        else { return nil }
        return .instead(
            "write remove recipient EMAIL from \(name) for one recipient, or delete group \(name) for the whole group")
    }

    /// The hint that `backup` is missing before the current token, an id.
    func backupHint(_ id: String) -> SyntaxProblem.Hint {
        statement(with: "backup \(id)").map { .instead("write \($0)") } ?? .writeBackup(id: id)
    }

    /// The statement that the current token is in, with something else in its place; nil if it is too long for a hint.
    func statement(with replacement: String) -> String? {
        guard let first = startOfStatement else { return nil }
        let rest = restOfStatement(from: index + 1)
        let end = rest.last.flatMap { last in rest.first.map { " " + source.text($0.range.union(last.range)) } } ?? ""
        let statement = "\(source.text(first.range.union(previous.range))) \(replacement)\(end)"
        return HintLength.statement.fits(statement) ? statement : nil
    }

    /// The hint for the name of a function without parentheses before what it was meant for: for `count groups`,
    /// `count(groups)`.
    func callWithoutParentheses(_ word: String) -> SyntaxProblem.ValueHint {
        guard peek().isArgument, peek().kind != .invalid, !isOperatorWord(peek()) else { return .call }
        let isQuery = peek().kind == .word && RowKind(firstWord: text(peek()).lowercased()) != nil
        let argument = isQuery ? writtenStatement(from: index + 1) : nil
        return (argument ?? operand(beginningAt: index + 1)).map { .instead("write \(word.lowercased())(\($0))") }
            ?? .call
    }

    /// The elements of a list that begins with a query, each in parentheses: `((groups), (backups))`.
    ///
    /// - Parameter first: The query.
    /// - Returns: Nil if an element is too long for a hint.
    func listOfRows(after first: SourceRange) -> String? {
        var elements = ["(\(source.text(first)))"]
        var depth = 0
        var start: Int?
        for place in index..<lexed.tokens.count {
            let token = lexed.tokens[place]
            if token.endsStatement || elements.count == 10 { break }
            if token.kind == .leftParenthesis { depth += 1 }
            if token.kind == .rightParenthesis { depth -= 1 }
            if depth < 0 || depth == 0 && token.kind == .comma {
                if let start, place > start {
                    guard let element = written(start, place - 1) else { return nil }
                    let isRows = RowKind(firstWord: text(lexed.tokens[start]).lowercased()) != nil
                    elements.append(isRows ? "(\(element))" : element)
                }
                if depth < 0 { break }
                start = place + 1
            }
        }
        return "(\(elements.joined(separator: ", "))\(elements.count == 1 ? "," : ""))"
    }

    /// Whether the current token is a `)` without a `(` in the statement.
    var isAtStrayParenthesis: Bool {
        guard current.kind == .rightParenthesis else { return false }
        var open = 0
        for token in lexed.tokens[..<index].reversed().prefix(while: { !$0.endsStatement && $0.kind != .leftBrace }) {
            if token.kind == .rightParenthesis { open -= 1 }
            if token.kind == .leftParenthesis { open += 1 }
        }
        return open <= 0
    }
}

extension SyntaxPattern {
    /// The words that every statement of this syntax has.
    var requiredWords: [String] {
        elements.compactMap { if case .keyword(let word) = $0 { word } else { nil } }
    }
}
