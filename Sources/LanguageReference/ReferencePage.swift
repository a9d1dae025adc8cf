import CommandLanguage
import Recipients

/// The reference of the language: a template with hand-written prose, into which the contents of the tables are filled.
public enum ReferencePage {
    /// The page for a template, in which `<!-- insert NAME -->` on a line by itself stands for a generated part.
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
        let lines = RowKind.allCases.map { "| `\($0.rawValue)` | \(Markdown.fields(of: RowFields.of($0))) |" }
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
            let entries = CommandTable.all.filter { $0.category == category }.map(Markdown.entry)
            return (["### \(category.rawValue.prefix(1).uppercased())\(category.rawValue.dropFirst())"] + entries)
                .joined(separator: "\n\n")
        }
        return sections.joined(separator: "\n\n")
    }
}
