import Recipients

/// What could be at one token, in the order in which the parser tried it.
struct ExpectedHere {
    /// The index of the token; -1 before anything is expected.
    var index = -1
    /// What messages mention.
    var spoken: [ExpectedSyntax] = []
    /// All of it. Messages leave out what goes without saying, such as the `group` before a group's name.
    var all: [ExpectedSyntax] = []
}

extension Parser {
    /// Notes what could be at the current token.
    ///
    /// - Parameter isSpoken: Whether messages mention it; otherwise, only completion offers it.
    mutating func couldBe(_ expectation: ExpectedSyntax, isSpoken: Bool = true) {
        if expected.index != index {
            expected.spoken.removeAll(keepingCapacity: true)
            expected.all.removeAll(keepingCapacity: true)
            expected.index = index
        }
        if isSpoken, !expected.spoken.contains(expectation) { expected.spoken.append(expectation) }
        if !expected.all.contains(expectation) { expected.all.append(expectation) }
    }

    mutating func couldBe(_ part: ExpectedSyntax.Part) { couldBe(.part(part)) }

    mutating func couldBe(_ symbol: ExpectedSyntax.Symbol) { couldBe(.symbol(symbol)) }

    /// The error that the current token is none of what could be there.
    ///
    /// - Parameter hint: What to do; nil for a guess at a misspelt keyword or at a name without its quotes.
    /// - Parameter keyword: The keyword that must follow, if there is one.
    /// - Parameter fallback: What to do if there is nothing to guess; nil for the help page of the command.
    func unexpected(
        hint: SyntaxProblem.Hint? = nil, insteadOf keyword: String? = nil, fallback: SyntaxProblem.Hint? = nil
    ) -> SyntaxError {
        let token = current
        switch token.kind {
        case .invalid: return SyntaxError(alreadyReportedAt: token.range)
        case .unclosedParenthesis: return unclosed(token)
        default: break
        }
        if hint == nil, let error = touchingArguments { return error }
        let wanted = expected.index == index ? expected.spoken : []
        // Nobody sees the hint of a problem that is only counted, and a long text may have many.
        if problems.isFull { return SyntaxError(.unexpected(found(token), wanted, nil), token.range) }
        let guessed = hint ?? guess(from: wanted, insteadOf: keyword)
        let mayFollowName = if case .quoteWhole? = guessed { true } else { guessed == nil && token.kind == .string }
        if hint == nil, mayFollowName, let error = misspeltKeyword { return error }
        let hint =
            guessed ?? fallback ?? helpAfterVerb
            ?? (SyntaxProblem.hasPage(expecting: wanted) ? nil : pageOfStatement)
        return SyntaxError(.unexpected(found(token), wanted, hint), token.range)
    }

    /// The error for an argument here right after another one, one of them in parentheses; nil if there is none.
    private var touchingArguments: SyntaxError? {
        let follows = previous.isArgument || previous.kind == .rightParenthesis
        guard follows, !current.followsSpace, current.isArgument || current.opensParenthesis,
            call(at: max(0, index - 1)) == nil
        else { return nil }
        return SyntaxError(.touchingArguments(separated: separatedOperation), previous.range.union(current.range))
    }

    /// The error that the argument before the current token is a misspelt keyword before a name; nil if it is near to
    /// none that could have been there.
    private var misspeltKeyword: SyntaxError? {
        guard lastNameIndex == index - 1, current.kind == .word || current.kind == .string else { return nil }
        let keywords = expectedAtName.filter { if case .keyword = $0 { true } else { false } }
        let words = keywords.compactMap { if case .keyword(let word) = $0 { word } else { nil } }
        let word = text(previous)
        // A longer word such as "News" is rather the beginning of a name, unless a keyword follows.
        guard let nearest = words.nearest(to: word),
            !word.lowercased().hasPrefix(nearest) || words.contains(text(current).lowercased())
        else { return nil }
        return SyntaxError(.unexpected(found(previous), keywords, .didYouMean(nearest)), previous.range)
    }

    func unclosed(_ token: Token) -> SyntaxError { SyntaxError(.unclosedParenthesis, token.range) }

    /// A token as messages name it.
    func found(_ token: Token) -> SyntaxProblem.Found {
        switch token.kind {
        case .newline, .semicolon, .endOfFile: .statementEnd
        case .string, .heredoc: .text(text(token))
        default: .word(text(token))
        }
    }

