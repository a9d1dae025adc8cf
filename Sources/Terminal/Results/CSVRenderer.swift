import CommandLanguage

/// Rows as CSV: a header row, then each row as it comes.
struct CSVRenderer: RowRenderer {
    private let columnCount: Int
    private let sink: any TextSink

    init(columns: [String], sink: any TextSink) {
        columnCount = columns.count
        self.sink = sink
        sink.write(CSVText.line(columns.map(Value.text)))
    }

    mutating func append(_ row: [Value]) {
        precondition(row.count == columnCount)
        sink.write(CSVText.line(row))
    }

    mutating func end() {}

    mutating func abandon() {}
}
