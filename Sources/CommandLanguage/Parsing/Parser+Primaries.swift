import Recipients

extension Parser {
    /// Reads a literal, a variable, a field, a call or something in parentheses.
    ///
    /// Leaves are read by another function than what nests, so that each level of nesting needs only small stack
    /// frames.
    mutating func parsePrimary() throws(SyntaxError) -> Expression {
        guard isAtNesting else { return try parseLeaf() }
        try enter()
        defer { leave() }
        return current.kind == .word ? try parseCall() : try parseParenthesized()
    }

    /// Whether parentheses begin here, with or without the name of a function.
    private var isAtNesting: Bool {
        if current.kind == .leftParenthesis { return true }
        return current.kind == .word
            && (peek().kind == .leftParenthesis || peek().kind == .unclosedParenthesis)
    }

    private mutating func parseLeaf() throws(SyntaxError) -> Expression {
        let token = current
        switch token.kind {
        case .string, .heredoc:
            advance()
            return Expression(.text(parts(of: token)), range: token.range)
        case .variable:
            guard let variable = variable(token) else { break }
            advance()
            return Expression(.variable(variable), range: token.range)
        case .invalid:
            // The lexer has reported it; what follows from that need not be.
            hasComplained = true
            advance()
            return Expression(.none, range: token.range)
        case .word: return try parseWord()
        default: break
        }
        couldBe(isInCondition ? .operand : .value)
        throw unexpected(hint: foreignComparison)
    }

    /// The hint for the second sign of a comparison that other languages write.
    private var foreignComparison: SyntaxProblem.Hint? {
        guard previous.range.upper == current.range.lower else { return nil }
        let written = text(previous) + text(current)
        return Lookalike.comparisons[written].map { .instead("write \($0.rawValue)") }
    }

    private mutating func parseWord() throws(SyntaxError) -> Expression {
        let token = current
        let word = text(token)
        if let literal = try literal(word, token) {
            if let first = word.utf8.first, Ascii.isLetter(first) { mark(.literal) }
            advance()
            if case .instant = literal, isAtTimeOfDay(after: word) {
                let range = token.range.union(current.range)
                throw SyntaxError(.instantOfTwoWords(day: word, time: text(current)), range)
            }
            if case .number = literal, isAtUnitWithoutLength {
                throw SyntaxError(unitWithoutLength(count: Int64(word)), token.range.union(current.range))
            }
            let digits = word.hasPrefix("-") ? word.dropFirst() : Substring(word)
            guard case .number = literal, let unit = unitWord(current), digits.isOfDigits else {
                return Expression(literal, range: token.range)
            }
            let range = token.range.union(current.range)
            guard let span = Int64(word).flatMap({ TimeSpan($0, unit) }) else {
                throw SyntaxError(.invalidValue(.durationTooLong(source.text(range))), range)
            }
            advance()
            return Expression(.duration(span), range: range)
        }
        guard isInCondition, !isOperatorWord(token), !isEndOfCondition else { throw bareWord(word, token) }
        mark(.field)
        advance()
        return Expression(.field(Name(word, range: token.range)), range: token.range)
    }

    /// The literal that a word is; nil if it is not one.
    private func literal(_ word: String, _ token: Token) throws(SyntaxError) -> Expression.Kind? {
        if isKeyword("true") { return .bool(true) }
        if isKeyword("false") { return .bool(false) }
        if isKeyword("none") { return Expression.Kind.none }
        guard let first = word.utf8.first, (0x30...0x39).contains(first) || first == Ascii.minus else { return nil }
        if let number = Numeral.value(word) { return .number(number) }
        if let instant = WrittenInstant(word) { return .instant(instant) }
        if let span = TimeSpan(word) { return .duration(span) }
        if TimeSpan.isWritten(word) { throw SyntaxError(.invalidValue(.durationTooLong(word)), token.range) }
        if word.looksLikeDate { throw SyntaxError(.invalidValue(.notAnInstant(word)), token.range) }
        return nil
    }

    /// Whether the next clause begins where a condition could continue.
    private var isEndOfCondition: Bool {
        isAtOption || (isKeyword("sort") || isKeyword("count")) && isKeyword("by", peek())
            || isKeyword("show") && (peek().isArgument && !isOperatorWord(peek()))
            || isKeyword("limit") && (peek().isArgument && !isOperatorWord(peek()))
    }

    /// Whether a token is an operator made of letters or of the characters of words.
    func isOperatorWord(_ token: Token) -> Bool {
        ["and", "or", "not", "in", "~", "+", "-", "*", "/"].contains { isKeyword($0, token) }
    }

