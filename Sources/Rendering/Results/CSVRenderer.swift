import CommandLanguage
internal import DelimitedText
import Recipients

/// Rows as CSV: a header row, then each row as it arrives.
struct CSVRenderer: RowRenderer {
    private let columnCount: Int
    private let text: CSVText

    init(columns: [String], text: CSVText) {
        columnCount = columns.count
        self.text = text
        text.write(columns.map(Value.text))
    }

    mutating func append(_ row: [Value]) {
        precondition(row.count == columnCount)
        text.write(row)
    }

    mutating func end() {}

    mutating func abandon() {}
}

/// Values as lines of CSV (RFC 4180, but ending in LF).
struct CSVText {
    let sink: any TextSink
    /// The byte that separates cells.
    var delimiter: UInt8 = 0x2C
    /// Whether control characters are escaped, as on a terminal. Programs that read a pipe or a file need the data as
    /// it is.
    var isEscaped = false

    /// Writes a line with its end. A line that would be empty is written as `""`, because an empty line is not a row.
    func write(_ values: [Value]) {
        if values.count == 1, isEmpty(values[0]) { return sink.write("\"\"\n") }
        for (index, value) in values.enumerated() {
            if index > 0 { sink.write(String(UnicodeScalar(delimiter))) }
            write(cell: value)
        }
        sink.write("\n")
    }

    private func write(cell value: Value) {
        guard value.isWrittenAsJSON else { return sink.write(quoted(text(value))) }
        if case .rows(let rows) = value, !rows.isEmpty {
            // Written row by row, since there may be many. Objects contain quotes, so the cell is quoted.
            sink.write("\"")
            var stream = QuoteDoublingStream(sink)
            JSONText.append(value, to: &stream)
            sink.write("\"")
        } else {
            sink.write(quoted(JSONText.of(value)))
        }
    }

    private func isEmpty(_ value: Value) -> Bool {
        !value.isWrittenAsJSON && text(value).isEmpty
    }

    /// A value as programs read it: lists of plain values joined with `, `, everything else as `print` writes it.
    private func text(_ value: Value) -> String {
        let text =
            if case .list(let values) = value {
                values.map { $0.isWrittenAsJSON ? JSONText.of($0) : PlainText.of($0, in: .utc) }
                    .joined(separator: ", ")
            } else {
                PlainText.of(value, in: .utc)
            }
        return isEscaped ? text.visible() : text
    }

    private func quoted(_ text: String) -> String {
        var text = text
        let isNeeded = text.withUTF8 { CellQuoting(delimiter: delimiter).isNeeded(for: UnsafeRawBufferPointer($0)) }
        return isNeeded ? "\"\(text.doublingQuotes)\"" : text
    }
}

/// The text of a quoted cell.
private struct QuoteDoublingStream: TextOutputStream {
    private let sink: any TextSink

    init(_ sink: any TextSink) {
        self.sink = sink
    }

    func write(_ text: String) {
        sink.write(text.doublingQuotes)
    }
}

extension String {
    fileprivate var doublingQuotes: String {
        guard utf8.contains(0x22) else { return self }
        var result = ""
        for scalar in unicodeScalars {
            if scalar == "\"" { result += "\"" }
            result.unicodeScalars.append(scalar)
        }
        return result
    }
}

extension Value {
    /// Whether a cell holds the value as JSON: durations (in seconds), and values with a deeper structure.
    fileprivate var isWrittenAsJSON: Bool {
        switch self {
        case .duration, .record, .rows: true
        case .list(let values): values.contains(where: \.hasParts)
        default: false
        }
    }

    private var hasParts: Bool {
        switch self {
        case .list, .record, .rows: true
        default: false
        }
    }
}
