public import Account
public import CommandLanguage
public import Interpreter

/// The text of a file of rows, as `to FILE` writes it.
public final class RowFileText: QueryText {
    private let format: RowFormat
    private let columns: [String]
    private let text = GrowingText()
    private var json: JSONRenderer?

    /// Begins the text with what comes before the first row.
    public init(_ format: RowFormat, columns: [String]) {
        self.format = format
        self.columns = columns
        switch format {
        case .csv: CSVText(sink: text).write(columns.map(Value.text))
        case .tsv: writeTSV(columns.map(Value.text))
        case .json: json = JSONRenderer(columns: columns, sink: text)
        case .jsonl: break
        }
    }

    public func append(_ row: [Value]) {
        switch format {
        case .csv: CSVText(sink: text).write(row)
        case .tsv: writeTSV(row)
        case .json: json?.append(row)
        case .jsonl: JSONText.write(.record(Record(columns: columns, values: row)), to: text)
        }
    }

    public func end() { json?.end() }

    public func takeText() -> String { text.take() }

    /// Like CSV, with tabs between the cells.
    private func writeTSV(_ row: [Value]) {
        for (index, value) in row.enumerated() {
            if index > 0 { text.write("\t") }
            CSVText(sink: text).write(cell: value, delimiter: 0x09)
        }
        text.write("\n")
    }
}

/// Collects text that is taken away piece by piece.
private final class GrowingText: TextSink {
    private var text = ""

    func write(_ piece: String) { text += piece }
    func flush() {}

    func take() -> String {
        defer { text = "" }
        return text
    }
}
