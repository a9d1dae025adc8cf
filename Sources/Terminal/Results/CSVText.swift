import CommandLanguage

/// Values as lines of CSV (RFC 4180, but ending in LF).
enum CSVText {
    /// A line with its end. One that would be empty is written `""`, because an empty line is no row.
    static func line(_ values: [Value]) -> String {
        let line = values.map { quoted(cell($0)) }.joined(separator: ",")
        return (line.isEmpty && !values.isEmpty ? "\"\"" : line) + "\n"
    }

    /// A value for a program to read: durations in seconds, lists of plain values joined with `, `, what has a deeper
    /// structure as JSON, everything else as `print` has it.
    private static func cell(_ value: Value) -> String {
        switch value {
        case .duration, .record, .rows: JSONText.of(value)
        case .list(let values) where values.contains(where: \.hasParts): JSONText.of(value)
        case .list(let values): values.map(cell).joined(separator: ", ")
        default: PlainText.of(value)
        }
    }

    private static func quoted(_ text: String) -> String {
        let special = text.utf8.contains { $0 == 0x22 || $0 == 0x2C || $0 == 0x0A || $0 == 0x0D }
        guard special else { return text }
        var result = "\""
        for scalar in text.unicodeScalars {
            if scalar == "\"" { result += "\"" }
            result.unicodeScalars.append(scalar)
        }
        return result + "\""
    }
}

extension Value {
    fileprivate var hasParts: Bool {
        switch self {
        case .list, .record, .rows: true
        default: false
        }
    }
}
