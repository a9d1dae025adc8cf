public import Recipients

/// A value of the command language: what expressions yield, variables keep and results hold.
public enum Value: Hashable, Sendable {
    /// The missing value.
    case none
    /// `true` or `false`.
    case bool(Bool)
    /// A number; there is only one kind.
    case number(Double)
    /// A text.
    case text(String)
    /// A point in time.
    case instant(Instant)
    /// A length of time.
    case duration(TimeSpan)
    /// Ordered values of any kinds.
    case list([Value])
    /// Named values that belong together.
    case record(Record)
    /// A table.
    case rows(Rows)

    /// A number that is a count or an id.
    public static func count(_ value: Int) -> Value {
        .number(Double(value))
    }

    /// A text, or the missing value for nil.
    public static func optional(_ text: String?) -> Value {
        text.map(Value.text) ?? .none
    }

    /// An instant, or the missing value for nil.
    public static func optional(_ instant: Instant?) -> Value {
        instant.map(Value.instant) ?? .none
    }
}

/// One row: named values in a fixed order.
public struct Record: Hashable, Sendable {
    /// The names, in the order of JSON and of tables.
    public let columns: [String]
    /// The values, as many as there are names.
    public let values: [Value]

    /// - Parameters:
    ///   - columns: The names.
    ///   - values: The values.
    /// - Precondition: There are as many values as columns.
    public init(columns: [String], values: [Value]) {
        precondition(columns.count == values.count)
        self.columns = columns
        self.values = values
    }

    /// A record with these members, in this order.
    public init(_ members: KeyValuePairs<String, Value>) {
        self.init(columns: members.map(\.key), values: members.map(\.value))
    }

    /// This record without the columns with these names.
    public func without(_ names: String...) -> Record {
        let kept = columns.indices.filter { !names.contains(columns[$0]) }
        return Record(columns: kept.map { columns[$0] }, values: kept.map { values[$0] })
    }

    /// The value of a column, whose name is found without regard to case; nil if there is none.
    public subscript(name: String) -> Value? {
        columns.column(named: name).map { values[$0] }
    }
}

extension [String] {
    /// Where a column with this name is among the names of columns: as it is written, otherwise without regard to case.
    public func column(named name: String) -> Int? {
        if let column = firstIndex(of: name) { return column }
        let folded = name.lowercased()
        return firstIndex { $0.lowercased() == folded }
    }
}

extension Value {
    /// What kind of value this is, in a sentence.
    public var kindDescription: String { kind?.description ?? "none" }

    /// The value as part of a text; nil for a record or rows. The missing value is an empty text.
    ///
    /// - Parameter zone: The account's time zone, in which instants are written.
    public func plainText(in zone: ZoneRules) -> String? {
        switch self {
        case .none: ""
        case .bool(let value): value ? "true" : "false"
        case .number(let value): NumberText.plain(value)
        case .text(let value): value
        case .instant(let value): ZonedInstant(value, in: zone).description
        case .duration(let value): value.description
        case .list(let elements): Self.joined(elements.map { $0.plainText(in: zone) })
        case .record, .rows: nil
        }
    }

    /// The value as part of a text in a script: like `plainText(in:)`, but the start of a day is written as the day
    /// alone.
    ///
    /// - Parameter zone: The account's time zone, in which instants are written.
    public func interpolated(in zone: ZoneRules) -> String? {
        switch self {
        case .instant(let instant): ZonedInstant(instant, in: zone).shortest
        case .list(let elements): Self.joined(elements.map { $0.interpolated(in: zone) })
        default: plainText(in: zone)
        }
    }

    /// The texts joined by commas; nil if one of them is missing.
    private static func joined(_ texts: [String?]) -> String? {
        let all = texts.compactMap { $0 }
        return all.count == texts.count ? all.joined(separator: ", ") : nil
    }

    /// The value as a message shows it: a text is in quotes, and different texts never look the same.
    ///
    /// - Parameter zone: The account's time zone, in which instants are written.
    public func shown(in zone: ZoneRules) -> String {
        switch self {
        case .none: return "none"
        case .text(let text): return text.quotedExactly()
        case .list(let elements):
            let texts = elements.map { $0.shown(in: zone) }
            return "(\(texts.joined(separator: ", "))\(elements.count == 1 ? "," : ""))"
        case .record(let record):
            let members = zip(record.columns, record.values).map { "\($0): \($1.shown(in: zone))" }
            return "(\(members.joined(separator: ", ")))"
        case .rows(let rows): return counted(rows.count, "row", "rows")
        case .bool, .number, .instant, .duration: return plainText(in: zone) ?? ""
        }
    }
}
