import Recipients

extension Parser {
    /// Whether the current token is a word that begins a query.
    var isAtRows: Bool {
        current.kind == .word && RowKind(firstWord: text(current).lowercased()) != nil
    }

    /// Reads a query.
    ///
    /// - Parameters:
    ///   - takesCommas: Whether its clauses may name several fields; if not, a comma belongs to what is around the
    ///     query.
    ///   - isWhole: Whether it is a whole statement, or the whole value of a `let`: then its rows may be written to a
    ///     file.
    mutating func parseQuery(takesCommas: Bool = true, isWhole: Bool = false) throws(SyntaxError) -> Query {
        let outer = (optionTaker, options, queryOptions)
        (optionTaker, options, queryOptions) = (.query, [], [])
        defer { (optionTaker, options, queryOptions) = outer }
        var query = try parseClauses(takesCommas: takesCommas, isWhole: isWhole)
        query.options = options
        queryEnd = index
        let isOfFile = if case .rows = query.rows { true } else { false }
        for use in options where QueryOptions.ofFile.contains(use.option) ? !isOfFile : query.output == nil {
            complain(
                .unknownQueryOption("--\(use.option.rawValue)", parenthesized: parenthesizedRows(with: use)),
                at: use.range)
        }
        return query
    }

    /// The rows after `in` that an option follows and belongs to, in parentheses together with it; nil for other
    /// options.
    private func parenthesizedRows(with use: OptionUse) -> String? {
        guard let rows = bareRows, lexed.tokens[rows.end].range.lower == use.range.lower,
            QueryOptions.ofFile.contains(use.option)
        else { return nil }
        return "(\(source.text(rows.range.union(use.range))))"
    }

    private mutating func parseClauses(takesCommas: Bool, isWhole: Bool) throws(SyntaxError) -> Query {
        let start = current.range
        var query = Query(rows: try parseRows(), range: start)
        if acceptKeyword("where") { query.condition = try parseCondition() }
        if acceptKeyword("count") {
            try expectKeyword("by")
            query.counted = try parseFieldNames(takesCommas, of: query.rows.kind)
        }
        if acceptKeyword("sort") {
            try expectKeyword("by")
            query.keys = try parseList(takesCommas) { (parser) throws(SyntaxError) in try parser.parseSortKey() }
        }
        if acceptKeyword("limit") { query.limit = try parseLimit() }
        if acceptKeyword("show") { query.shown = try parseFieldNames(takesCommas, of: query.rows.kind) }
        if isWhole, acceptKeyword("to") {
            queryOptions += QueryOptions.ofOutput
            query.output = try parseArgument(.slot(.file))
        }
        query.range = start.union(previous.range)
        return query
    }

    /// Reads a query without parentheses after `in`: only its rows and its condition.
    mutating func parseBareRows() throws(SyntaxError) -> Expression {
        let start = current.range
        var query = Query(rows: try parseRows(), range: start)
        if acceptKeyword("where") { query.condition = try parseCondition() }
        query.range = start.union(previous.range)
        bareRows = (query.range, index)
        return Expression(.query(query), range: query.range)
    }

    /// Reads names of fields separated by commas, each of them once.
    ///
    /// - Parameters:
    ///   - takesCommas: Whether there may be several.
    ///   - rows: What they are fields of. Columns of a file may differ in case only.
    mutating func parseFieldNames(
        _ takesCommas: Bool = true,
        of rows: RowKind = .recipients
    ) throws(SyntaxError) -> [Name] {
        var seen: Set<String> = []
        return try parseList(takesCommas) { (parser) throws(SyntaxError) in
            if parser.current.kind == .endOfFile { parser.end.namedFields = seen }
            if !parser.isKeyword("field"), let call = parser.call(at: parser.index) { throw parser.notAField(call) }
            let name = try parser.parseFieldName()
            if !seen.insert(rows == .rows ? name.text : name.text.foldedForComparison).inserted {
                parser.complain(.repeatedField(name.text), at: name.range)
            }
            return name
        }
    }

    /// The error for a call of a function where only a field can be.
    private func notAField(_ call: String) -> SyntaxError {
        let help = "name a field; only a condition, and \"sort by\" in parentheses, takes an expression"
        return SyntaxError(.unexpected(.word(call), [.part(.fieldName)], .instead(help)), current.range)
    }

    /// Reads elements separated by commas.
    private mutating func parseList<Element>(
        _ takesCommas: Bool,
        _ parse: (inout Parser) throws(SyntaxError) -> Element
    ) throws(SyntaxError) -> [Element] {
        var elements = [try parse(&self)]
        while takesCommas, accept(.comma) { elements.append(try parse(&self)) }
        return elements
    }

