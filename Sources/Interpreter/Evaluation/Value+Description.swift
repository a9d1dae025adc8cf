internal import CommandLanguage
internal import Recipients

extension Value {
    /// What kind of value this is, in a sentence.
    var kindDescription: String { kind?.rawValue ?? "none" }

    /// The value within a text; nil for what has parts. The missing value is an empty text.
    var plainText: String? {
        switch self {
        case .none: ""
        case .bool(let value): value ? "true" : "false"
        case .number(let value): NumberText.plain(value)
        case .text(let value): value
        case .instant(let value): value.description
        case .duration(let value): value.description
        case .list(let elements):
            elements.allSatisfy { $0.plainText != nil }
                ? elements.map { $0.plainText ?? "" }.joined(separator: ", ") : nil
        case .record, .rows: nil
        }
    }

    /// The value as a message shows it: a text in quotes.
    var shown: String {
        switch self {
        case .none: "none"
        case .text(let text): "\"\(text)\""
        case .list(let elements):
            "(\(elements.map(\.shown).joined(separator: ", "))\(elements.count == 1 ? "," : ""))"
        case .record(let record):
            "(\(zip(record.columns, record.values).map { "\($0): \($1.shown)" }.joined(separator: ", ")))"
        case .rows(let rows): counted(rows.count, "row", "rows")
        case .bool, .number, .instant, .duration: plainText ?? ""
        }
    }
}

/// A number and its noun, for people: `1 row`, `3,198 rows`.
func counted(_ count: Int, _ one: String, _ many: String) -> String {
    "\(NumberText.grouped(count)) \(count == 1 ? one : many)"
}
