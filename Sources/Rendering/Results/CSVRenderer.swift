import CommandLanguage

/// Rows as CSV: a header row, then each row as it comes.
struct CSVRenderer: RowRenderer {
    private let columnCount: Int
    private let sink: any TextSink

    init(columns: [String], sink: any TextSink) {
        columnCount = columns.count
        self.sink = sink
        CSVText.write(columns.map(Value.text), to: sink)
    }

    mutating func append(_ row: [Value]) {
        precondition(row.count == columnCount)
        CSVText.write(row, to: sink)
    }

    mutating func end() {}

    mutating func abandon() {}
}
