import CommandLanguage

/// Values as JSON (RFC 8259) on one line. Objects keep the order of their columns.
enum JSONText {
    static func of(_ value: Value) -> String {
        var text = ""
        append(value, to: &text)
        return text
    }

    /// Writes a value as a line, rows as they come.
    static func write(_ value: Value, to sink: any TextSink) {
        var stream = SinkStream(sink)
        append(value, to: &stream)
        sink.write("\n")
    }

    /// Durations become their seconds, instants RFC 3339 texts, rows arrays of objects, and what is not finite null.
    static func append<Output: TextOutputStream>(_ value: Value, to text: inout Output) {
        switch value {
        case .none: text.write("null")
        case .bool(let value): text.write(value ? "true" : "false")
        case .number(let value): text.write(value.isFinite ? NumberText.plain(value) : "null")
        case .text(let value): append(string: value, to: &text)
        case .instant(let value): text.write("\"\(value)\"")
        case .duration(let value): text.write(NumberText.plain(Double(value.microseconds) / 1_000_000))
        case .list(let values): append(array: values, to: &text) { append($0, to: &$1) }
        case .record(let record): append(object: record.columns.map(key), record.values, to: &text)
        case .rows(let rows):
            let keys = rows.columns.map(key)
            append(array: rows, to: &text) { append(object: keys, $0, to: &$1) }
        }
    }

    /// - Parameter keys: Made by `key(_:)`.
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

    /// A member's name as it stands before its value: `"name":`.
    static func key(_ name: String) -> String {
        var text = ""
        append(string: name, to: &text)
        return text + ":"
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

    private static func append<Output: TextOutputStream>(string: String, to text: inout Output) {
        text.write("\"")
        if string.utf8.contains(where: { $0 < 0x20 || $0 == 0x22 || $0 == 0x5C || $0 == 0x7F || $0 == 0xC2 }) {
            for scalar in string.unicodeScalars { append(scalar, to: &text) }
        } else {
            text.write(string)
        }
        text.write("\"")
    }

    /// Controls become `\u00XX`, also DEL and C1, which JSON would allow raw but a terminal obeys.
    private static func append<Output: TextOutputStream>(_ scalar: Unicode.Scalar, to text: inout Output) {
        switch scalar.value {
        case 0x22: text.write("\\\"")
        case 0x5C: text.write("\\\\")
        case 0..<0x20, 0x7F..<0xA0:
            let digits = String(scalar.value, radix: 16, uppercase: true)
            text.write(digits.utf8.count == 1 ? "\\u000\(digits)" : "\\u00\(digits)")
        default: text.write(String(scalar))
        }
    }
}
