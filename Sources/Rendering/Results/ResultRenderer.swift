public import CommandLanguage
public import Recipients

/// The door to all output of results: one statement's rows, record or printed values, in one of the formats.
public struct ResultRenderer {
    /// How results are written.
    public let format: OutputFormat
    /// The columns of the window that tables are fitted to; nil for no limit, as in a pipe.
    public var width: Int?
    /// The account's time, which tables tell the distances of times from; nil to tell none, as in a pipe.
    public var now: (() -> Instant)?
    private let sink: any TextSink
    private let style: Style
    private var rows: (any RowRenderer)?

    /// A renderer to a sink; without a width, tables are as wide as their rows.
    public init(format: OutputFormat, sink: any TextSink, width: Int? = nil, style: Style = .plain) {
        self.format = format
        self.sink = sink
        self.width = width
        self.style = format == .table ? style : .plain
    }

    // MARK: Queries

    /// Begins a query's rows; `end()` or `abandon()` must follow before anything else is shown.
    public mutating func begin(columns: [String]) {
        switch format {
        case .table: rows = TableRenderer(columns: columns, sink: sink, width: width, style: style, now: now?())
        case .json: rows = JSONRenderer(columns: columns, sink: sink)
        case .csv: rows = CSVRenderer(columns: columns, sink: sink)
        }
    }

    /// Adds a row. A table keeps the first 1,000 to find its widths; JSON and CSV write each at once.
    ///
    /// - Precondition: A query has begun, and the row has as many values as columns.
    public mutating func append(row: [Value]) {
        precondition(rows != nil, "a row without begin(columns:)")
        rows?.append(row)
    }

    /// Ends a query whose rows were all given.
    public mutating func end() {
        rows?.end()
        rows = nil
    }

    /// Ends a query that failed on the way: the output's line ends, but neither a footer nor a closing bracket
    /// pretends that these are all rows. Does nothing if none has begun.
    public mutating func abandon() {
        rows?.abandon()
        rows = nil
    }

    // MARK: Commands and print

    /// Shows the result of a command.
    ///
    /// - Parameters:
    ///   - record: What JSON and CSV show.
    ///   - words: Lines that say the same to people; if there are none, a table shows the record without `command`.
    public func show(record: Record, words: some Sequence<String>) {
        switch format {
        case .table:
            if write(words) { return }
            if let timeline = Timeline(record) {
                for line in TimelineText(timeline, width: width, style: style).lines { sink.write(line + "\n") }
            } else {
                RecordRenderer(style: style, width: width, now: now?()).write(record.dropping("command"), to: sink)
            }
        case .json:
            JSONText.write(.record(record), to: sink)
        case .csv:
            CSVText.write(record.columns.map(Value.text), to: sink)
            CSVText.write(record.values, to: sink)
        }
    }

    /// Writes lines of words as long as somebody reads them.
    ///
    /// - Returns: Whether there are any.
    private func write(_ words: some Sequence<String>) -> Bool {
        var isEmpty = true
        for line in words {
            guard sink.wantsMore else { break }
            isEmpty = false
            sink.write(painted(Escaping.visible(line)) + "\n")
        }
        return !isEmpty
    }

    /// A line of words with the setting that it ends with, on or off, in colour.
    private func painted(_ line: String) -> String {
        guard style.isColoured, line.hasPrefix("backups") else { return line }
        for (ending, role) in [(" on", Role.good), (" off", .warning)] where line.hasSuffix(ending) {
            return line.dropLast(ending.count - 1) + style.paint(String(ending.dropFirst()), as: role)
        }
        return line
    }

    /// Shows the values of a `print` statement: as text with a blank between them, a JSON array or a CSV row.
    ///
    /// In text, line feeds and tabs stay as they are, for whoever prints them means them. A record or rows on their
    /// own are laid out as those of a command or query.
    public func printValues(_ values: [Value]) {
        switch format {
        case .table: printText(values)
        case .json: JSONText.write(.list(values), to: sink)
        case .csv: CSVText.write(values, to: sink)
        }
    }

    private func printText(_ values: [Value]) {
        if values.count == 1, case .record(let record) = values[0] {
            RecordRenderer(style: style, width: width, now: now?()).write(record, to: sink)
        } else if values.count == 1, case .rows(let rows) = values[0] {
            var table = TableRenderer(columns: rows.columns, sink: sink, width: width, style: style, now: now?())
            for row in rows where sink.wantsMore { table.append(row) }
            table.end()
        } else {
            let text = values.map(PlainText.of).joined(separator: " ")
            sink.write(Escaping.visible(text, keeping: ["\n", "\t"]) + "\n")
        }
    }
}

extension Record {
    fileprivate func dropping(_ column: String) -> Record {
        let kept = columns.indices.filter { columns[$0] != column }
        return Record(columns: kept.map { columns[$0] }, values: kept.map { values[$0] })
    }
}
