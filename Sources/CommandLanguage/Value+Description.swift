import Recipients

extension Value {
    /// What kind of value this is, in a sentence.
    public var kindDescription: String { kind?.description ?? "none" }

    /// The value within a text; nil for what has parts. The missing value is an empty text.
    public var plainText: String? {
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
    public var shown: String {
        switch self {
        case .none: "none"
        case .text(let text): text.quoted
        case .list(let elements):
            "(\(elements.map(\.shown).joined(separator: ", "))\(elements.count == 1 ? "," : ""))"
        case .record(let record):
            "(\(zip(record.columns, record.values).map { "\($0): \($1.shown)" }.joined(separator: ", ")))"
        case .rows(let rows): counted(rows.count, "row", "rows")
        case .bool, .number, .instant, .duration: plainText ?? ""
        }
    }
}
