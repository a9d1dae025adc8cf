public import Recipients

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

/// What a page of `help` explains.
public enum HelpSubject: Sendable {
    /// One command, or all that begin with some words.
    case commands([Command], words: String)
    /// A part of the language.
    case part(LanguageTopic)

    /// Finds what a page is about.
    ///
    /// - Parameter topic: The words after `help`, in any case.
    /// - Throws: `unknown-command`, with the nearest topic.
    public init(_ topic: String) throws(Failure) {
        guard let found = Self(known: topic) else { throw CheckProblem.unknownTopic(topic).failure }
        self = found
    }

    /// Finds what a page is about; nil if there is no such page.
    ///
    /// - Parameter topic: The words after `help`, in any case.
    init?(known topic: String) {
        let words = topic.helpWords
        let name = words.joined(separator: " ")
        let commands = CommandTable.all.filter { $0.verb.words.starts(with: words) }
        if !commands.isEmpty, !words.isEmpty {
            self = .commands(commands, words: name)
        } else if let part = LanguageTopic.allCases.first(where: { $0.rawValue == name || $0.words.contains(name) }) {
            self = .part(part)
        } else {
            return nil
        }
    }

    /// The topic that was probably meant by one that has no page; nil if none is near.
    static func nearest(to topic: String) -> String? {
        let (words, topics) = (topic.helpWords, LanguageTopic.helpTopics)
        let begun = words.indices.reversed().lazy.map { words[..<$0].joined(separator: " ") }
        return topics.nearest(to: topic) ?? begun.first { topics.contains($0) }
    }
}

extension String {
    /// The words of a topic, as the table of commands has them.
    fileprivate var helpWords: [String] { lowercased().split(whereSeparator: \.isWhitespace).map(String.init) }
}
