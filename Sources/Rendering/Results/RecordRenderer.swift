import CommandLanguage
import Recipients

/// A record as lines of `name: value`, with the values aligned; nested records and rows are indented below their name.
struct RecordRenderer {
    let style: Style
    /// The columns of the window, for tables within the record.
    let width: Int?
    let display: TimeDisplay

    private static let indentation = 2

    func write(_ record: Record, to sink: any TextSink) {
        let labels = record.columns.map { $0.visible() + ":" }
        let labelWidth = labels.map { TextWidth.of($0) }.max() ?? 0
        for (index, label) in zip(record.columns.indices, labels) {
            let value = record.values[index]
            if value.standsBelow {
                sink.write(style.paint(label, as: .header) + "\n")
                writeIndented(value, to: sink)
                continue
            }
            let cell = CellText(value, column: record.columns[index], display: display)
            let gap = String(repeating: " ", count: labelWidth - TextWidth.of(label) + 1)
            let lines = lines(of: cell, behind: labelWidth + 1)
            let first = style.paint(label, as: .header)
            if let text = lines.beside {
                sink.write(first + (text.isEmpty ? "" : gap + text) + "\n")
            } else {
                sink.write(first + "\n")
            }
            for line in lines.below { sink.write(line + "\n") }
        }
    }

    /// A value on as many lines as it needs, wrapped between words: beside its label, or entirely below it if a word is
    /// too long for that.
    private func lines(of cell: CellText, behind label: Int) -> (beside: String?, below: [String]) {
        guard let width, label + TextWidth.of(cell.text) > width else {
            return (cell.role.map { style.paint(cell.text, as: $0) } ?? cell.text, [])
        }
        let fits = cell.text.split(separator: " ").allSatisfy { label + TextWidth.of($0) <= width }
        let indent = fits ? label : Self.indentation
        let lines = WordWrap.text(cell.text, width: max(1, width - indent), indent: 0).split(separator: "\n")
        let margin = String(repeating: " ", count: indent)
        return fits
            ? (lines.first.map(String.init), lines.dropFirst().map { margin + $0 }) : (nil, lines.map { margin + $0 })
    }

    /// Writes a record or rows below their name.
    private func writeIndented(_ value: Value, to sink: any TextSink) {
        let inner = IndentedSink(sink, by: Self.indentation)
        let innerWidth = width.map { max(1, $0 - Self.indentation) }
        switch value {
        case .record(let record):
            RecordRenderer(style: style, width: innerWidth, display: display).write(record, to: inner)
        case .rows(let rows):
            var table = TableRenderer(
                columns: rows.columns,
                sink: inner,
                width: innerWidth,
                style: style,
                footer: false,
                display: display
            )
            for row in rows where inner.wantsMore { table.append(row) }
            table.end()
        default: break
        }
    }
}

/// Rows as records one below the other, separated by empty lines, and their number.
struct RecordsRenderer: RowRenderer {
    private let columns: [String]
    private let sink: any TextSink
    private let record: RecordRenderer
    private let hasFooter: Bool
    private let remark: String
    private var count = 0

    /// - Parameters:
    ///   - columns: The columns of the rows.
    ///   - sink: Receives the lines.
    ///   - record: Lays out each row.
    ///   - footer: Whether the number of rows comes last.
    ///   - remark: What is added to that number.
    init(columns: [String], sink: any TextSink, _ record: RecordRenderer, footer: Bool = true, remark: String = "") {
        self.columns = columns
        self.sink = sink
        self.record = record
        hasFooter = footer
        self.remark = remark
    }

    mutating func append(_ row: [Value]) {
        precondition(row.count == columns.count)
        if count > 0 { sink.write("\n") }
        count += 1
        record.write(Record(columns: columns, values: row), to: sink)
    }

    mutating func end() {
        guard hasFooter else { return }
        if count > 0 { sink.write("\n") }
        let text = WordWrap.text("(\(RowCountText.text(count))\(remark))", width: record.width, indent: 1)
        sink.write(record.style.paint(text, as: .dim) + "\n")
    }

    mutating func abandon() {}
}

extension Value {
    /// Whether the value has lines of its own, below its name.
    fileprivate var standsBelow: Bool {
        switch self {
        case .record(let record): !record.columns.isEmpty
        case .rows(let rows): !rows.isEmpty
        default: false
        }
    }
}