    private mutating func parseRows() throws(SyntaxError) -> RowSource {
        let kind = RowKind(firstWord: text(current).lowercased())
        mark(.keyword)
        advance()
        switch kind {
        case .groups, nil: return .groups
        case .deletedGroups:
            try expectKeyword("groups")
            return .deletedGroups
        case .log: return .log
        case .backups: return .backups(of: acceptKeyword("of") ? try parseGroup() : nil)
        case .recipients:
            try expectKeyword("of")
            return .recipients(of: try parseState())
        case .backupChanges, .recipientChanges: return try parseChanges()
        case .find:
            _ = acceptKeyword("recipient")
            return .find(try parseArgument(.slot(.email)))
        case .fields:
            try expectKeyword("of")
            return .fields(of: try parseGroup())
        case .activity:
            try expectKeyword("of")
            return .activity(of: try parseGroup())
        case .rows:
            queryOptions += QueryOptions.ofFile
            try expectKeyword("of")
            return .rows(of: try parseArgument(.slot(.file)))
        }
    }

    /// Reads what follows `changes`.
    private mutating func parseChanges() throws(SyntaxError) -> RowSource {
        try expectKeyword("of")
        guard acceptKeyword("recipient") else { return .backupChanges(of: try parseBackup()) }
        let email = try parseArgument(.slot(.email))
        return .recipientChanges(email: email, group: acceptKeyword("of") ? try parseGroup() : nil)
    }

    private mutating func parseSortKey() throws(SyntaxError) -> Query.Key {
        let value = try parseKey()
        if acceptKeyword("desc") { return Query.Key(value: value, isDescending: true) }
        _ = acceptKeyword("asc")
        return Query.Key(value: value, isDescending: false)
    }

    /// Reads a sort key: the name of a field, or in parentheses an expression over the row.
    mutating func parseKey() throws(SyntaxError) -> Expression {
        guard current.kind == .leftParenthesis else {
            let name = try parseFieldName()
            return Expression(.field(name), range: name.range)
        }
        let outer = isInCondition
        let taker = optionTaker
        (isInCondition, optionTaker) = (true, nil)
        let value = try parsePostfix()
        (isInCondition, optionTaker) = (outer, taker)
        return value
    }

    /// Reads the expression after `where`.
    mutating func parseCondition() throws(SyntaxError) -> Expression {
        let outer = isInCondition
        let taker = optionTaker
        isInCondition = true
        optionTaker = nil
        let condition = try parseExpression()
        isInCondition = outer
        optionTaker = taker
        if taker != nil { takeOptions() }
        return condition
    }

    /// Reads the name of a field: a word, a text or `field("…")`.
    mutating func parseFieldName() throws(SyntaxError) -> Name {
        if isKeyword("field"), peek().kind == .leftParenthesis {
            mark(.function)
            advance()
            advance()
            let name = try parseFieldName()
            try expect(.rightParenthesis)
            return name
        }
        let token = current
        let name: String?
        switch token.kind {
        case .word, .invalid: name = text(token)
        case .string: name = parts(of: token).literalText
        default: name = nil
        }
        guard let name else {
            couldBe(.fieldName)
            throw unexpected()
        }
        mark(.field)
        advance()
        return Name(name, range: token.range)
    }

    /// Reads `[group] NAME`.
    mutating func parseGroup() throws(SyntaxError) -> Argument {
        couldBe(.keyword("group"), isSpoken: false)
        if isKeyword("group") {
            mark(.keyword)
            advance()
        }
        return try parseArgument(.slot(.group))
    }

    /// Reads `backup ID` or `latest backup of [group] NAME`.
    mutating func parseBackup() throws(SyntaxError) -> StateReference {
        if acceptKeyword("latest") {
            if isKeyword("of"), peek().isArgument {
                couldBe(.keyword("backup"))
                throw unexpected(hint: .instead("write latest backup of \(text(peek()))"))
            }
            if isAfterState {
                couldBe(.keyword("backup"))
                throw unexpected(hint: hintOnKeywordOfBackup)
            }
            if let hint = latestBackup(lacking: ["backup", "of"]) {
                couldBe(.keyword("backup"))
                throw unexpected(hint: hint)
            }
            try expectKeyword("backup")
            if let hint = latestBackup(lacking: ["of"]) {
                couldBe(.keyword("of"))
                throw unexpected(hint: hint)
            }
            try expectKeyword("of")
            return .latestBackup(of: try parseGroup())
        }
        if isAtBareID {
            couldBe(.keyword("backup"))
            throw unexpected(hint: backupHint(text(current)))
        }
        try expectKeyword("backup")
        return .backup(id: try parseID())
    }

    /// The hint that the words before the name of a group are missing after `latest`; nil unless a name is here, as the
    /// last thing in the statement.
    private func latestBackup(lacking words: [String]) -> SyntaxProblem.Hint? {
        let isMisspelt = current.kind == .word && (words + ["for", "from"]).nearest(to: text(current)) != nil
        let isLast = peek().endsStatement || peek().kind == .rightBrace || peek().kind == .rightParenthesis
        guard !isMisspelt, current.isArgument, current.kind != .invalid, isLast else { return nil }
        return .instead("write latest backup of \(text(current))")
    }

