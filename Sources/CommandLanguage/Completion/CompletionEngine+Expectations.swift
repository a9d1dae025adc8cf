import Recipients

extension CompletionEngine {
    /// The candidates for what the parser expects.
    func meeting(_ expectation: ExpectedSyntax) -> [Completion.Candidate] {
        switch expectation {
        case .keyword(let word): keywords([word])
        case .symbol(.equals): keywords(["="])
        // These are quicker to type than to choose.
        case .symbol(.comma), .symbol(.leftBrace), .symbol(.rightParenthesis): []
        // It is offered together with the name before it.
        case .equals: []
        case .slot(let slot): meeting(slot)
        case .part(let part): meeting(part)
        // Handled by `optionWithoutValue`: where a value is missing, nothing else is offered.
        case .value: []
        }
    }

    private func meeting(_ slot: Slot) -> [Completion.Candidate] {
        switch slot {
        case .group:
            namesNewGroup
                ? [] : arguments(context.groupNames() + (takesDeletedGroup ? context.deletedGroupNames() : []), .name)
        case .id: backups
        case .email: addresses
        case .input, .file: files
        case .interface: arguments(["api", "contao", "magento", "shopware", "woocommerce", "xt:commerce"], .value)
        case .topic: topics
        case .timeZone: timeZones
        case .fieldValue: assignedFields
        // The keywords that begin them are expected separately.
        case .backup, .source, .left, .right, .condition, .fields, .rowCount: []
        // These are new: there is nothing to choose from.
        case .newName, .instant, .duration, .campaign, .parameter: []
        }
    }

    private func meeting(_ part: ExpectedSyntax.Part) -> [Completion.Candidate] {
        switch part {
        case .fieldName:
            arguments(fieldNames.filter { !parser.end.namedFields.contains($0.foldedForComparison) }, .field)
        case .operand where hasClosedValues: comparedValues
        case .operand:
            comparedValues + conditionFields + keywords(Self.literals) + variableValues + functions(Function.allCases)
        // Fields exist only in conditions.
        case .value:
            comparedValues + keywords(Self.literals) + variableValues
                + functions(Function.allCases.filter { $0 != .field })
        case .errorCode: keywords(ErrorCode.allCases.map(\.rawValue), .value)
        case .assignedValue: assignedValues
        case .column: mappedColumns
        case .field: mappedFields
        // These are new: there is nothing to choose from.
        case .variableName, .rowCount, .title, .pattern, .reason, .heredoc: []
        case .command: commands
        // Options are offered by `options`, where the statement could end.
        case .option, .statementEnd: []
        }
    }

    /// The time zones that begin with the piece; if there are none, those whose last part does: the cities.
    private var timeZones: [Completion.Candidate] {
        let zones = context.timeZoneNames()
        let begun = arguments(zones, .value)
        guard begun.isEmpty else { return begun }
        return zones.filter { zone in zone.split(separator: "/").last.map { begins(String($0)) } ?? false }
            .map { .init(text: argument($0) + space, shown: $0, kind: .value) }
    }

    /// Whether the name being typed is that of a group to be created.
    private var namesNewGroup: Bool {
        isKeyword("new", token(back: 0)) || isKeyword("group", token(back: 0)) && isKeyword("new", token(back: 1))
    }

    /// Whether a deleted group may be named here: before an `as of`, after `latest backup of`, `backups of` and
    /// `undo of`.
    private var takesDeletedGroup: Bool {
        let skipped = isKeyword("group", token(back: 0)) ? 1 : 0
        let before = token(back: skipped)
        if ["compare", "with"].contains(where: { isKeyword($0, before) }) { return true }
        if skipped == 1, isKeyword("restore", before) { return true }
        let owner = token(back: skipped + 1)
        return isKeyword("of", before)
            && ["backup", "backups", "recipients", "undo"].contains { isKeyword($0, owner) }
    }

    /// The values that an option takes.
    func values(of option: CommandOption) -> [Completion.Candidate] {
        switch option.valueKind {
        case .choice(let choices): return keywords(choices, .value)
        case .delimiter: return keywords(Delimiter.names, .value)
        case .file: return files
        case .text(let suggested): return keywords(suggested, .value)
        case .mapping: return mappedColumns
        case .names: return option.name == .only ? restoredNames : []
        case .flag: return []
        }
    }

    // MARK: The account

    private var backups: [Completion.Candidate] {
        context.backups().filter { begins(String($0.id)) }.map {
            .init(
                text: "\(argument("\($0.id)"))\(space)", shown: "\($0.id)", kind: .name,
                details: [$0.created, $0.reason, $0.group])
        }
    }

    private var addresses: [Completion.Candidate] {
        arguments(knownAddresses(in: groupBehindCursor), .name)
    }

    /// The group named after the cursor: `show recipient ann… of Newsletter`.
    private var groupBehindCursor: String? {
        let source = Source(name: nil, bytes: tail)
        let rest = Lexer.lex(source)
        var tokens = rest.tokens.prefix { !$0.endsStatement }
        guard let word = tokens.popFirst(), ["of", "from", "to", "in"].contains(source.text(word.range).lowercased())
        else { return nil }
        if let group = tokens.first, source.text(group.range).lowercased() == "group" { tokens.removeFirst() }
        return tokens.first.flatMap { literalText($0, rest) }
    }

    /// The text of an argument that is not a variable.
    func literalText(_ token: Token, _ lexed: LexedSource) -> String? {
        switch token.kind {
        case .word: return lexed.source.text(token.range)
        case .string where Int(token.payload) < lexed.strings.count:
            return lexed.strings[Int(token.payload)].literalText
        default: return nil
        }
    }

    private var files: [Completion.Candidate] {
        context.files(beginningWith: piece.text).map { path in
            guard path.hasSuffix("/") else { return .init(text: argument(path) + space, shown: path, kind: .file) }
            // The path goes on after a folder, so its quotation stays open.
            let text = argument(path)
            return .init(text: text.hasSuffix("\"") ? String(text.dropLast()) : text, shown: path, kind: .file)
        }
    }

    // MARK: The language

    static var literals: [String] { ["true", "false", "none"] }

    /// The variables, where a value is expected and nothing has been typed yet.
    private var variableValues: [Completion.Candidate] {
        guard case .bare = piece.form, piece.text.isEmpty else { return [] }
        return variables.map { .init(text: "$\($0)", shown: "$\($0)", kind: .variable) }
    }

    private func functions(_ functions: [Function]) -> [Completion.Candidate] {
        guard case .bare = piece.form else { return [] }
        return (functions.map(\.rawValue) + Fold.allCases.map(\.rawValue)).filter { begins($0) }
            .map {
                .init(text: ["now", "today"].contains($0) ? "\($0)()" : "\($0)(", shown: "\($0)(", kind: .function)
            }
    }

    /// The next words of the topics that begin with the words after `help`.
    private var topics: [Completion.Candidate] {
        guard let help = tokens.lastIndex(where: { isKeyword("help", $0) }) else { return [] }
        let typed = tokens[(help + 1)...].map { parser.text($0).lowercased() }
        let next = LanguageTopic.helpTopics.map { $0.split(separator: " ").map(String.init) }
            .filter { $0.count > typed.count && $0.starts(with: typed) }.map { $0[typed.count] }
        return keywords(Set(next).sorted(), .value)
    }
}
