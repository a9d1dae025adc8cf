public import CommandLanguage
public import Recipients

/// How results are written: for people, or for programs.
public enum OutputFormat: String, CaseIterable, Sendable {
    /// For people: rows as a table, or one below the other as lines of `name: value`.
    case table, records
    /// For programs: one JSON value a line; RFC 4180 with a header.
    case json, csv

    /// Whether people read it.
    public var isForPeople: Bool { self == .table || self == .records }
}

/// Where a program's results and notices go. The interpreter says in which format, but not how that looks, and knows
/// nothing of files and terminals.
public protocol ResultSink: AnyObject {
    /// How results are written from now on.
    var format: OutputFormat { get set }
    /// Begins the rows of a query; `end()` or `abandon()` follows.
    ///
    /// - Parameters:
    ///   - columns: The names of the columns.
    ///   - areChosen: Whether the query names them, so that all of them are wanted.
    ///   - time: The account's: people are shown times in its zone.
    func begin(columns: [String], areChosen: Bool, at time: AccountTime)
    /// Takes a row, with as many values as columns.
    func append(row: [Value])
    /// There are no more rows.
    func end()
    /// Ends the rows of a query that failed on the way.
    func abandon()
    /// Shows what a command has done.
    func show(_ result: CommandResult, at time: AccountTime)
    /// Takes the values of a `print` statement.
    func print(_ values: [Value], at time: AccountTime)
    /// Shows a notice, apart from the results.
    func tell(_ notice: Notice)
    /// Hands on what was kept; called after each statement.
    func flush()
    /// Why nothing more can be written; nil while all is well.
    var failure: Failure? { get }
    /// Whether anybody wants to see more of the rows that have begun.
    var wantsMore: Bool { get }
    /// Whether a person looks at the results as they come, rather than a program or a file.
    var isWatched: Bool { get }
}

extension ResultSink {
    public var wantsMore: Bool { true }
    public var isWatched: Bool { false }
}

/// What is said beside the results.
public enum Notice: Sendable {
    /// What is good to know.
    case note(String)
    /// What is probably not meant so.
    case warning(String)
    /// What has failed, with its place.
    case error(Diagnostic)
}

/// What has been done although its result cannot be shown, because standard output is closed or full.
public enum UnshownResult: Sendable {
    /// The account was changed.
    case change
    /// A file of the user's was written.
    case file
    /// A store was made.
    case store
    /// A copy of a store was made or brought up to date.
    case copy

    /// The failure to show the result, which says what holds anyway.
    public func failure(_ reason: Failure) -> Failure {
        let fact =
            switch self {
            case .change: "the change was made"
            case .file: "the file was written"
            case .store: "the store was made"
            case .copy: "the copy was made"
            }
        return Failure(reason.code, "\(reason.message); \(fact)", help: reason.help, about: reason.subject)
    }
}