    /// Whether the id of a backup is here, without the `backup` before it.
    private var isAtBareID: Bool {
        current.kind == .word && BackupNumber.isWritten(text(current))
    }

    /// Reads the state that `restore` takes.
    mutating func parseRestoreSource() throws(SyntaxError) -> StateReference {
        if isKeyword("backup") || isKeyword("latest") { return try parseBackup() }
        if acceptKeyword("group") {
            let name = current.range
            let group = try parseArgument(.slot(.group))
            guard acceptKeyword("as") else {
                let latest =
                    "write: restore latest backup of \(source.text(name)); with \"as of\", a time says which state"
                throw unexpected(hint: current.endsStatement ? .instead(latest) : nil, insteadOf: "as")
            }
            try expectKeyword("of")
            return .asOf(group: group, instant: try parseInstant())
        }
        couldBe(.keyword("backup"))
        couldBe(.keyword("latest"))
        if let keyword = misspeltSource {
            throw unexpected(hint: .didYouMean(keyword))
        }
        if let name = literalName, !BackupNumber.isWritten(name), Numeral.value(name) == nil {
            let statement = restoreAsOf ?? "restore latest backup of \(deletedGroup ?? ArgumentText.of(name))"
            throw SyntaxError(.nameOfBackup(name, statement: statement), current.range)
        }
        return .backup(id: try parseID())
    }

    /// The keyword that the current word was meant to be before what can only follow that keyword; nil if the word may
    /// be a name.
    private var misspeltSource: String? {
        guard current.kind == .word, peek().kind == .word || peek().kind == .string else { return nil }
        let (word, next) = (text(current), text(peek()))
        if BackupNumber.isWritten(next) { return ["backup"].nearest(to: word) }
        if ["backup"].nearest(to: next) != nil, peek(2).isArgument {
            return ["last", "newest"].contains(word.lowercased()) ? "latest" : ["latest"].nearest(to: word)
        }
        let isWhole = ["as", "into", "where"].contains { isKeyword($0, peek()) } || next.hasPrefix("--")
        return isWhole ? nil : ["group"].nearest(to: word)
    }

    /// The group that `restore deleted group NAME` names, as it is written; nil if that is not what is here.
    private var deletedGroup: String? {
        guard isKeyword("deleted", current), isKeyword("group", peek()), peek(2).isArgument else { return nil }
        return text(peek(2))
    }

    /// The statement that `restore NAME as of …` was meant to be; nil if the current token does not begin that.
    private var restoreAsOf: String? {
        let statement = restOfStatement(from: index)
        let names = statement.dropFirst().prefix { $0.kind == .word && !isKeyword("as", $0) }
        let name = statement.prefix(1 + names.count)
        let rest = statement[name.endIndex...]
        guard let first = name.first, let last = name.last, let of = rest.dropFirst().first,
            rest.first.map({ isKeyword("as", $0) }) == true, isKeyword("of", of)
        else { return nil }
        let words = name.count == 1 ? literalName ?? "" : source.text(first.range.union(last.range))
        return "restore group \(ArgumentText.of(words)) as of \(instantAndMore(rest.dropFirst(2)) ?? "INSTANT")"
    }

    /// An instant and what follows it in the statement, with quotes around an instant of two words; nil if there is
    /// nothing, or if it is too long for a hint.
    private func instantAndMore(_ tokens: ArraySlice<Token>) -> String? {
        guard let first = tokens.first, let last = tokens.last else { return nil }
        let text = source.text(first.range.union(last.range))
        guard HintLength.statement.fits(text) else { return nil }
        guard tokens.count > 1 else { return text }
        let second = tokens[tokens.startIndex + 1]
        let instant = "\(self.text(first)) \(self.text(second))"
        guard first.kind == .word, second.kind == .word, WrittenInstant(instant) != nil else { return text }
        return "\(instant.quoted)\(source.text(SourceRange(second.range.upper, last.range.upper)))"
    }

    /// The text of the current token, if it is a word or a string without variables.
    private var literalName: String? {
        switch current.kind {
        case .word where !isAtOption: text(current)
        case .string: parts(of: current).literalText
        default: nil
        }
    }

    /// Reads a state: a backup, or a group as it is now or was at an instant.
    mutating func parseState() throws(SyntaxError) -> StateReference {
        for word in ["backup", "latest"] { couldBe(.keyword(word), isSpoken: false) }
        if isKeyword("backup") || isKeyword("latest") { return try parseBackup() }
        let group = try parseGroup()
        guard acceptKeyword("as") else { return .group(group) }
        try expectKeyword("of")
        return .asOf(group: group, instant: try parseInstant())
    }
}
