import Recipients

extension Parser {
    /// Reads `group NAME`, `backup ID`, `latest backup of NAME` or `recipient EMAIL of NAME` within parentheses; nil
    /// if the word is a field.
    mutating func acceptRecord() throws(SyntaxError) -> RecordReference? {
        guard ["group", "backup", "recipient", "latest"].contains(where: { isKeyword($0) }) else { return nil }
        if isInCondition {
            let next = peek()
            let isArgument = next.isArgument && !isOperatorWord(next) || next.kind == .leftParenthesis
            guard isArgument else { return nil }
        }
        if acceptKeyword("group") { return .group(try parseArgument(.slot(.group))) }
        if acceptKeyword("recipient") {
            let start = index - 1
            let email = try parseArgument(.slot(.email))
            if current.kind == .rightParenthesis {
                couldBe(.keyword("of"))
                throw unexpected(hint: recordInParentheses(at: start).map { .instead("name its group: \($0)") })
            }
            try expectKeyword("of")
            return .recipient(email: email, group: try parseGroup())
        }
        return .backup(try parseBackup())
    }

    /// Reports an expression that goes on within the parentheses of a record.
    ///
    /// - Parameter start: The index of the record's first token.
    mutating func expectEndOfRecord(from start: Int) throws(SyntaxError) {
        guard current.kind == .comma || current.isComparison || isOperatorWord(current),
            let record = recordInParentheses(at: start)
        else { return }
        couldBe(.rightParenthesis)
        throw unexpected(hint: .instead("put only the record in parentheses: \(record)"))
    }

    /// The record that the words at a token describe, in parentheses and with its member after them; nil if they
    /// describe none. What is missing is `NAME`.
    func recordInParentheses(at start: Int) -> String? {
        let tokens = lexed.tokens[start...].prefix { $0.isArgument && !isOperatorWord($0) && !text($0).hasPrefix("--") }
        guard let first = tokens.first, tokens.count > 1 else { return nil }
        let (second, rest) = (tokens[start + 1], tokens.dropFirst(2))
        if isKeyword("group", first) { return record("group", tokens.dropFirst(), .of(.groups)) }
        if isKeyword("recipient", first) {
            return record("recipient \(text(second)) of", rest.dropFirst(), .of(.recipients))
        }
        if isKeyword("latest", first), isKeyword("backup", second) {
            return record("latest backup of", rest.dropFirst(), .of(.backups))
        }
        guard isKeyword("backup", first) else { return nil }
        let id = second.kind == .word ? text(second).splittingMember(of: .of(.backups)).name : ""
        let isName = second.kind == .word && !BackupNumber.isWritten(id)
        return record(isName ? "latest backup of" : "backup", isName ? tokens.dropFirst() : [second], .of(.backups))
    }

    /// A record in parentheses.
    ///
    /// - Parameters:
    ///   - head: The words before the name.
    ///   - tokens: The name, perhaps of several words, perhaps with `group` before it and a member after it.
    private func record(_ head: String, _ tokens: ArraySlice<Token>, _ fields: RowFields) -> String {
        let hasKeyword = head.hasSuffix(" of") && tokens.first.map { isKeyword("group", $0) } ?? false
        let words = hasKeyword ? tokens.dropFirst() : tokens
        guard let first = words.first else { return "(\(head) NAME)" }
        guard words.allSatisfy({ $0.kind == .word }) else { return "(\(head) \(text(first)))" }
        let (name, member) = words.map(text).joined(separator: " ").splittingMember(of: fields)
        return "(\(head) \(name == name.abbreviated ? ArgumentText.of(name) : "NAME"))\(member)"
    }
}

extension String {
    /// The text without the `.field` at its end, and that; a name may itself contain a full stop.
    fileprivate func splittingMember(of fields: RowFields) -> (name: String, member: String) {
        guard let dot = lastIndex(of: "."), dot > startIndex else { return (self, "") }
        let member = String(self[index(after: dot)...])
        let isField = fields.field(named: member) != nil || fields.isOpen && Identifier.isValid(member)
        return isField ? (String(self[..<dot]), String(self[dot...])) : (self, "")
    }
}
