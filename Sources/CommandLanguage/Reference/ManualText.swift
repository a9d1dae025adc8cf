/// Text as a manual page has it (man(7)).
public enum ManualText {
    /// A line of text in which nothing is taken for a request or an escape.
    public static func escaped(_ text: String) -> String {
        let text = text.replacing("\\", with: "\\e").replacing("-", with: "\\-")
        return text.first == "." || text.first == "'" ? "\\&" + text : text
    }

    /// A paragraph in lines of 80 columns.
    public static func paragraph(_ text: String) -> String {
        text.wrapped(indentation: 0).map(escaped).joined(separator: "\n")
    }

    /// The commands of the language, each with its syntax, its summary and its options.
    public static var commands: String {
        let sections = Command.Category.allCases.map { category in
            let entries = CommandTable.all.filter { $0.category == category }.map(entry)
            return ([".SS \(category.rawValue)"] + entries).joined(separator: "\n")
        }
        return sections.joined(separator: "\n")
    }

    private static func entry(of command: Command) -> String {
        var lines = [".TP", ".B \(escaped(command.syntax))", paragraph(command.summary)]
        if !command.options.isEmpty { lines.append(".RS") }
        for option in command.options {
            var meaning = option.summary
            if let standard = option.standard, option.valueKind != .flag { meaning += " (default: \(standard))" }
            lines += [".TP", ".B \(escaped(option.usage))", paragraph(meaning)]
        }
        if !command.options.isEmpty { lines.append(".RE") }
        return lines.joined(separator: "\n")
    }
}
