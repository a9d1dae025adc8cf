public import Account
public import CommandLanguage
public import Interpreter

/// The text of a file of rows: what `to FILE` writes.
public final class RowFileText: RowText {
    private let format: RowFormat
    private let columns: [String]
    private let text = GrowingText()
    private var json: JSONRenderer?

    /// Begins a text of these columns, with what is before the first row.
    public init(_ format: RowFormat, columns: [String]) {
        self.format = format
        self.columns = columns
        switch format {
        case .csv: CSVText.write(columns.map(Value.text), to: text)
        case .tsv: writeTSV(columns.map(Value.text))
        case .json: json = JSONRenderer(columns: columns, sink: text)
        case .jsonl: break
        }
    }

    public func append(_ row: [Value]) {
        switch format {
        case .csv: CSVText.write(row, to: text)
        case .tsv: writeTSV(row)
        case .json: json?.append(row)
        case .jsonl: JSONText.write(.record(Record(columns: columns, values: row)), to: text)
        }
    }

    public func end() { json?.end() }

    public func takeText() -> String { text.take() }

    /// As CSV, with tabs between the cells.
    private func writeTSV(_ row: [Value]) {
        for (index, value) in row.enumerated() {
            if index > 0 { text.write("\t") }
            CSVText.write(cell: value, delimiter: 0x09, to: text)
        }
        text.write("\n")
    }
}

/// A text that is taken in pieces.
private final class GrowingText: TextSink {
    private var text = ""

    func write(_ piece: String) { text += piece }
    func flush() {}

    func take() -> String {
        defer { text = "" }
        return text
    }
}
