import CommandLanguage
import Recipients

/// The grammars for editors: hand-written templates, into which the words of the language are filled.
public enum EditorGrammar: String, CaseIterable, Sendable {
    case textMate = "json"
    case vim
    case emacs = "el"

    /// The editor whose templates have this file name extension, such as `vim`; nil if there is none.
    public init?(fileExtension: String) {
        self.init(rawValue: fileExtension)
    }

    /// A template with its parts filled in: `{{NAME}}` stands for the generated part of that name.
    ///
    /// - Parameters:
    ///   - template: A grammar, or another file of the editor.
    ///   - version: The number of the program's version, for `{{version}}`.
    public func text(template: String, version: String) -> String {
        parts.reduce(into: template.replacing("{{version}}", with: version)) {
            $0 = $0.replacing("{{\($1.key)}}", with: $1.value)
        }
    }

    private var parts: KeyValuePairs<String, String> {
        switch self {
        case .textMate:
            // Patterns that contain other parts come first, so that those are replaced after them.
            [
                "commands": TextMateCommands.includes, "command rules": TextMateCommands.rules,
                "query options": TextMateCommands.queryOptions,
                "rows": Self.rows.joined(separator: "|"), "functions": Self.functions.joined(separator: "|"),
                "row functions": Self.rowFunctions.joined(separator: "|"),
                "error codes": Self.errorCodes.joined(separator: "|"), "units": Self.units.joined(separator: "|"),
                "unit letters": Self.unitLetters, "word": TextMateCommands.word, "end": TextMateCommands.endOfWord,
                "statement end": TextMateCommands.endOfStatement, "condition end": TextMateCommands.endOfCondition,
                "name": TextMateCommands.name,
            ]
        case .vim:
            [
                "commands": VimCommands.rules, "query options": VimCommands.queryOptions, "name": VimCommands.name,
                "rows": Self.rows.joined(separator: #"\|"#),
                "row functions": Self.rowFunctions.joined(separator: #"\|"#),
                "functions": Self.functions.joined(separator: #"\|"#),
                "error codes": Self.errorCodes.joined(separator: " "), "units": Self.units.joined(separator: #"\|"#),
                "unit letters": Self.unitLetters,
            ]
        case .emacs:
            [
                "commands": EmacsCommands.entries,
                "statements": EmacsCommands.strings(Statement.firstWords + ["else"]),
                "rows": EmacsCommands.strings(Self.rows), "functions": EmacsCommands.strings(Self.functions),
                "query words": EmacsCommands.strings(Self.queryWords),
                "error codes": EmacsCommands.strings(Self.errorCodes), "units": EmacsCommands.strings(Self.units),
                "unit letters": Self.unitLetters,
            ]
        }
    }

    // MARK: Words that belong to no command

    private static let rows = RowKind.firstWords
    /// The functions whose argument may be a query without further parentheses.
    private static let rowFunctions = Function.names.filter(Function.takesRows)
    private static let functions = Function.names
    private static let queryWords = [
        "of", "group", "groups", "latest", "backup", "recipient", "as", "where", "count", "sort", "by", "asc", "desc",
        "limit", "show",
    ]
    private static let errorCodes = ErrorCode.allCases.map(\.rawValue)
    private static let units = TimeSpan.Unit.allCases.flatMap { [$0.rawValue, $0.rawValue + "s"] }
    private static let unitLetters = String(TimeSpan.Unit.allCases.compactMap(\.rawValue.first))
}

/// The lists in an Emacs mode that are generated from the command table.
enum EmacsCommands {
    /// A list for each command: the verb, then the words that may follow. Longer verbs come first, since others may be
    /// their beginning.
    static let entries = CommandTable.all.sorted { $0.verb.words.count > $1.verb.words.count }.map { command in
        "    (" + strings([command.verb.rawValue] + command.keywords + command.options.map(\.spelling)) + ")"
    }.joined(separator: "\n")

    static func strings(_ words: [String]) -> String {
        words.map { "\"\($0)\"" }.joined(separator: " ")
    }
}
