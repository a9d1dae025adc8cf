public import CommandLanguage
public import Recipients

/// The format of results, for people or for programs.
public enum OutputFormat: String, CaseIterable, Sendable {
    /// For people: rows as a table, or each row as lines of `name: value`.
    case table, records
    /// For programs: one JSON value a line; RFC 4180 with a header.
    case json, csv

    /// Whether it is for people.
    public var isForPeople: Bool { self == .table || self == .records }
}

/// Where a program's results and notices go. The interpreter sets the format, but knows nothing of the layout, of files
/// and of terminals.
public protocol ResultSink: AnyObject {
    /// The format of results from now on.
    var format: OutputFormat { get set }
    /// A function that brings back the format of results as it is now.
    func makeFormatRestorer() -> () -> Void
    /// Begins the rows of a query; `end()` or `abandon()` must follow.
    ///
    /// - Parameters:
    ///   - columns: The names of the columns.
    ///   - areChosen: Whether the query names them, so that all of them are wanted.
    ///   - time: The account's time: people see times in its zone.
    func begin(columns: [String], areChosen: Bool, at time: AccountTime)
    /// Receives a row, which has as many values as there are columns.
    func append(row: [Value])
    /// Ends the rows of a query.
    func end()
    /// Ends the rows of a query that failed before their end.
    func abandon()
    /// Shows the result of a command.
    func show(_ result: CommandResult, at time: AccountTime)
    /// Shows the values of a `print` statement.
    func print(_ values: [Value], at time: AccountTime)
    /// Shows a notice, apart from the results.
    func tell(_ notice: Notice)
    /// Writes what has been buffered; called after each statement.
    func flush()
    /// Why nothing more can be written; nil as long as it can.
    var failure: Failure? { get }
    /// Whether more of the current rows are wanted.
    var wantsMore: Bool { get }
    /// Whether a person is watching the results, not a program or a file.
    var isWatched: Bool { get }
}

extension ResultSink {
    public var wantsMore: Bool { true }
    public var isWatched: Bool { false }

    /// Sets the format that this sink has now.
    public func makeFormatRestorer() -> () -> Void {
        { [format] in self.format = format }
    }
}

/// What is said besides the results.
public enum Notice: Sendable {
    /// What is good to know.
    case note(MessageText)
    /// What was probably not intended, and the code of the remark that says so, if one does.
    case warning(MessageText, code: String? = nil)
    /// A failure, with its place.
    case error(Diagnostic)
}

/// What was done although its result cannot be shown, because standard output is closed or full.
public enum UnshownResult: Sendable {
    /// The account was changed.
    case change
    /// A user file was written.
    case file
    /// A store was created.
    case store
    /// A copy of a store was created or brought up to date.
    case copy

    /// The failure to show the result, which also says what has been done.
    public func failure(_ reason: Failure) -> Failure {
        let fact =
            switch self {
            case .change: "the change was made"
            case .file: "the file was written"
            case .store: "the store was created"
            case .copy: "the copy was created"
            }
        return Failure(reason.code, "\(reason.message); \(fact)", help: reason.help, about: reason.subject)
    }
}
