import Recipients

/// The reference of the language: a template with hand-written prose, in which what the tables know is filled in.
public enum ReferencePage {
    /// The page for a template, in which `<!-- insert NAME -->` on a line of its own stands for a generated part.
    public static func markdown(template: String) -> String {
        var page = template
        for (name, text) in parts { page = page.replacing("<!-- insert \(name) -->", with: text) }
        return page
    }

    private static var parts: KeyValuePairs<String, String> {
        [
            "notice":
                "<!-- Written by Scripts/generate-docs from docs/templates/language.md and the command table. -->",
            "rows": rows, "commands": commands, "exit statuses": exitStatuses, "error codes": errorCodes,
        ]
    }

    private static var rows: String {
        let lines = RowKind.allCases.map { kind in
            let fields = RowFields.of(kind)
            let own = fields.isOpen ? ", then the group's own fields (text)" : ""
            return "| `\(kind.rawValue)` | \(typedList(fields.fields))\(own) |"
        }
        return table(["rows", "fields"], lines)
    }

    private static var exitStatuses: String {
        table(["status", "when"], ExitStatus.allCases.map { "| \($0.rawValue) | \($0.meaning) |" })
    }

    private static var errorCodes: String {
        table(
            ["code", "what is wrong", "what to do"],
            ErrorCode.allCases.map { "| `\($0.rawValue)` | \($0.meaning) | \($0.remedy) |" })
    }

    private static func table(_ columns: [String], _ lines: [String]) -> String {
        let rule = columns.map { _ in "---" }
        let head = [columns, rule].map { "| \($0.joined(separator: " | ")) |" }
        return (head + lines).joined(separator: "\n")
    }

    private static var commands: String {
        let sections = Command.Category.allCases.map { category in
            let entries = CommandTable.all.filter { $0.category == category }.map { entry(of: $0) }
            return (["### \(category.rawValue.prefix(1).uppercased())\(category.rawValue.dropFirst())"] + entries)
                .joined(separator: "\n\n")
        }
        return sections.joined(separator: "\n\n")
    }

    private static func entry(of command: Command) -> String {
        var blocks = ["#### `\(command.verb.rawValue)`", "```\n\(command.syntax)\n```", sentence(command.summary)]
        if !command.options.isEmpty {
            let lines = command.options.map { option in
                let more = option.isRepeatable ? "; may be repeated" : ""
                let usage = option.usage.replacing("|", with: "\\|")
                return "| `\(usage)` | \(option.summary)\(more) | \(option.standard ?? "none") |"
            }
            blocks.append(table(["option", "meaning", "default"], lines))
        }
        if command.result.fields.count > 1 { blocks.append("Result: \(typedList(command.result.fields)).") }
        blocks.append("```cbs\n\(command.examples.joined(separator: "\n"))\n```")
        return blocks.joined(separator: "\n\n")
    }

    private static func sentence(_ text: String) -> String {
        "\(text.prefix(1).uppercased())\(text.dropFirst())."
    }

    private static func typedList(_ fields: [RowFields.Field]) -> String {
        fields.map { "`\($0.name)` (\(typeName($0.type)))" }.joined(separator: ", ")
    }

    private static func typeName(_ type: RowFields.FieldType) -> String {
        switch type {
        case .text: "text"
        case .number: "number"
        case .bool: "boolean"
        case .instant: "instant"
        case .list: "list"
        case .record(let fields): "record: \(fields.names.joined(separator: ", "))"
        case .rows(let fields): "rows: \((fields.names + (fields.isOpen ? ["…"] : [])).joined(separator: ", "))"
        }
    }
}
