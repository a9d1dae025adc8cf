internal import CommandLanguage
internal import Recipients

/// Goes through rows of the same columns. A value is built only when it is asked for.
protocol QueryCursor: AnyObject {
    var columns: [String] { get }
    /// Moves to the next row; false at the end. The first row is reached by the first call.
    func advance() throws(Failure) -> Bool
    /// A value of the current row.
    ///
    /// - Precondition: There is a current row.
    subscript(column: Int) -> Value { get }
}

extension QueryCursor {
    /// All values of the current row.
    var row: [Value] { columns.indices.map { self[$0] } }
}