    /// A guess at the keyword that a word was meant to be, or at the name that several words were meant to be.
    private func guess(from wanted: [ExpectedSyntax], insteadOf keyword: String?) -> SyntaxProblem.Hint? {
        if let sentence = severalBackups ?? newestRows ?? logOfGroup { return .instead(sentence) }
        if isAtStrayParenthesis { return .instead("leave out this \")\": there is no \"(\" before it") }
        let isNumber = lastNameIndex != index - 1 || index > 1 && isKeyword("limit", lexed.tokens[index - 2])
        if current.kind == .comma, isNumber, let hint = numberWithoutSeparators(from: index - 1) { return hint }
        let touches = !current.followsSpace && previous.isArgument && !isAtStatementEnd
        if touches {
            return call(at: max(0, index - 1)).map(SyntaxProblem.Hint.parenthesize) ?? .quoteText(with: found(current))
        }
        let keywords = wanted.compactMap { if case .keyword(let word) = $0 { word } else { nil } }
        if let example = operationOfPreviousWord { return .separateOperators(example: example) }
        if current.kind == .leftParenthesis { return wholeName(before: keywords) }
        if current.kind == .string { return keyword.flatMap(missingAfterVerb) }
        guard current.kind == .word else { return nil }
        let word = text(current)
        if bareRows?.end == index, let hint = hintAfterBareRows { return hint }
        if let sentence = hintOnPipe ?? Lookalike.within(word, before: peek().kind == .word ? text(peek()) : "") {
            return .instead(sentence)
        }
        let follows = lastNameIndex != index - 1 && roles[max(0, index - 1)] != .keyword
        if follows, !isAtOption, word.count > 1, let example = separatedOperation {
            return .separateOperators(example: example)
        }
        if keywords.contains("else"), let branch = Lookalike.afterBlock(word) {
            return .instead("write \(branch.quoted)")
        }
        let prefix = "backup"
        let id = word.lowercased().hasPrefix(prefix) ? String(word.dropFirst(prefix.count)) : word
        if BackupNumber.isWritten(id), keywords.contains(prefix) { return backupHint(id) }
        if let state = Lookalike.ofSwitch(word), keywords.contains(state) { return .didYouMean(state) }
        if let nearest = keywords.nearest(to: word) { return .didYouMean(nearest) }
        if lastNameIndex == index - 1, isKeyword("recipient", previous), let optionTaker,
            !optionTaker.names("recipient")
        {
            return .instead("leave out \"recipient\"")
        }
        if let keyword {
            let hint =
                deletionFromGroup(keyword) ?? otherVerb(keyword) ?? otherPreposition(keyword) ?? missing(keyword)
                ?? missingAfterVerb(keyword)
            if let hint { return hint }
        }
        if isAfterID, optionTaker?.verb == .restore, let hint = missing("into") { return hint }
        return isMisplacedClause(insteadOf: wanted) ? clauseHint(insteadOf: wanted) : wholeName(before: keywords)
    }

    /// The hint that a keyword is missing before the argument here, or an argument before the keyword; nil if the
    /// keyword comes later, so that what is here is a part of a name.
    private func missing(_ keyword: String) -> SyntaxProblem.Hint? {
        guard lastNameIndex == index - 1, let optionTaker, let syntax = optionTaker.syntax else { return nil }
        let isName = isKeyword("new") || isKeyword("group") || !isKeyword(current, of: optionTaker)
        guard isName, !Self.clauses.contains(text(current).lowercased()) else { return nil }
        let rest = restOfStatement(from: index)
        guard !rest.contains(where: { isKeyword(keyword, $0) }) else { return nil }
        let next = peek()
        let isOneArgument =
            rest.count == 1 || isKeyword("group") || isKeyword("new") || peek(2).kind == .equals
            || next.kind == .word && (text(next).hasPrefix("--") || optionTaker.names(text(next).lowercased()))
        guard !isKeyword(keyword, previous), isOneArgument, let last = rest.last else {
            return .usage(syntax)
        }
        let start = startOfStatement?.range ?? previous.range
        let written = [start.union(previous.range), current.range.union(last.range)].map(source.text)
        let statement = written.joined(separator: " \(keyword) ")
        return HintLength.statement.fits(statement) ? .instead("write \(statement)") : .usage(syntax)
    }

