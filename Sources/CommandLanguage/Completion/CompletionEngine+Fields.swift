extension CompletionEngine {
    /// The fields of the rows that a condition, `sort by` or `sum` is about.
    var fieldNames: [String] {
        guard let (kind, start) = rowsInQuestion else { return [] }
        let fields = RowFields.of(kind)
        let origin = kind == .rows ? fileOrigin(from: start) : origin(from: start)
        guard fields.isOpen, let origin else { return fields.names }
        return fields.names + context.fields(of: origin)
    }

    /// The rows' own fields, which only some groups have.
    var ownFields: [String] {
        guard let (_, start) = rowsInQuestion else { return [] }
        return origin(from: start).map(context.fields) ?? []
    }

    /// What `--only` can bring back and has not been given yet.
    var restoredNames: [Completion.Candidate] {
        let given = parser.end.namesOfOption ?? []
        return arguments((ownFields + ["sign-up"]).filter { !given.contains($0.foldedForComparison) }, .field)
    }

    /// The fields as a condition names them; none within quotation marks, where a text is typed.
    var conditionFields: [Completion.Candidate] {
        guard case .bare = piece.form else { return [] }
        let fixed = rowsInQuestion.map { RowFields.of($0.0).names } ?? []
        return fieldNames.filter { begins($0) }.map { name in
            let isBare = fixed.contains(name) || ArgumentText.of(name) == name && !isLiteral(name)
            return .init(
                text: isBare ? name + space : "field(\(ArgumentText.literal(name)))\(space)", shown: name, kind: .field)
        }
    }

    /// Whether a bare word would be read as a value, not as a field.
    private func isLiteral(_ name: String) -> Bool {
        Self.literals.contains(name.lowercased()) || name.first.map { $0.isNumber || $0 == "-" } ?? false
    }

    /// The fields that `add recipient` and `update recipient` give values to.
    var assignedFields: [Completion.Candidate] {
        let own = assignedOrigin.map(context.fields) ?? []
        return own.filter { begins($0) }.map { .init(text: argument($0) + "=", shown: $0, kind: .field) }
    }

    /// The group of the recipient that `add recipient` and `update recipient` name.
    var assignedOrigin: FieldOrigin? {
        tokens.lastIndex { isKeyword("to", $0) || isKeyword("of", $0) }.flatMap { origin(from: $0) }
    }

    /// The kind of rows, and the index of the token after which their origin is named.
    var rowsInQuestion: (RowKind, Int)? {
        for index in tokens.indices.reversed() {
            let token = tokens[index]
            if token.endsStatement || token.kind == .leftBrace { return nil }
            guard token.kind == .word, isWordOfGrammar(index) else { continue }
            let word = parser.text(token).lowercased()
            if word == "groups", index > tokens.startIndex, isKeyword("deleted", tokens[index - 1]) {
                return (.deletedGroups, index + 1)
            }
            if word == "changes", tokens.count > index + 2, isKeyword("recipient", tokens[index + 2]) {
                return (.recipientChanges, index + 1)
            }
            if let kind = RowKind(firstWord: word) { return (kind, index + 1) }
            if ["restore", "export", "download", "compare", "undo"].contains(word) { return (.recipients, index) }
        }
        return nil
    }

    /// Whether a word is a keyword: in an incomplete source, the parser has not marked all of them.
    private func isWordOfGrammar(_ index: Int) -> Bool {
        if parser.roles[index] == .keyword { return true }
        let before = index > tokens.startIndex ? tokens[index - 1] : nil
        return before?.kind == .leftParenthesis
    }

    /// The file that `rows of` names.
    func fileOrigin(from start: Int) -> FieldOrigin? {
        guard tokens.indices.contains(start + 1) else { return nil }
        return literalText(tokens[start + 1], parser.lexed).map(FieldOrigin.file)
    }

    /// The group or backup named after the `of`, `to` or `restore` at a token.
    func origin(from start: Int) -> FieldOrigin? {
        guard tokens.indices.contains(start) else { return nil }
        var rest = tokens[start...].dropFirst()
        func take(_ word: String) -> Bool {
            guard isKeyword(word, rest.first) else { return false }
            rest.removeFirst()
            return true
        }
        if isKeyword("undo", tokens[start]) { _ = take("of") }
        if isKeyword("into", tokens[start]) { _ = take("new") }
        var isLatest = false
        if take("latest") {
            guard take("backup"), take("of") else { return nil }
            isLatest = true
        } else if take("backup") || isKeyword("restore", tokens[start]) && rest.first?.kind == .word {
            if isKeyword("group", rest.first) {
                rest.removeFirst()
            } else {
                return rest.first.flatMap { BackupNumber.value(parser.text($0)) }.map { .backup($0) }
            }
        }
        _ = take("group")
        guard let name = rest.first.flatMap({ literalText($0, parser.lexed) }) else { return nil }
        return isLatest ? .latestBackup(of: name) : .group(name)
    }
}
