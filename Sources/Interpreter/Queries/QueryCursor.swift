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

/// Goes through rows that are there already.
final class ListCursor<Element>: QueryCursor {
    let columns: [String]
    private let elements: [Element]
    private let makeRow: (Element) -> [Value]
    private var next = 0
    private var current: [Value] = []

    /// - Parameter makeRow: The values of an element, as many as columns.
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
