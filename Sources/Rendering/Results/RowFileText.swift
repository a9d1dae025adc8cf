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
        case .tsv: tsv.write(columns.map(Value.text))
        case .json: json = JSONRenderer(columns: columns, sink: text)
        case .jsonl: break
        }
    }

    public func append(_ row: [Value]) {
        switch format {
        case .csv: CSVText(sink: text).write(row)
        case .tsv: tsv.write(row)
        case .json: json?.append(row)
        case .jsonl: JSONText.write(.record(Record(columns: columns, values: row)), to: text)
        }
    }

    public func end() { json?.end() }

    public func takeText() -> String { text.take() }

    private var tsv: CSVText { CSVText(sink: text, delimiter: 0x09) }
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
