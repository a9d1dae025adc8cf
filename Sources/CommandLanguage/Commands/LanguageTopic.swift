/// The parts of the language that are not commands; `help` has a short page on each.
public enum LanguageTopic: String, CaseIterable, Sendable {
    /// The parts, by the names that `help` takes.
    case statements, expressions, conditions, queries, group, backup, undo, mode, consent, dates
    case asOf = "as of"
    case keys

    /// The words that lead to the page.
    public var words: [String] {
        switch self {
        case .statements: Statement.firstWords + ["else", "expect error", "expect output"]
        case .expressions: Function.names + ["and", "or", "not", "in"]
        case .conditions: ["where", "condition"]
        case .queries: RowKind.firstWords + ["count", "count by", "sort", "sort by", "limit", "show", "to"]
        case .group: ["name", "names"]
        case .backup: ["retention"]
        case .undo: []
        case .mode: ["modes"]
        case .consent: []
        case .dates: ["instant", "instants", "duration", "durations"]
        case .asOf: []
        case .keys: ["completion", "emacs", "vi"]
        }
    }

    /// Everything that `help` explains: the commands, their first words, the topics and the words that lead to them.
    public static let helpTopics: [String] =
        CommandTable.all.map(\.verb.rawValue) + CommandTable.firstWords + allCases.map(\.rawValue)
        + allCases.flatMap(\.words)
}
