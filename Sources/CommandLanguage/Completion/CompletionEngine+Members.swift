// The members of values: what the checker knows of them where the statement being typed begins.
extension CompletionEngine {
    /// The members of a variable, of a call or of a value in parentheses.
    func members(of owner: String, _ place: CompletionPiece.MemberPlace) -> [Completion.Candidate] {
        memberNames(of: owner).sorted().filter { begins($0) }.compactMap { name in
            let needsQuotes = !Identifier.isValid(name)
            // Such a name must be quoted, and here it cannot be.
            guard !needsQuotes || place != .text && !name.contains("\"") else { return nil }
            let isQuoted = needsQuotes || place == .quoted
            let text = isQuoted ? "\"\(name)\"" : name
            return .init(text: text + closingBrace, shown: name, kind: .member)
        }
    }

    private func memberNames(of owner: String) -> [String] {
        let probe = ValueProbe(owner, head: parser.lexed, context.variables())
        var names = probe.fields?.names ?? []
        if probe.fields?.isOpen == true, let origin = probe.origin { names += context.fields(of: origin) }
        if owner.hasPrefix("$"), !owner.contains("."), !probe.isDeclared {
            // An existing value tells more than its type.
            let known = context.members(of: String(owner.dropFirst()))
            if !known.isEmpty { names = known }
        }
        return names
    }
}

/// What is known of a value in a statement that is still being typed. To find out, the statement is replaced by a `let`
/// with the value, and the source up to there is checked.
struct ValueProbe {
    /// The fields of the value.
    private(set) var fields: RowFields?
    /// Where its rows come from, or the rows that it is one of.
    private(set) var origin: FieldOrigin?
    /// Whether the source itself gives the variable its value.
    private(set) var isDeclared = false

    private static let name = "_completed"

    init(_ owner: String, head: LexedSource, _ variables: KnownVariables) {
        let script = Self.script(owner, head)
        let findings = Checker.findings(in: script, knownVariables: variables) { _, _, _ in .unknown }
        let declarations = findings.declarations
        guard let kept = declarations.last(where: { $0.name.text == Self.name }),
            let expression = script.value(of: kept)
        else { return }
        let place = kept.statement.lower
        fields = kept.fields
        origin = Self.origin(of: expression, in: script, declarations, place)
        guard case .variable(let variable) = expression.kind,
            let declaration = declarations.last(of: variable.name.text, at: place)
        else { return }
        isDeclared = true
        // For a name that gets values of several kinds, the last value counts here.
        fields = variable.members.reduce(declaration.fields) { fields, member in
            switch fields?.field(named: member.text)?.type {
            case .record(let inner), .rows(let inner): inner
            default: nil
            }
        }
    }

    /// The source up to the statement, then the `let`, then the closing braces of the open blocks.
    private static func script(_ owner: String, _ head: LexedSource) -> Script {
        let tokens = head.tokens.dropLast()
        let last = tokens.lastIndex { $0.endsStatement || $0.kind == .leftBrace || $0.kind == .rightBrace }
        let end = last.map { tokens[$0].range.upper } ?? 0
        var open = 0
        for token in tokens where token.range.upper <= end {
            if token.kind == .leftBrace { open += 1 }
            if token.kind == .rightBrace { open = max(0, open - 1) }
        }
        let text = "\nlet \(name) = \(owner)\n" + String(repeating: "}\n", count: open)
        return Parser.parse(Source(name: nil, bytes: Array(head.source.bytes[..<end]) + text.utf8)).script
    }

    /// Where the rows of an expression come from, as far as its text shows it.
    private static func origin(
        of expression: Expression,
        in script: Script,
        _ declarations: [VariableDeclaration],
        _ place: Int
    ) -> FieldOrigin? {
        switch expression.kind {
        case .query(let query): return FieldOrigin(query.rows)
        case .call(.first, let arguments), .call(.last, let arguments):
            return arguments.first.flatMap { origin(of: $0, in: script, declarations, place) }
        case .record(.recipient(_, let group)): return group.literalText.map(FieldOrigin.group)
        case .variable(let variable) where variable.members.isEmpty:
            guard let declaration = declarations.last(of: variable.name.text, at: place),
                declaration.statement.lower < place, let value = script.value(of: declaration)
            else { return nil }
            return origin(of: value, in: script, declarations, declaration.statement.lower)
        default: return nil
        }
    }
}

extension FieldOrigin {
    /// Where the rows of a query come from; nil if that is known only at run time, or they have no own fields.
    init?(_ rows: RowSource) {
        switch rows {
        case .recipients(.group(let group)), .recipients(.asOf(let group, _)):
            guard let name = group.literalText else { return nil }
            self = .group(name)
        case .recipients(.latestBackup(let group)):
            guard let name = group.literalText else { return nil }
            self = .latestBackup(of: name)
        case .recipients(.backup(let id)):
            guard let id = id.literalText.flatMap(BackupNumber.value) else { return nil }
            self = .backup(id)
        case .rows(let file):
            guard let name = file.literalText else { return nil }
            self = .file(name)
        default: return nil
        }
    }
}

extension Script {
    /// The expression whose value a declaration takes, or whose rows it iterates over.
    fileprivate func value(of declaration: VariableDeclaration) -> Expression? {
        for statement in allStatements {
            switch statement.kind {
            case .binding(declaration.name, .expression(let value)): return value
            case .loop(declaration.name, let rows, _): return rows
            case .parameter(declaration.name, let standard?): return standard
            default: continue
            }
        }
        return nil
    }
}
