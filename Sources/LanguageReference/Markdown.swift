public import CommandLanguage

/// What the tables say, in Markdown: for the reference and for editors.
public enum Markdown {
    /// A page on a command: its syntax, what it does, its options, its result and examples.
    public static func page(of command: Command) -> String {
        blocks(of: command).joined(separator: "\n\n")
    }

    /// A page on an option: its value, its meaning, and what applies without it.
    public static func page(of option: CommandOption) -> String {
        "```\n\(option.usage)\n```\n\n\(option.meaning)"
    }

    /// A page on a kind of rows: their fields.
    public static func page(of rows: RowKind) -> String {
        "```\n\(LanguageTopic.syntax(of: rows))\n```\n\nFields: \(fields(of: RowFields.of(rows)))."
    }

    /// The names and types of fields, on one line.
    public static func fields(of fields: RowFields) -> String {
        let open = fields.fields.isEmpty ? "a field for each column (text)" : ", then the group's own fields (text)"
        return typedList(fields.fields) + (fields.isOpen ? open : "")
    }

    static func entry(of command: Command) -> String {
        (["#### `\(command.verb.rawValue)`"] + blocks(of: command)).joined(separator: "\n\n")
    }

    private static func blocks(of command: Command) -> [String] {
        var blocks = ["```\n\(command.syntax)\n```", sentence(command.summary)]
        if !command.options.isEmpty {
            let lines = command.options.map { option in
                let more = option.isRepeatable ? "; may be repeated" : ""
                let usage = option.usage.replacing("|", with: "\\|")
                return "| `\(usage)` | \(option.summary)\(more) | \(option.standard ?? "none") |"
            }
            blocks.append((["| option | meaning | default |", "| --- | --- | --- |"] + lines).joined(separator: "\n"))
        }
        if command.result.fields.count > 1 { blocks.append("Result: \(typedList(command.result.fields)).") }
        blocks.append("```cbs\n\(command.examples.joined(separator: "\n"))\n```")
        return blocks
    }

    static func sentence(_ text: String) -> String {
        "\(text.prefix(1).uppercased())\(text.dropFirst())."
    }

    private static func typedList(_ fields: [RowFields.Field]) -> String {
        fields.map { "`\($0.name)` (\(name(of: $0.type)))" }.joined(separator: ", ")
    }

    /// The name of a type, in one word or two.
    public static func name(of type: RowFields.FieldType) -> String {
        switch type {
        case .text: "text"
        case .number: "number"
        case .bool: "boolean"
        case .instant: "instant"
        case .list: "list"
        case .record(let fields):
            fields.names.isEmpty ? "record" : "record: \(fields.names.joined(separator: ", "))"
        case .rows(let fields): "rows: \((fields.names + (fields.isOpen ? ["…"] : [])).joined(separator: ", "))"
        }
    }
}
