public import CommandLanguage
import Recipients

/// Rows as one JSON array of objects on one line, each row written as it arrives.
struct JSONRenderer: RowRenderer {
    private let keys: [String]
    private let sink: any TextSink
    private var isFirst = true

    init(columns: [String], sink: any TextSink) {
        keys = columns.map(JSONText.key)
        self.sink = sink
        sink.write("[")
    }

    mutating func append(_ row: [Value]) {
        precondition(row.count == keys.count)
        var text = isFirst ? "" : ","
        JSONText.append(object: keys, row, to: &text)
        sink.write(text)
        isFirst = false
    }

    mutating func end() {
        sink.write("]\n")
    }

    mutating func abandon() {
        sink.write("\n")
    }
}

/// Values as JSON (RFC 8259) on one line. Objects keep the order of their columns.
public enum JSONText {
    /// The value on one line, without a line end.
    public static func of(_ value: Value) -> String {
        var text = ""
        append(value, to: &text)
        return text
    }

    /// Writes a value as a line, and rows in it as they arrive.
    static func write(_ value: Value, to sink: any TextSink) {
        var stream = SinkStream(sink)
        append(value, to: &stream)
        sink.write("\n")
    }

    /// Durations become numbers of seconds, instants RFC 3339 texts, rows arrays of objects, and numbers that are not
    /// finite null.
    static func append<Output: TextOutputStream>(_ value: Value, to text: inout Output) {
        switch value {
        case .none: text.write("null")
        case .bool(let value): text.write(value ? "true" : "false")
        case .number(let value): text.write(value.isFinite ? NumberText.plain(value) : "null")
        case .text(let value): text.write(JSONString.literal(value))
        case .instant(let value): text.write("\"\(value)\"")
        case .duration(let value): text.write(NumberText.plain(Double(value.microseconds) / 1_000_000))
        case .list(let values): append(array: values, to: &text) { append($0, to: &$1) }
        case .record(let record): append(object: record.columns.map(key), record.values, to: &text)
        case .rows(let rows):
            let keys = rows.columns.map(key)
            append(array: rows, to: &text) { append(object: keys, $0, to: &$1) }
        }
    }

    /// - Parameter keys: Created by `key(_:)`.
    static func append<Output: TextOutputStream>(object keys: [String], _ values: [Value], to text: inout Output) {
        var separator = "{"
        for (key, value) in zip(keys, values) {
            text.write(separator)
            text.write(key)
            append(value, to: &text)
            separator = ","
        }
        text.write(keys.isEmpty ? "{}" : "}")
    }

    /// The name of a member as it is written before its value: `"name":`.
    static func key(_ name: String) -> String {
        JSONString.literal(name) + ":"
    }

    private static func append<Elements: Sequence, Output: TextOutputStream>(
        array elements: Elements,
        to text: inout Output,
        _ appendElement: (Elements.Element, inout Output) -> Void
    ) {
        var separator = "["
        for element in elements {
            text.write(separator)
            appendElement(element, &text)
            separator = ","
        }
        text.write(separator == "[" ? "[]" : "]")
    }
}
