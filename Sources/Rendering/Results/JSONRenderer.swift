import CommandLanguage

/// Rows as one JSON array of objects on one line, each row written as it comes.
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
