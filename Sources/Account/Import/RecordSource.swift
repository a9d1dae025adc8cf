internal import DelimitedText

/// The rows of a file, whatever its format.
protocol RecordSource: AnyObject {
    var headers: [String] { get }
    /// The line on which the headers stand; nil where no line has them.
    var headerLine: Int? { get }
    /// How rows that are rejected are written.
    var rejectsLayout: RejectsLayout { get }
    /// Whether cells are guarded against spreadsheets, as `SpreadsheetGuard` does it.
    var isGuarded: Bool { get }

    /// The next rows and the first of them that is none of the header; nil at the end.
    func nextBatch() throws -> (records: RecordBatch, first: Int)?
}

extension RecordSource {
    var isGuarded: Bool { false }
}
