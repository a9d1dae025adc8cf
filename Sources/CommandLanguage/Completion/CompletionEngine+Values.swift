import Recipients

// Known values, where one is compared with a field or assigned to one: a closed set, the names of groups, addresses,
// and what a group's own field holds.
extension CompletionEngine {
    /// The values of the field that is compared at the cursor, in quotation marks: a bare word would be a field.
    var comparedValues: [Completion.Candidate] {
        guard let compared else { return [] }
        return candidates(knownValues(of: compared))
    }

    /// Whether the field that is compared at the cursor has few possible values, one of which begins with the piece.
    var hasClosedValues: Bool {
        guard let compared, let values = closedValues(of: compared) else { return false }
        return values.contains { begins($0) }
    }

    /// The values of the field that `add recipient` or `update recipient` assigns at the cursor.
    var assignedValues: [Completion.Candidate] {
        guard tokens.last?.kind == .equals, let name = token(back: 1).flatMap({ literalText($0, parser.lexed) }),
            let origin = assignedOrigin
        else { return [] }
        return arguments(context.values(of: name, in: origin, beginningWith: piece.text), .value)
    }

    private func candidates(_ values: [String]) -> [Completion.Candidate] {
        values.filter { begins($0) }.map {
            .init(text: ArgumentText.literal($0) + space, shown: $0, kind: .value)
        }
    }

    // MARK: What is compared

    private enum Compared {
        /// A field of the row that a condition is about.
        case field(String)
        /// A member of a variable.
        case member(String, of: String)
    }

    /// What is compared with the value at the cursor, which follows an operator or is in the list after `in`.
    private var compared: Compared? {
        var rest = tokens
        if rest.last?.kind == .comma || rest.last?.kind == .leftParenthesis {
            guard let open = rest.lastIndex(where: { $0.kind == .leftParenthesis }) else { return nil }
            rest = rest[..<open]
            guard isKeyword("in", rest.last) else { return nil }
        }
        guard let sign = rest.popLast(), isComparison(sign) else { return nil }
        if isKeyword("in", sign), isKeyword("not", rest.last) { rest.removeLast() }
        return compared(endingAt: rest)
    }

    private func compared(endingAt tokens: ArraySlice<Token>) -> Compared? {
        guard let last = tokens.last else { return nil }
        switch last.kind {
        case .word: return .field(parser.text(last))
        case .variable:
            guard let variable = parser.variable(last), let member = variable.members.last else { return nil }
            let owner = ([variable.name] + variable.members.dropLast()).map(\.text).joined(separator: ".")
            return .member(member.text, of: "$\(owner)")
        case .rightParenthesis:
            // `field("Kd Nr")`
            let call = tokens.suffix(4)
            guard call.count == 4, isKeyword("field", call.first) else { return nil }
            return literalText(call[call.endIndex - 2], parser.lexed).map(Compared.field)
        default: return nil
        }
    }

    private func isComparison(_ token: Token) -> Bool {
        switch token.kind {
        case .equals, .doubleEquals, .notEquals, .less, .lessOrEqual, .greater, .greaterOrEqual, .notMatches: true
        default: isKeyword("~", token) || isKeyword("in", token)
        }
    }

    // MARK: Values

    /// All values that it can have; nil if it can have any.
    private func closedValues(of compared: Compared) -> [String]? {
        switch compared {
        case .member(let name, let owner):
            ValueProbe(owner, head: parser.lexed, context.variables()).fields?.field(named: name)?.values
        case .field(let name): rowsInQuestion.flatMap { RowFields.of($0.0).field(named: name)?.values }
        }
    }

    private func knownValues(of compared: Compared) -> [String] {
        if let values = closedValues(of: compared) { return values }
        switch compared {
        case .member: return []
        case .field(let name):
            guard let (kind, start) = rowsInQuestion else { return [] }
            let origin = kind == .rows ? fileOrigin(from: start) : origin(from: start)
            return knownValues(of: name.lowercased(), written: name, kind, origin)
        }
    }

    private func knownValues(of name: String, written: String, _ kind: RowKind, _ origin: FieldOrigin?) -> [String] {
        let field = RowFields.of(kind).field(named: name)
        switch (kind, name) {
        case (.groups, "name"), (_, "group"): return context.groupNames()
        case (.recipients, "email"):
            if case .group(let group) = origin { return knownAddresses(in: group) }
            return knownAddresses(in: nil)
        case (_, "email") where field != nil: return knownAddresses(in: nil)
        case (.recipients, "source"): break
        default: if field != nil { return [] }
        }
        return origin.map { context.values(of: written, in: $0, beginningWith: piece.text) } ?? []
    }

    /// The shortest beginning of an address that is looked up, so that one key press does not list a whole customer
    /// base.
    private static var shortestAddress: Int { 3 }

    /// The addresses that were typed most recently, then others that begin with the piece.
    func knownAddresses(in group: String?) -> [String] {
        let recent = context.recentAddresses()
        guard piece.text.count >= Self.shortestAddress else { return recent }
        return recent + context.addresses(beginningWith: piece.text.lowercased(), in: group)
    }

    // MARK: Columns

    /// The columns of the file that the statement imports, as `--map` takes them.
    var mappedColumns: [Completion.Candidate] {
        guard let file = importedFile else { return [] }
        return context.fields(of: .file(file)).filter { begins($0) }.map {
            .init(text: argument($0) + "=", shown: $0, kind: .field)
        }
    }

    private var importedFile: String? {
        for index in tokens.indices.reversed() {
            if tokens[index].endsStatement || tokens[index].kind == .leftBrace { return nil }
            if parser.roles[index] == .file { return literalText(tokens[index], parser.lexed) }
        }
        return nil
    }

    /// The fields that a column can be assigned to: those of the group, then those that are usual in any group.
    var mappedFields: [Completion.Candidate] {
        let target = tokens.lastIndex { isKeyword("into", $0) }
        let own = target.flatMap { origin(from: $0) }.map(context.fields) ?? []
        let common = ["firstname", "lastname", "salutation", "company", "city"]
        let fixed = Field.fixed.map(\.name) + ConsentMeaning.mapped.map(\.rawValue)
        return arguments(own + common + fixed, .field)
    }
}
