import CommandLanguage
import Recipients

/// Rows as a table: a header, a rule, aligned columns and the number of rows.
///
/// The first rows are kept to find the widths, which then hold for all rows. In a window that is too narrow, the least
/// important things give way (see `TableLayout`); if that is not enough, each row is laid out as a record.
struct TableRenderer: RowRenderer {
    /// How many rows determine the widths.
    static let sampleSize = 1000

    private enum Form {
        /// The widths are not known yet.
        case open
        case table(TableLayout)
        case records(RecordsRenderer)
    }

    private let columns: [String]
    private let keepsColumns: Bool
    private let sink: any TextSink
    private let width: Int?
    private let style: Style
    private let hasFooter: Bool
    private let display: TimeDisplay
    private var sample: [[Value]] = []
    private var form = Form.open
    private var count = 0

    /// - Parameters:
    ///   - columns: The columns of the rows.
    ///   - keepsColumns: Whether to show all of them however narrow the window is, because the user has chosen them.
    ///   - sink: Receives the lines.
    ///   - width: The window's columns; nil for no limit, as in a pipe.
    ///   - style: The colours.
    ///   - footer: Whether the number of rows comes last.
    ///   - display: How instants are shown.
    init(
        columns: [String],
        keepsColumns: Bool = false,
        sink: any TextSink,
        width: Int?,
        style: Style,
        footer: Bool = true,
        display: TimeDisplay
    ) {
        self.columns = columns
        self.keepsColumns = keepsColumns
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
        switch form {
        case .records(var records): records.end()
        case .table(let layout): if hasFooter { writeFooter(layout) }
        case .open: break
        }
    }

    mutating func abandon() {
        if !sample.isEmpty { writeSample() }
    }

    /// Decides on the form, and writes the header and the rows kept so far; does nothing the second time.
    private mutating func writeSample() {
        guard case .open = form else { return }
        let facts = columns.enumerated().map { TableColumn($1, at: $0, of: sample, display: display) }
        if let width {
            let layout = TableLayout.fitting(
                width, facts, rows: sample, keepsColumns: keepsColumns, display: display)
            form = layout.map(Form.table) ?? .records(records)
        } else {
            form = .table(TableLayout(facts, rows: sample, times: display.form))
        }
        if case .table(let layout) = form, !columns.isEmpty { writeHeading(layout) }
        for row in sample { write(row) }
        sample = []
    }

    private var records: RecordsRenderer {
        RecordsRenderer(
            columns: columns, sink: sink, RecordRenderer(style: style, width: width, display: display),
            footer: hasFooter,
            remark: count > 1 ? "; \"show FIELD, …\" chooses columns that fit into a table" : "")
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

    // MARK: Tables

    private func writeHeading(_ layout: TableLayout) {
        let common = layout.said.map { "\($0.column.heading): \($0.column.cell($0.value, times: layout.times).text)" }
        let above = WordWrap.lines(of: common, width: width, gap: TableLayout.gap)
        sink.beginTable(headingLines: above.count + 2)
        for line in above { sink.write(style.paint(line, as: .dim) + "\n") }
        writeLine(layout.columns.map { ($0, $0.heading, .header) })
        writeLine(layout.columns.map { ($0, String(repeating: "-", count: $0.width), .dim) })
    }

    /// The number of rows, and what was left out.
    private func writeFooter(_ layout: TableLayout) {
        let missing = layout.leftOut.isEmpty ? "" : "; no room for \(layout.leftOut.joined(separator: ", "))"
        let text = WordWrap.text("(\(RowCountText.text(count))\(missing))", width: width, indent: 1)
        sink.write(style.paint(text, as: .dim) + "\n")
    }

    private func write(_ row: [Value], _ layout: TableLayout) {
        var cells: [Cell] = layout.columns.map { column in
            let cell = column.facts.cell(row[column.facts.index], times: layout.times)
            return (column, cell.text, cell.role)
        }
        if let (before, after) = layout.compared {
            let texts = (before: cells[before].text, after: cells[after].text)
            cells[before].text = TextWidth.cut(texts.before, to: cells[before].column.width, unlike: texts.after)
            cells[after].text = TextWidth.cut(texts.after, to: cells[after].column.width, unlike: texts.before)
        }
        writeLine(cells)
        // These columns were empty in the first rows only.
        for column in layout.empty where row[column.index] != .none && row[column.index] != .list([]) {
            writeBelow(row, column, layout)
        }
        for (column, value) in layout.said where row[column.index] != value { writeBelow(row, column, layout) }
    }

    /// Writes a value that has no column below its row.
    private func writeBelow(_ row: [Value], _ column: TableColumn, _ layout: TableLayout) {
        sink.write("  \(column.heading): \(column.cell(row[column.index], times: layout.times).text)\n")
    }

    private typealias Cell = (column: TableLayout.Column, text: String, role: Role?)

    /// Writes the cells of a line, aligned in their columns, without spaces at the end.
    private func writeLine(_ cells: [Cell]) {
        var line = ""
        var spaces = 0
        for (column, text, role) in cells {
            let text = column.isCut ? TextWidth.cutInTheMiddle(text, to: column.width) : text
            let rest = max(0, column.width - TextWidth.of(text))
            if column.facts.isNumeric { spaces += rest }
            if !text.isEmpty {
                line += String(repeating: " ", count: spaces)
                line += role.map { style.paint(text, as: $0) } ?? text
                spaces = 0
            }
            spaces += TableLayout.gap + (column.facts.isNumeric ? 0 : rest)
        }
        sink.write(line + "\n")
    }
}
