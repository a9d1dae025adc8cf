/// Rows of the same columns: rows that are kept, or rows that are made again whenever somebody goes through them.
public struct Rows: Hashable, Sendable, Sequence {
    /// The names of the columns.
    public let columns: [String]
    /// How many there are; known without going through them.
    public let count: Int
    private let makeRows: @Sendable () -> AnySequence<[Value]>

    /// Rows that are kept.
    ///
    /// - Precondition: As many values in each row as columns.
    public init(columns: [String], rows: [[Value]]) {
        precondition(rows.allSatisfy { $0.count == columns.count })
        self.init(columns: columns, count: rows.count) { AnySequence(rows) }
    }

    /// Rows that are too many to be kept.
    ///
    /// - Parameters:
    ///   - columns: The names of the columns.
    ///   - count: How many rows `makeRows` gives.
    ///   - makeRows: Gives the same rows whenever it is called, each with as many values as columns.
    public init(columns: [String], count: Int, _ makeRows: @escaping @Sendable () -> AnySequence<[Value]>) {
        self.columns = columns
        self.count = count
        self.makeRows = makeRows
    }

    /// Whether there are none.
    public var isEmpty: Bool { count == 0 }

    /// The first row; nil if there is none.
    public var first: [Value]? { makeIterator().next() }

    /// The rows as records.
    public var records: some Sequence<Record> {
        lazy.map { Record(columns: columns, values: $0) }
    }

    /// Goes through the rows from the first.
    public func makeIterator() -> AnySequence<[Value]>.Iterator { makeRows().makeIterator() }

    /// The same as `count`.
    public var underestimatedCount: Int { count }

    /// Whether both hold the same rows, whether they are kept or made.
    public static func == (one: Rows, other: Rows) -> Bool {
        one.columns == other.columns && one.count == other.count && one.elementsEqual(other)
    }

    /// Hashes what is quick to tell.
    public func hash(into hasher: inout Hasher) {
        hasher.combine(columns)
        hasher.combine(count)
        hasher.combine(first)
    }
}
