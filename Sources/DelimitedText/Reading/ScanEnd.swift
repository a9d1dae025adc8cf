/// How a scan for records ended.
struct ScanEnd {
    /// The bytes up to the first that belongs to no complete record.
    var consumed = 0
    /// The lines that end in them.
    var lines = 0
    /// If the text ends inside quotes: the lines before the one on which they open.
    var openQuoteLine: Int?
    /// What is wrong with the record at `consumed`, and how many lines after the first.
    var problem: (problem: DelimitedTextError.Problem, line: Int)?
}
