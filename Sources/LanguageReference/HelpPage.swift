import CommandLanguage
public import Recipients

/// A page of `help`.
public struct HelpPage: Sendable {
    /// The topic, in the words that `help` takes; nil for the list of commands.
    public let topic: String?
    private let lines: [HelpLine]

    /// The lines, with paragraphs of 80 columns at most, joined by line ends; none after the last.
    public var text: String { lines.text }

    /// Lines of a page below one another, or a paragraph.
    public struct Part: Hashable, Sendable {
        /// The lines, joined by line ends; of a paragraph, its words.
        public let text: String
        /// Whether they are a heading and examples, which people copy, down to the next heading.
        public let holdsExamples: Bool
        /// How many spaces stand before each line of a paragraph, which is still to be wrapped; nil for lines.
        public let indentation: Int?
    }

    /// The parts of the page. Examples and paragraphs are parts of their own.
    public var parts: [Part] {
        var parts: [Part] = []
        var written: [String] = []
        var holdsExamples = false
        func endPart() {
            guard !written.isEmpty else { return }
            parts.append(
                Part(text: written.joined(separator: "\n"), holdsExamples: holdsExamples, indentation: nil))
            written = []
        }
        for line in lines {
            switch line {
            case .paragraph(let text, let indentation):
                endPart()
                parts.append(Part(text: text, holdsExamples: false, indentation: indentation))
            case .written(let text):
                let isIndented = text.isEmpty || text.hasPrefix(" ")
                let areExamples = isIndented ? holdsExamples : Self.exampleHeadings.contains(text)
                if areExamples != holdsExamples { endPart() }
                holdsExamples = areExamples
                written.append(text)
            }
        }
        endPart()
        return parts
    }

    /// The headings of examples, here and in the texts on topics.
    private static let exampleHeadings: Set = ["example:", "examples:"]

    private init(topic: String?, lines: [HelpLine]) {
        self.topic = topic
        self.lines = lines
    }

    /// A page that is written as it is shown.
    private init(topic: String, text: String) {
        self.init(
            topic: topic,
            lines: text.split(separator: "\n", omittingEmptySubsequences: false).map { .written(String($0)) })
    }

    /// The list of commands, by category.
    public static let overview: HelpPage = {
        let queries = RowKind.allCases.map { (LanguageTopic.syntax(of: $0), $0.summary) }
        let commands = CommandTable.all.map { ($0.category, $0.verb.rawValue, $0.summary) }
        let width = commands.map(\.1.count).max() ?? 0
        let sections = Command.Category.allCases.map { category in
            [category.rawValue] + commands.filter { $0.0 == category }.map { line($0.1, $0.2, width: width) }
        }
        let queryWidth = queries.map(\.0.count).max() ?? 0
        let rows = ["queries"] + queries.map { line($0.0, $0.1, width: queryWidth) }
        let topics = LanguageTopic.allCases.map(\.rawValue).joined(separator: ", ")
        return HelpPage(
            topic: nil,
            lines: ([rows] + sections).flatMap { $0 + [""] }.map(HelpLine.written) + [
                .written("\"rehearse\" before a command shows what it would do, and changes nothing."),
                .written("\"help COMMAND\" explains a command. There is also help on:"),
                .paragraph(topics, indentation: 2),
            ])
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
        switch try HelpSubject(topic) {
        case .commands(let commands, let words):
            return HelpPage(topic: words, lines: Array(commands.map(\.helpLines).joined(separator: [.written("")])))
        case .part(let part):
            return HelpPage(topic: part.rawValue, text: part.text)
        }
    }
}

/// A part of a page of help.
enum HelpLine: Hashable, Sendable {
    /// A line as it is shown.
    case written(String)
    /// Words that are wrapped, with so many spaces before each line.
    case paragraph(String, indentation: Int)
}

extension [HelpLine] {
    /// The lines, with paragraphs of 80 columns at most, joined by line ends.
    fileprivate var text: String {
        flatMap { line in
            switch line {
            case .written(let text): [text]
            case .paragraph(let text, let indentation): text.wrapped(indentation: indentation)
            }
        }.joined(separator: "\n")
    }
}

extension Command {
    /// The syntax, summary, options, result and examples.
    var helpText: String { helpLines.text }

    fileprivate var helpLines: [HelpLine] {
        var lines: [HelpLine] = [.written(syntax), .written("  \(summary)")]
        if !options.isEmpty { lines += [.written(""), .written("options:")] }
        for option in options {
            var meaning = option.summary
            if let standard = option.standard, option.valueKind != .flag { meaning += " (default: \(standard))" }
            lines += [.written("  \(option.usage)"), .paragraph(meaning, indentation: 6)]
            if option.isRepeatable { lines.append(.written("      may be repeated")) }
        }
        if result.fields.count > 1 {
            let names = result.names.dropFirst().joined(separator: ", ")
            lines += [.written(""), .written("result:"), .paragraph(names, indentation: 2)]
        }
        lines += slotLines
        lines += [.written(""), .written(examples.count == 1 ? "example:" : "examples:")]
        lines += examples.flatMap { $0.split(separator: "\n") }.map { .written("  \($0)") }
        return lines
    }

    /// The meaning of the slots of the syntax, each once.
    private var slotLines: [HelpLine] {
        var seen: Set<String> = []
        let lines = slots.flatMap { slot -> [HelpLine] in
            guard let meaning = slot.meaning, seen.insert(meaning.text).inserted else { return [] }
            return [.written("  <\(slot.rawValue)>"), .paragraph(meaning.text, indentation: 6)]
                + meaning.examples.map { .written("      \($0)") }
        }
        return lines.isEmpty ? [] : [.written(""), .written("where:")] + lines
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