    /// Whether the token before the current one is the id of a backup, which is not part of a name.
    private var isAfterID: Bool {
        guard index > 1, BackupNumber.isWritten(text(previous)) else { return false }
        return ["backup", "restore"].contains { isKeyword($0, lexed.tokens[index - 2]) }
    }

    /// The hint that a keyword is missing right after the first word of a statement: `delete Kunden`; nil if it comes
    /// later.
    private func missingAfterVerb(_ keyword: String) -> SyntaxProblem.Hint? {
        let rest = restOfStatement(from: index)
        guard isSecondInStatement, !rest.contains(where: { isKeyword(keyword, $0) }),
            let statement = writtenStatement(from: index)
        else { return nil }
        return .instead("write \(text(previous)) \(keyword) \(statement)")
    }

    /// The hint to read what a command takes, right after its first word.
    var helpAfterVerb: SyntaxProblem.Hint? {
        guard isSecondInStatement, !CommandTable.commands(beginningWith: text(previous).lowercased()).isEmpty else {
            return nil
        }
        return .commandPage(text(previous).lowercased())
    }

    /// The hint to read what the statement takes.
    private var pageOfStatement: SyntaxProblem.Hint? {
        if let verb = optionTaker?.verb { return .commandPage(verb.rawValue) }
        guard let first = startOfStatement.map({ text($0).lowercased() }) else { return nil }
        let isKnown = CommandTable.firstWords.contains(first) || Statement.firstWords.contains(first)
        return isKnown ? .commandPage(first) : nil
    }

    var isSecondInStatement: Bool {
        guard index > 0 else { return false }
        guard index > 1 else { return true }
        let before = lexed.tokens[index - 2]
        return before.endsStatement || before.kind == .leftBrace
    }

    /// The hint for what the rows after `in` do not take without parentheses; nil if it is not a part of a query.
    private var hintAfterBareRows: SyntaxProblem.Hint? {
        let word = text(current).lowercased()
        let next = isKeyword("by", peek()) ? peek(2) : peek()
        let value = next.kind == .word || next.kind == .string ? text(next).abbreviated : nil
        switch word {
        case "show": return .parenthesizeRows(clause: "show \(value ?? "city")")
        case "limit": return .parenthesizeRows(clause: "limit \(value ?? "10")")
        case "sort", "count": return .parenthesizeRows(clause: "\(word) by \(value ?? "city")")
        case "where": return .instead("join two conditions with \"and\"")
        case "to": return .writeInStatement
        default:
            guard isAtOption, let option = OptionName(rawValue: String(word.dropFirst(2))),
                QueryOptions.ofFile.contains(option), let usage = OptionTaker.query.option(option)?.usage
            else { return nil }
            return .parenthesizeRows(clause: value.map { "\(word) \($0)" } ?? usage)
        }
    }

    /// What to write instead of several backups for a statement that takes one.
    private var severalBackups: String? {
        guard let verb = optionTaker?.verb, verb == .restore || verb == .undo, BackupNumber.isWritten(text(previous))
        else { return nil }
        let next = current.kind == .comma || isKeyword("and") ? peek() : current
        return BackupNumber.isWritten(text(next)) ? "\(verb.rawValue) one backup at a time" : nil
    }

    /// What to write instead of a pipe or a sign that joins statements: for `groups | count`, `print count(groups)`.
    private var hintOnPipe: String? {
        let sign = text(current)
        guard ["|", "||", "&", "&&"].contains(sign), peek().kind == .word else { return nil }
        let before = lexed.tokens[..<index].reversed().prefix { !$0.endsStatement && $0.kind != .leftBrace }
        guard let first = before.last, first.kind == .word else { return nil }
        let (verb, next) = (text(first).lowercased(), text(peek()).lowercased())
        let isQuery = RowKind(firstWord: verb) != nil
        if isQuery, sign == "|", let sentence = Lookalike.ofFilter(next) { return sentence }
        // The sign may join conditions.
        if before.contains(where: { isKeyword("where", $0) }) { return nil }
        guard isQuery || !CommandTable.commands(beginningWith: verb).isEmpty else { return nil }
        if isQuery, Self.clauses.contains(next), next != "count" || isKeyword("by", peek(2)) {
            return "leave out \(sign.quoted): the clauses of a query directly follow its rows"
        }
        let rows = source.text(first.range.union(previous.range))
        if isQuery, Function.takesRows(next), Fold(rawValue: next) == nil, HintLength.statement.fits(rows) {
            return "write print \(next)(\(rows))"
        }
        return Statement.mayBegin(with: next) ? "write each statement on a line of its own" : nil
    }

