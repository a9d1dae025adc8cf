import Recipients
import Sorting

/// Rows that have the same bytes in some cells.
public struct RowGroup {
    /// The first of these rows.
    public let row: Row
    /// How many rows there are.
    public let count: Int
}

/// Counts rows by the bytes of some cells.
struct RowGroups: RowCollector {
    private let columns: [RowColumn]
    private let table = ByteTable()
    private var counts: [Int] = []
    private var firsts: [FoundRow] = []
    private var key: [UInt8] = []

    init(by columns: [RowColumn]) {
        self.columns = columns
    }

    @inline(__always)
    mutating func add(_ row: inout RowScanner, _ number: UInt64, to outcome: inout PartOutcome) {
        let index: Int
        if columns.count == 1 {
            index = Self.withBytes(of: columns[0], of: &row) { table.insert($0) }
        } else {
            key.removeAll(keepingCapacity: true)
            for column in columns {
                Self.withBytes(of: column, of: &row) { key.append(contentsOf: $0) }
                // No cell contains a zero.
                key.append(0)
            }
            index = key.withUnsafeBytes { table.insert($0) }
        }
        if index < counts.count {
            counts[index] += 1
        } else {
            counts.append(1)
            firsts.append(FoundRow(row: row.row, number: number, isUndecided: false))
        }
    }

    /// The groups of several collections, in the order of their first rows. A group that is in several collections is
    /// listed several times.
    static func merged(_ collections: [RowGroups]) -> [RowGroup] {
        collections.flatMap { Array(zip($0.firsts, $0.counts)) }
            .sorted { $0.0.number < $1.0.number }
            .map { RowGroup(row: $0.row, count: $1) }
    }

    @inline(__always)
    private static func withBytes<Result>(
        of column: RowColumn,
        of row: inout RowScanner,
        _ body: (UnsafeRawBufferPointer) -> Result
    ) -> Result {
        if let number = column.number { return body(row.cell(number).json) }
        return withUnsafeBytes(of: row.status.bit) { body($0) }
    }
}
