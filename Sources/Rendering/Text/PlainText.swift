import CommandLanguage
import Recipients

/// Values as text on one line.
enum PlainText {
    /// A value as `print` writes it and as a list or a nested record holds it. Nothing is escaped.
    static func of(_ value: Value) -> String {
        switch value {
        case .none, .bool, .number, .text, .instant, .duration: value.plainText ?? ""
        case .list(let values): values.map(nested).joined(separator: ", ")
        case .record(let record): of(record)
        case .rows(let rows): RowCount.text(rows.count)
        }
    }

    private static func of(_ record: Record) -> String {
        zip(record.columns, record.values).map { "\($0): \(nested($1))" }.joined(separator: ", ")
    }

    /// A part of a list or record: what has parts itself stands in parentheses, and a missing one is called `none`.
    private static func nested(_ value: Value) -> String {
        switch value {
        case .none: "none"
        case .list, .record: "(\(of(value)))"
        default: of(value)
        }
    }
}

/// The number of rows in words.
enum RowCount {
    static func text(_ count: Int) -> String {
        count == 0 ? "no rows" : counted(count, "row", "rows")
    }
}
