import CommandLanguage
public import Recipients

/// A page of `help`.
public struct HelpPage: Sendable {
    /// What the page is about, as `help` takes it; nil for the list of commands.
    public let topic: String?
    /// Lines without a line end after the last.
    public let text: String

    /// The list of commands, by what they are about.
    public static let overview: HelpPage = {
        let width = CommandTable.all.map(\.verb.rawValue.count).max() ?? 0
        let sections = Command.Category.allCases.map { category in
            let lines = CommandTable.all.filter { $0.category == category }.map { command in
                let name = command.verb.rawValue
                return "  \(name)\(String(repeating: " ", count: width - name.count + 2))\(command.summary)"
            }
            return ([category.rawValue] + lines).joined(separator: "\n")
        }
        let more = "\"help COMMAND\" explains a command; there are also "
        let topics = LanguageTopic.allCases.map { "help \($0.rawValue)".quoted }
        return HelpPage(topic: nil, text: (sections + [more + topics.conjunction]).joined(separator: "\n\n"))
    }()

    /// The page about a topic: a command, the first word of several, a statement, a kind of rows, or a part of the
    /// language.
    ///
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
    /// Syntax, summary, options, result and examples.
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
        lines += ["", examples.count == 1 ? "example:" : "examples:"]
        lines += examples.flatMap { $0.split(separator: "\n") }.map { "  \($0)" }
        return lines.joined(separator: "\n")
    }
}

extension String {
    /// The text in lines of 80 columns at most, each with its indentation.
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
