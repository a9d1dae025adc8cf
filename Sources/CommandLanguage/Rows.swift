/// Rows of the same columns: rows that are kept, or rows that are made anew whenever somebody goes through them.
public struct Rows: Hashable, Sendable, Sequence {
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
    ///   - count: How many rows `makeRows` gives.
    ///   - makeRows: Gives the same rows whenever it is called, each with as many values as columns.
    public init(columns: [String], count: Int, _ makeRows: @escaping @Sendable () -> AnySequence<[Value]>) {
        self.columns = columns
        self.count = count
        self.makeRows = makeRows
    }

    public var isEmpty: Bool { count == 0 }

    public var first: [Value]? { makeIterator().next() }

    public var records: some Sequence<Record> {
        lazy.map { Record(columns: columns, values: $0) }
    }

    public func makeIterator() -> AnySequence<[Value]>.Iterator { makeRows().makeIterator() }

    public var underestimatedCount: Int { count }

    public static func == (one: Rows, other: Rows) -> Bool {
        one.columns == other.columns && one.count == other.count && one.elementsEqual(other)
    }

    public func hash(into hasher: inout Hasher) {
        hasher.combine(columns)
        hasher.combine(count)
        hasher.combine(first)
    }
}
