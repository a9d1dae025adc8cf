internal import Account
public import CommandLanguage
public import Interpreter
public import Recipients

/// Writes the results of statements in one of the formats: a query's rows, a command's result, printed values.
public struct ResultRenderer {
    /// The format of results. It may change between results.
    public var format: OutputFormat
    /// The columns of the window into which tables must fit; nil for no limit, as in a pipe.
    public var width: Int?
    /// Whether people are at a terminal, where recent times are told as `today` or `yesterday`, and nothing may control
    /// it.
    public var isOnTerminal = false
    private let sink: any TextSink
    private let style: Style
    private var rows: (any RowRenderer)?

    /// A renderer that writes to a sink. Without a width, tables are as wide as their rows.
    public init(format: OutputFormat, sink: any TextSink, width: Int? = nil, style: Style = .plain) {
        self.format = format
        self.sink = sink
        self.width = width
        self.style = style
    }

    // MARK: Queries

    /// Begins the rows of a query; `end()` or `abandon()` must follow before anything else is written.
    ///
    /// - Parameters:
    ///   - columns: The names of the columns.
    ///   - areChosen: Whether all of them are wanted, however narrow the window is.
    ///   - time: The account's time: people see times in its zone.
    public mutating func begin(columns: [String], areChosen: Bool = false, at time: AccountTime) {
        rows = rowRenderer(columns: columns, areChosen: areChosen, display(time))
    }

    private func rowRenderer(
        columns: [String],
        areChosen: Bool = false,
        _ display: TimeDisplay
    ) -> any RowRenderer {
        switch format {
        case .table:
            TableRenderer(
                columns: columns, keepsColumns: areChosen, sink: sink, width: width, style: style, display: display)
        case .records: RecordsRenderer(columns: columns, sink: sink, records(display))
        case .json: JSONRenderer(columns: columns, sink: sink)
        case .csv: CSVRenderer(columns: columns, text: csv)
        }
    }

    private var csv: CSVText { CSVText(sink: sink, isEscaped: isOnTerminal) }

    private func records(_ display: TimeDisplay) -> RecordRenderer {
        RecordRenderer(style: style, width: width, display: display)
    }

    /// Adds a row. A table keeps the first 1,000 rows to find its widths; JSON and CSV write each at once.
    ///
    /// - Parameter row: The values of the row.
    /// - Precondition: A query has begun, and the row has as many values as columns.
    public mutating func append(row: [Value]) {
        precondition(rows != nil, "a row without begin(columns:)")
        rows?.append(row)
    }

    /// Ends the rows of a query.
    public mutating func end() {
        rows?.end()
        rows = nil
    }

    /// Ends the rows of a query that failed before their end: the line ends, but neither a footer nor a closing bracket
    /// pretends that the rows are complete. Does nothing if no query has begun.
    public mutating func abandon() {
        rows?.abandon()
        rows = nil
    }

    // MARK: Commands and print

    /// Shows the result of a command.
    ///
    /// - Parameters:
    ///   - result: The result.
    ///   - time: The account's time: people see times in its zone.
    public func show(_ result: CommandResult, at time: AccountTime) {
        switch format {
        case .table, .records:
            PresentationRenderer(sink: sink, style: style, width: width, display: display(time)).show(result)
        case .json: JSONText.write(.record(result.record), to: sink)
        case .csv:
            if case .comparison(let comparison) = result.presentation { return writeChanges(comparison) }
            csv.write(result.record.columns.map(Value.text))
            csv.write(result.record.values)
        }
    }

    /// The changes in a comparison as rows, one for each field.
    private func writeChanges(_ comparison: StateComparison) {
        csv.write(RecipientChange.fieldColumns.map(Value.text))
        for change in comparison where sink.wantsMore {
            for row in change.fieldRows { csv.write(row) }
        }
    }

    /// Shows the values of a `print` statement: as text separated by spaces, as a JSON array, or as a CSV row.
    ///
    /// In text, line feeds and tabs are printed as they are, since they are intended. A single record or single rows
    /// are laid out like the result of a command or a query.
    ///
    /// - Parameters:
    ///   - values: The values, in order.
    ///   - time: The account's time: people see times in its zone.
    public func printValues(_ values: [Value], at time: AccountTime) {
        switch format {
        case .table, .records: printText(values, display(time))
        case .json: JSONText.write(.list(values), to: sink)
        case .csv: csv.write(values)
        }
    }

    private func display(_ time: AccountTime) -> TimeDisplay {
        TimeDisplay(zone: time.zone, now: isOnTerminal ? time.now : nil)
    }

    private func printText(_ values: [Value], _ display: TimeDisplay) {
        if values.count == 1, case .record(let record) = values[0] {
            records(display).write(record, to: sink)
        } else if values.count == 1, case .rows(let rows) = values[0] {
            var renderer = rowRenderer(columns: rows.columns, areChosen: rows.areColumnsChosen, display)
            for row in rows where sink.wantsMore { renderer.append(row) }
            renderer.end()
        } else {
            let text = values.map { PlainText.of($0, in: display.zone) }.joined(separator: " ")
            sink.write(text.visible(keeping: ["\n", "\t"]) + "\n")
        }
    }
}

/// Writes the rows of one query as they arrive; created with the query's columns.
protocol RowRenderer {
    /// - Precondition: The row has as many values as there are columns.
    mutating func append(_ row: [Value])
    /// Ends a complete query.
    mutating func end()
    /// Ends a query that failed: what was written must not look complete.
    mutating func abandon()
}
