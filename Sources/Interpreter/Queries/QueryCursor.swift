internal import CommandLanguage
internal import Recipients

/// Iterates over rows with the same columns. A value is created only when it is asked for.
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

/// Iterates over rows that are already in memory.
final class ListCursor<Element>: QueryCursor {
    let columns: [String]
    private let elements: [Element]
    private let makeRow: (Element) -> [Value]
    private var next = 0
    private var current: [Value] = []

    /// - Parameter makeRow: Returns the values of an element, as many as there are columns.
    init(_ columns: [String], _ elements: [Element], _ makeRow: @escaping (Element) -> [Value]) {
        self.columns = columns
        self.elements = elements
        self.makeRow = makeRow
    }

    func advance() throws(Failure) -> Bool {
        guard next < elements.count else { return false }
        current = makeRow(elements[next])
        next += 1
        return true
    }

    subscript(column: Int) -> Value { current[column] }
}
