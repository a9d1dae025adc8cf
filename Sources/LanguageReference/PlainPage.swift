public import CommandLanguage

/// What the tables say, as plain text, for readers that cannot show Markdown.
public enum PlainPage {
    /// A page on a command, as `help` shows it.
    public static func page(of command: Command) -> String { command.helpText }

    /// A page on an option: its value, its meaning, and what applies without it.
    public static func page(of option: CommandOption) -> String {
        "\(option.usage)\n\n\(option.meaning)"
    }

    /// A page on a kind of rows: their fields.
    public static func page(of rows: RowKind) -> String {
        "\(LanguageTopic.syntax(of: rows))\n\nFields: \(fields(of: RowFields.of(rows)))."
    }

    /// The names and types of fields, on one line.
    public static func fields(of fields: RowFields) -> String {
        let named = fields.fields.map { "\($0.name) (\(Markdown.name(of: $0.type)))" }
        return
            (named
            + (fields.isOpen
                ? [named.isEmpty ? "a field for each column (text)" : "the group's own fields (text)"] : []))
            .joined(separator: ", ")
    }
}

extension CommandOption {
    /// The meaning, in sentences.
    var meaning: String {
        var meaning = Markdown.sentence(summary)
        if let standard, valueKind != .flag { meaning += " Default: \(standard)." }
        if isRepeatable { meaning += " May be repeated." }
        return meaning
    }
}
