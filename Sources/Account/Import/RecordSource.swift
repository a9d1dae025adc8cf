internal import DelimitedText

/// The rows of a file, whatever its format.
protocol RecordSource: AnyObject {
    var headers: [String] { get }
    /// The line on which the headers stand; nil where no line has them.
    var headerLine: Int? { get }
    /// Whether something that is no row stands above the headers.
    var hasPreamble: Bool { get }
    /// The members of a JSON object that lead to the rows; empty where the rows are all there is.
    var listPath: [String] { get }
    /// Whether the file can be one that cbs has exported.
    var mayBeExport: Bool { get }
    /// How rows that are rejected are written.
    var rejectsLayout: RejectsLayout { get }
    /// Whether cells are guarded against spreadsheets, as `SpreadsheetGuard` does it.
    var isGuarded: Bool { get }

    /// The next rows and the first of them that is none of the header; nil at the end.
    func nextBatch() throws -> (records: RecordBatch, first: Int)?
}

extension RecordSource {
    var hasPreamble: Bool { false }
    var listPath: [String] { [] }
    var mayBeExport: Bool { true }
    var isGuarded: Bool { false }
}
