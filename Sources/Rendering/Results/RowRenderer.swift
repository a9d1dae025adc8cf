import CommandLanguage

/// Writes the rows of one query as they come; made with the query's columns.
protocol RowRenderer {
    /// - Precondition: As many values as columns.
    mutating func append(_ row: [Value])
    /// The query is complete.
    mutating func end()
    /// The query failed: no more rows come, and what was written must not look complete.
    mutating func abandon()
}
