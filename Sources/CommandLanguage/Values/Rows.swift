/// Rows with the same columns: stored, or generated anew for each pass.
public struct Rows: Hashable, Sendable, Sequence {
    /// The names of the columns.
    public let columns: [String]
    /// The number of rows; known without a pass over them.
    public let count: Int
    /// Whether all columns are wanted: a query that names none of its columns gets those that an account lists, of
    /// which a narrow window may leave some out. It does not count when rows are compared.
    public private(set) var areColumnsChosen = true
    private let makeRows: @Sendable () -> AnySequence<[Value]>

    /// Rows that are stored.
    ///
    /// - Parameters:
    ///   - columns: The names of the columns.
    ///   - rows: The rows.
    /// - Precondition: Each row has as many values as there are columns.
    public init(columns: [String], rows: [[Value]]) {
        precondition(rows.allSatisfy { $0.count == columns.count })
        self.init(columns: columns, count: rows.count) { AnySequence(rows) }
    }

    /// Rows that are too many to be stored.
    ///
    /// - Parameters:
    ///   - columns: The names of the columns.
    ///   - count: How many rows `makeRows` yields.
    ///   - makeRows: Yields the same rows whenever it is called, each with as many values as there are columns.
    public init(columns: [String], count: Int, _ makeRows: @escaping @Sendable () -> AnySequence<[Value]>) {
        self.columns = columns
        self.count = count
        self.makeRows = makeRows
    }

    /// The same rows, from a query that does or does not name its columns.
    public func withColumns(chosen: Bool) -> Rows {
        var rows = self
        rows.areColumnsChosen = chosen
        return rows
    }

    /// Whether there are none.
    public var isEmpty: Bool { count == 0 }

    /// The first row; nil if there is none.
    public var first: [Value]? { makeIterator().next() }

    /// The rows as records.
    public var records: some Sequence<Record> {
        lazy.map { Record(columns: columns, values: $0) }
    }

    /// A new pass over the rows, from the first.
    public func makeIterator() -> AnySequence<[Value]>.Iterator { makeRows().makeIterator() }

    /// The same as `count`.
    public var underestimatedCount: Int { count }

    /// Whether both contain the same rows, stored or generated.
    public static func == (one: Rows, other: Rows) -> Bool {
        one.columns == other.columns && one.count == other.count && one.elementsEqual(other)
    }

    /// Hashes only what is quick to find: the columns, the count and the first row.
    public func hash(into hasher: inout Hasher) {
        hasher.combine(columns)
        hasher.combine(count)
        hasher.combine(first)
    }
}
