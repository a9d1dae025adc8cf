public import CommandLanguage

/// The same as `Markdown`, for readers that show no markup.
public enum PlainText {
    /// A command, as `help` explains it.
    public static func page(of command: Command) -> String { command.helpText }

    /// An option: what it takes, what it means, what holds without it.
    public static func page(of option: CommandOption) -> String {
        "\(option.usage)\n\n\(option.meaning)"
    }

    /// A kind of rows: its fields.
    public static func page(of rows: RowKind) -> String {
        "\(LanguageTopic.syntax(of: rows))\n\nFields: \(fields(of: RowFields.of(rows)))."
    }

    /// The names and types of fields, in a row.
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
    /// What it means, in sentences.
    var meaning: String {
        var meaning = Markdown.sentence(summary)
        if let standard, valueKind != .flag { meaning += " Default: \(standard)." }
        if isRepeatable { meaning += " May be repeated." }
        return meaning
    }
}
