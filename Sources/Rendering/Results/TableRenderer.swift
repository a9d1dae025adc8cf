import CommandLanguage
import Recipients

/// Rows as a table: header, rule, aligned columns and the number of rows.
///
/// The first rows are kept to find the widths, which then hold for all. If a window is too narrow even for cut columns,
/// each row is laid out as a record.
struct TableRenderer: RowRenderer {
    /// How many rows decide the widths.
    static let sampleSize = 1000

    private enum Form {
        /// Widths are still being looked for.
        case open
        case table(TableLayout)
        case records(RecordsRenderer)
    }

    private let columns: [String]
    private let sink: any TextSink
    private let width: Int?
    private let style: Style
    private let hasFooter: Bool
    private let display: TimeDisplay
    private var sample: [[Value]] = []
    private var form = Form.open
    private var count = 0

    /// - Parameter display: How instants are told.
    init(
        columns: [String],
        sink: any TextSink,
        width: Int?,
        style: Style,
        footer: Bool = true,
        display: TimeDisplay
    ) {
        self.columns = columns
        self.sink = sink
        self.width = width
        self.style = style
        hasFooter = footer
        self.display = display
    }

    mutating func append(_ row: [Value]) {
        precondition(row.count == columns.count)
        count += 1
        if case .open = form {
            sample.append(row)
            if sample.count == Self.sampleSize { writeSample() }
        } else {
            write(row)
        }
    }

    mutating func end() {
        writeSample()
        if case .records(var records) = form { return records.end() }
        if hasFooter { sink.write(style.paint("(\(RowCount.text(count)))", as: .dim) + "\n") }
    }

    mutating func abandon() {
        if !sample.isEmpty { writeSample() }
    }

    /// Decides the form and writes the header and the rows kept so far; does nothing the second time.
    private mutating func writeSample() {
        guard case .open = form else { return }
        if let width {
            let layout = TableLayout.fitting(width, columns: columns, rows: sample, display: display)
            form = layout.map(Form.table) ?? .records(records)
        } else {
            form = .table(TableLayout(columns: columns, rows: sample, display: display))
        }
        if case .table(let layout) = form, !columns.isEmpty {
            writeLine(layout.columns.map { ($0, $0.header, .header) })
            writeLine(layout.columns.map { ($0, String(repeating: "-", count: $0.width), .dim) })
        }
        for row in sample { write(row) }
        sample = []
    }

    private var records: RecordsRenderer {
        RecordsRenderer(
            columns: columns, sink: sink, RecordRenderer(style: style, width: width, display: display),
            footer: hasFooter)
    }

    private mutating func write(_ row: [Value]) {
        switch form {
        case .open: break
        case .records(var records):
            records.append(row)
            form = .records(records)
        case .table(let layout): write(row, layout)
        }
    }

    private func write(_ row: [Value], _ layout: TableLayout) {
        writeLine(
            zip(layout.columns, row).map { column, value in
                let cell = CellText(
                    value, column: column.name, groupsThousands: column.isNumeric, display: display, times: layout.times
                )
                return (column, cell.text, cell.role)
            }
        )
    }

    /// Writes the cells of a line, each at its column's side, without blanks at the end.
    private func writeLine(_ cells: [(column: TableLayout.Column, text: String, role: Role?)]) {
        var line = ""
        var blanks = 0
        for (column, text, role) in cells {
            let text = column.isCut ? TextWidth.truncated(text, to: column.width) : text
            let rest = max(0, column.width - TextWidth.of(text))
            if column.isNumeric { blanks += rest }
            if !text.isEmpty {
                line += String(repeating: " ", count: blanks)
                line += role.map { style.paint(text, as: $0) } ?? text
                blanks = 0
            }
            blanks += TableLayout.gap + (column.isNumeric ? 0 : rest)
        }
        sink.write(line + "\n")
    }
}
