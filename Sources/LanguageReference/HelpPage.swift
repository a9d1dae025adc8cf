import CommandLanguage
public import Recipients

/// A page of `help`.
public struct HelpPage: Sendable {
    /// The topic, in the words that `help` takes; nil for the list of commands.
    public let topic: String?
    /// The lines, joined by line ends; none after the last.
    public let text: String

    /// Lines of a page below one another.
    public struct Part: Hashable, Sendable {
        /// The lines, joined by line ends.
        public let text: String
        /// Whether they are a heading and examples, which people copy, down to the next heading.
        public let holdsExamples: Bool
    }

    /// The parts of the text, of which those with examples are parts of their own.
    public var parts: [Part] {
        var parts: [(lines: [Substring], holdsExamples: Bool)] = []
        for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
            let isIndented = line.isEmpty || line.hasPrefix(" ")
            let holdsExamples = isIndented ? parts.last?.holdsExamples ?? false : Self.exampleHeadings.contains(line)
            if holdsExamples == parts.last?.holdsExamples {
                parts[parts.count - 1].lines.append(line)
            } else {
                parts.append(([line], holdsExamples))
            }
        }
        return parts.map { Part(text: $0.lines.joined(separator: "\n"), holdsExamples: $0.holdsExamples) }
    }

    /// The headings of examples, here and in the texts on topics.
    private static let exampleHeadings: Set<Substring> = ["example:", "examples:"]

    /// The list of commands, by category.
    public static let overview: HelpPage = {
        let queries = RowKind.allCases.map { (LanguageTopic.syntax(of: $0), $0.summary) }
        let commands = CommandTable.all.map { ($0.category, $0.verb.rawValue, $0.summary) }
        let width = commands.map(\.1.count).max() ?? 0
        let sections = Command.Category.allCases.map { category in
            let lines = commands.filter { $0.0 == category }.map { line($0.1, $0.2, width: width) }
            return ([category.rawValue] + lines).joined(separator: "\n")
        }
        let queryWidth = queries.map(\.0.count).max() ?? 0
        let rows = (["queries"] + queries.map { line($0.0, $0.1, width: queryWidth) }).joined(separator: "\n")
        let topics = LanguageTopic.allCases.map(\.rawValue).joined(separator: ", ")
        let more = ["\"help COMMAND\" explains a command. There is also help on:"] + topics.wrapped(indentation: 2)
        return HelpPage(
            topic: nil, text: ([rows] + sections + [more.joined(separator: "\n")]).joined(separator: "\n\n"))
    }()

    private static func line(_ name: String, _ summary: String, width: Int) -> String {
        "  \(name)\(String(repeating: " ", count: width - name.count + 2))\(summary)"
    }

    /// The page on a topic: a command, the first word of several commands, a statement, a kind of rows, or a part of
    /// the language.
    ///
    /// - Parameter topic: The words after `help`, in any case.
    /// - Throws: `unknown-command`, with the nearest topic.
    public static func about(_ topic: String) throws(Failure) -> HelpPage {
        let words = topic.lowercased().split(whereSeparator: \.isWhitespace)
        let name = words.joined(separator: " ")
        let commands = CommandTable.all.filter { $0.verb.words.starts(with: words.map(String.init)) }
        if !commands.isEmpty, !words.isEmpty {
            return HelpPage(topic: name, text: commands.map(\.helpText).joined(separator: "\n\n"))
        }
        if let part = LanguageTopic.allCases.first(where: { $0.rawValue == name || $0.words.contains(name) }) {
            return HelpPage(topic: part.rawValue, text: part.text)
        }
        let nearest = LanguageTopic.helpTopics.nearest(to: topic).map { "help \($0)".asSuggestion }
        throw Failure(
            .unknownCommand, "there is no help on \(topic.abbreviated.quoted)",
            help: nearest ?? "\"help\" lists the commands")
    }
}

extension Command {
    /// The syntax, summary, options, result and examples.
    var helpText: String {
        var lines = [syntax, "  \(summary)"]
        if !options.isEmpty { lines += ["", "options:"] }
        for option in options {
            var meaning = option.summary
            if let standard = option.standard, option.valueKind != .flag { meaning += " (default: \(standard))" }
            lines += ["  \(option.usage)"] + meaning.wrapped(indentation: 6)
            if option.isRepeatable { lines.append("      may be repeated") }
        }
        if result.fields.count > 1 {
            lines += ["", "result:"] + result.names.dropFirst().joined(separator: ", ").wrapped(indentation: 2)
        }
        lines += slotLines
        lines += ["", examples.count == 1 ? "example:" : "examples:"]
        lines += examples.flatMap { $0.split(separator: "\n") }.map { "  \($0)" }
        return lines.joined(separator: "\n")
    }

    /// The meaning of the slots of the syntax, each once.
    private var slotLines: [String] {
        var seen: Set<String> = []
        let lines = slots.flatMap { slot -> [String] in
            guard let meaning = slot.meaning, seen.insert(meaning.text).inserted else { return [] }
            return ["  <\(slot.rawValue)>"] + meaning.text.wrapped(indentation: 6)
                + meaning.examples.map { "      \($0)" }
        }
        return lines.isEmpty ? [] : ["", "where:"] + lines
    }
}

extension RowKind {
    /// A line about the rows.
    fileprivate var summary: String {
        switch self {
        case .groups: "the groups, with how many recipients each has"
        case .deletedGroups: "groups that can be brought back"
        case .backups: "what can be restored"
        case .recipients: "who is in a group, was in it, or is in a backup"
        case .backupChanges: "what the change that a backup was made for did"
        case .recipientChanges: "the history of one person"
        case .find: "where an address is and was, in groups and backups"
        case .rows: "the rows of a file"
        case .fields: "a group's fields, with how many recipients have a value"
        case .activity: "who opened, clicked and bounced"
        case .log: "what was done, when and by whom"
        }
    }
}

extension String {
    /// The text wrapped into lines of 80 columns at most, each indented by that many spaces.
    func wrapped(indentation: Int) -> [String] {
        let margin = String(repeating: " ", count: indentation)
        var lines: [String] = []
        var line = margin
        for word in split(separator: " ") {
            if line != margin, line.count + 1 + word.count > 80 {
                lines.append(line)
                line = margin
            }
            line += line == margin ? String(word) : " \(word)"
        }
        return lines + [line]
    }
}