    /// The error for a word that cannot be a value here.
    func bareWord(_ word: String, _ token: Token) -> SyntaxError {
        if isInCondition, isOperatorWord(token), peek().isComparison {
            let hint = SyntaxProblem.Hint.instead(
                "write field(\(ArgumentText.literal(word))) for the field of that name")
            return SyntaxError(.unexpected(.word(word), [.part(.operand)], hint), token.range)
        }
        if let sentence = Lookalike.within(word, before: peek().kind == .word ? text(peek()) : ""), !isInCondition {
            return SyntaxError(.unexpected(.word(word), [.part(.value)], .instead(sentence)), token.range)
        }
        if isOperatorWord(token) || isInCondition {
            return SyntaxError(.unexpected(.word(word), [.part(.value)], nil), token.range)
        }
        var hint = SyntaxProblem.ValueHint.text
        if case .variable? = BareWord(word, isVariable: isDeclared) {
            hint = .variable
        } else if RowKind(firstWord: word.lowercased()) != nil {
            hint = .query
        } else if Function(rawValue: word.lowercased()) != nil {
            hint = callWithoutParentheses(word)
        } else if Lookalike.switchWords[word.lowercased()] != nil {
            hint = .truth
        } else if word.hasGluedOperator {
            hint = word.contains("**") ? .instead(Lookalike.helpOnPowers) : .separateOperators(example: separatedWord)
        } else if let record = recordInParentheses(at: index) {
            hint = .instead("put a record in parentheses: \(record)")
        } else if let sentence = Lookalike.ofValue(word) {
            hint = .instead(sentence)
        } else if let member = word.memberOfQuery {
            hint = .instead("put a query in parentheses: \(member)")
        } else if isKeyword("print"), peek().isArgument || peek().opensParenthesis {
            hint = .instead("leave out \"print\": a value stands by itself here")
        }
        return SyntaxError(.notAValue(word, hint), token.range)
    }

    /// Whether a time of day follows an instant that has none, perhaps with an offset.
    private func isAtTimeOfDay(after day: String) -> Bool {
        guard current.kind == .word, !day.contains(":"), text(current).contains(":") else { return false }
        return Lookalike.isTimeOfDay(text(current)) || WrittenInstant("\(day) \(text(current))") != nil
    }

    /// Reads `( … )`: a query, a record, a list or an expression.
    private mutating func parseParenthesized() throws(SyntaxError) -> Expression {
        let start = current.range
        advance()
        let first = index
        let inner: Expression.Kind
        if let found = try acceptQueryOrRecord() { inner = found } else { inner = try parseElements() }
        if case .record = inner { try expectEndOfRecord(from: first) }
        if case .query(let query) = inner, current.kind == .comma {
            couldBe(.rightParenthesis)
            let list = listOfRows(after: query.range).map { ": \($0)" } ?? ""
            throw unexpected(hint: .instead("put each query in parentheses\(list)"))
        }
        try expect(.rightParenthesis)
        return Expression(inner, range: start.union(previous.range))
    }

    private mutating func acceptQueryOrRecord() throws(SyntaxError) -> Expression.Kind? {
        if isAtQuery(isFieldPosition: isInCondition) { return .query(try parseQuery()) }
        guard let record = try acceptRecord() else { return nil }
        return .record(record)
    }

    /// Reads what is in parentheses: an expression, or the elements of a list.
    private mutating func parseElements() throws(SyntaxError) -> Expression.Kind {
        let first = try parseExpression()
        return accept(.comma) ? .list(try parseRest(of: first)) : first.kind
    }

    private mutating func parseRest(of first: Expression) throws(SyntaxError) -> [Expression] {
        var elements = [first]
        while current.kind != .rightParenthesis {
            elements.append(try parseExpression())
            guard accept(.comma) else { break }
        }
        couldBe(.comma)
        return elements
    }

    /// Whether a query begins here, within parentheses. In a condition, the word may also be a field of the row: it is
    /// one wherever no query can be.
    ///
    /// - Parameter isFieldPosition: Whether a field is as likely here as a query.
    func isAtQuery(isFieldPosition: Bool) -> Bool {
        guard isAtRows else { return false }
        guard isInCondition else { return true }
        if isKeyword("deleted") { return isKeyword("groups", peek()) }
        if isKeyword("find") { return peek().isArgument && !isOperatorWord(peek()) }
        if isAtRowsOfSomething { return isKeyword("of", peek()) }
        return !isFieldPosition
            || ["of", "where", "count", "sort", "limit", "show"].contains { isKeyword($0, peek()) }
    }

    /// Whether the current token is the word of a kind of rows that must be followed by `of`.
    private var isAtRowsOfSomething: Bool {
        ["recipients", "changes", "rows", "fields", "activity"].contains { isKeyword($0) }
    }
}

extension String {
    /// Whether the text begins like a date, perhaps with a month or day of one digit.
    fileprivate var looksLikeDate: Bool {
        let parts = prefix { !"Tt ".contains($0) }.split(
            separator: contains("-") ? "-" : ".", omittingEmptySubsequences: false)
        return parts.count == 3
            && parts.allSatisfy { part in
                (1...4).contains(part.count) && part.utf8.allSatisfy { (0x30...0x39).contains($0) }
            }
            && (parts[0].count == 4 || parts[2].count == 4)
    }

    /// The member of a query that the text was meant as: for `groups.name`, `(groups).name`.
    fileprivate var memberOfQuery: String? {
        guard let dot = firstIndex(of: "."), Identifier.isValid(String(self[index(after: dot)...])),
            RowKind(firstWord: self[..<dot].lowercased())?.isComplete == true
        else { return nil }
        return "(\(self[..<dot]))\(self[dot...])"
    }

    /// Whether the text is a number with an operator right after it, and perhaps another number.
    fileprivate var hasGluedOperator: Bool {
        let pieces = split(whereSeparator: Parser.isOperator)
        return (pieces.count > 1 || last.map(Parser.isOperator) == true) && !pieces.isEmpty
            && pieces.allSatisfy { Numeral.value($0) != nil || TimeSpan($0) != nil }
    }
}
