import CommandLanguage

/// Values as JSON (RFC 8259) on one line. Objects keep the order of their columns.
enum JSONText {
    static func of(_ value: Value) -> String {
        var text = ""
        append(value, to: &text)
        return text
    }

    /// Durations become their seconds, instants RFC 3339 texts, rows arrays of objects, and what is not finite null.
    static func append(_ value: Value, to text: inout String) {
        switch value {
        case .none: text += "null"
        case .bool(let value): text += value ? "true" : "false"
        case .number(let value): text += value.isFinite ? NumberText.plain(value) : "null"
        case .text(let value): JSONString.append(value, to: &text)
        case .instant(let value): text += "\"\(value)\""
        case .duration(let value): text += NumberText.plain(Double(value.microseconds) / 1_000_000)
        case .list(let values): append(array: values, to: &text) { append($0, to: &$1) }
        case .record(let record): append(object: record.columns.map(key), record.values, to: &text)
        case .rows(let rows):
            let keys = rows.columns.map(key)
            append(array: rows.rows, to: &text) { append(object: keys, $0, to: &$1) }
        }
    }

    /// - Parameter keys: Made by `key(_:)`.
    static func append(object keys: [String], _ values: [Value], to text: inout String) {
        var separator = "{"
        for (key, value) in zip(keys, values) {
            text += separator
            text += key
            append(value, to: &text)
            separator = ","
        }
        text += keys.isEmpty ? "{}" : "}"
    }

    /// A member's name as it stands before its value: `"name":`.
    static func key(_ name: String) -> String {
        JSONString.quoted(name) + ":"
    }

    private static func append<Element>(
        array elements: [Element],
        to text: inout String,
        _ appendElement: (Element, inout String) -> Void
    ) {
        text += "["
        for (index, element) in elements.enumerated() {
            if index > 0 { text += "," }
            appendElement(element, &text)
        }
        text += "]"
    }
}