    /// What to write instead of `last 5`.
    private var newestRows: String? {
        let (rows, count) = (text(previous).lowercased(), text(peek()))
        guard isKeyword("last"), Int(count) != nil, let time = ["log": "at", "backups": "created"][rows] else {
            return nil
        }
        return "write: \(rows) sort by \(time) desc limit \(count)"
    }

    /// What to write instead of `log of NAME`.
    private var logOfGroup: String? {
        let name = isKeyword("group", peek()) ? peek(2) : peek()
        guard isKeyword("of"), isKeyword("log", previous), isInQuery,
            let group = literalText(of: name)
        else { return nil }
        return "write: log where group = \(ArgumentText.literal(group))"
    }

    /// The call of a function that begins at a token, as written; nil if none does.
    func call(at start: Int) -> String? {
        let name = lexed.tokens[start]
        guard name.kind == .word, Function.names.contains(text(name).lowercased()),
            lexed.tokens[start + 1].kind == .leftParenthesis
        else { return nil }
        var depth = 0
        for token in lexed.tokens[(start + 1)...].prefix(while: { !$0.endsStatement }) {
            if token.kind == .leftParenthesis { depth += 1 }
            if token.kind == .rightParenthesis { depth -= 1 }
            if depth == 0 { return source.text(name.range.union(token.range)) }
        }
        return nil
    }

    /// Whether the current token begins a clause, as far as one can tell, but not one that may be here. The name of a
    /// group may contain some of these words, but does not continue after an address.
    private func isMisplacedClause(insteadOf wanted: [ExpectedSyntax]) -> Bool {
        guard optionTaker != nil || isInQuery else { return false }
        if lastNameIndex == index - 1, text(previous).contains("@") { return true }
        let clauses = ["where", "limit", "show", "sort", "via", "into", "campaign"]
        if clauses.contains(where: { isKeyword($0) }) { return true }
        let prepositions = ["of", "to", "from", "in", "with", "for", "at", "as", "count"]
        guard let word = prepositions.first(where: { isKeyword($0) }) else { return false }
        if isInQuery ? ["count", "to"].contains(word) : optionTaker?.names(word) == true { return true }
        if BackupNumber.isWritten(text(previous)) { return true }
        // A keyword that must follow comes later if what is here is still part of a name.
        guard case .keyword(let missing)? = wanted.first, wanted.count == 1 else { return false }
        return !restOfStatement(from: index).contains { isKeyword(missing, $0) }
    }

    /// Whether the current token is within a query, or right after one.
    private var isInQuery: Bool {
        queryEnd == index || optionTaker == .query
    }

    /// The hint for a clause that is not in its place: which clauses there are.
    private func clauseHint(insteadOf wanted: [ExpectedSyntax]) -> SyntaxProblem.Hint? {
        guard isInQuery else { return optionTaker?.syntax.map { .usage($0) } }
        return isKeyword("to") && wanted != [.part(.statementEnd)] ? .writeInStatement : .orderOfClauses
    }

    /// The name of several words that begins with the argument before the current token and ends before a keyword or
    /// the end of the statement: it needs quotes.
    private func wholeName(before keywords: [String]) -> SyntaxProblem.Hint? {
        guard lastNameIndex == index - 1, !isAfterID else { return nil }
        var next = index
        var depth = 0
        while next - index < 6, !lexed.tokens[next].endsStatement {
            let token = lexed.tokens[next]
            switch token.kind {
            case .leftParenthesis: depth += 1
            case .rightParenthesis: depth -= 1
            case .word: break
            default: if depth == 0 { depth = -1 }
            }
            let word = text(token).lowercased()
            if depth < 0 || depth == 0 && (keywords.contains(word) || word.hasPrefix("--")) { break }
            next += 1
        }
        guard next > index, depth <= 0 else { return nil }
        let words = lexed.tokens[index..<next].map { ($0.followsSpace ? " " : "") + text($0) }
        return .quoteWhole(text(previous) + words.joined())
    }
}
