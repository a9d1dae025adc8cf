internal import CommandLanguage
internal import Recipients

/// A row, which may be another one each time. A value is created only when it is asked for.
protocol CurrentRow: AnyObject {
    var columns: [String] { get }
    /// A value of the row.
    ///
    /// - Precondition: There is a row.
    subscript(column: Int) -> Value { get }
}

extension CurrentRow {
    /// All values of the row.
    var row: [Value] { columns.indices.map { self[$0] } }
}

/// Iterates over rows with the same columns.
protocol QueryCursor: CurrentRow {
    /// Moves to the next row; false at the end. The first row is reached by the first call.
    func advance() throws(Failure) -> Bool
}

/// Columns of which no row is needed: to look up names among them.
final class NoRow: CurrentRow {
    let columns: [String]

    init(_ columns: [String]) {
        self.columns = columns
    }

    subscript(column: Int) -> Value { .none }
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
