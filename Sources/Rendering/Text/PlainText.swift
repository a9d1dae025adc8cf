import CommandLanguage
import Recipients

/// Values as text on one line.
enum PlainText {
    /// A value as `print` writes it, and as a list or a nested record contains it. Nothing is escaped.
    static func of(_ value: Value, in zone: ZoneRules) -> String {
        switch value {
        case .none, .bool, .number, .text, .instant, .duration: value.plainText(in: zone) ?? ""
        case .list(let values): values.map { nested($0, in: zone) }.joined(separator: ", ")
        case .record(let record): of(record, in: zone)
        case .rows(let rows): RowCountText.text(rows.count)
        }
    }

    private static func of(_ record: Record, in zone: ZoneRules) -> String {
        zip(record.columns, record.values).map { "\($0): \(nested($1, in: zone))" }.joined(separator: ", ")
    }

    /// A part of a list or a record: one that has parts itself is in parentheses, and a missing value is `none`.
    private static func nested(_ value: Value, in zone: ZoneRules) -> String {
        switch value {
        case .none: "none"
        case .list, .record: "(\(of(value, in: zone)))"
        default: of(value, in: zone)
        }
    }
}

/// The number of rows in words.
enum RowCountText {
    static func text(_ count: Int) -> String {
        count == 0 ? "no rows" : counted(count, "row", "rows")
    }
}
