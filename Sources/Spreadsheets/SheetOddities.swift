/// The cells of a sheet that count as empty though something is in them.
public struct SheetOddities: Sendable {
    /// The place of a cell.
    public struct Cell: Hashable, Sendable {
        /// From 0.
        public let column: Int
        /// From 1.
        public let row: Int

        /// The name that spreadsheets use: `B17`.
        public var name: String {
            var letters = ""
            var rest = column + 1
            while rest > 0 {
                rest -= 1
                letters = String(Character(Unicode.Scalar(UInt8(0x41 + rest % 26)))) + letters
                rest /= 26
            }
            return "\(letters)\(row)"
        }
    }

    /// The error cells of a column, such as `#N/A`.
    public struct Errors: Hashable, Sendable {
        /// The first of them.
        public let first: Cell
        /// What that cell shows.
        public let text: String
        /// How many there are.
        public fileprivate(set) var count: Int
    }

    /// Cells with a formula but without a stored value, by column: the first of each column, in order.
    public private(set) var unvalued: [Int: [Cell]] = [:]
    /// The error cells by column.
    public private(set) var errors: [Int: Errors] = [:]

    /// How many are kept per column: more than there are rows above a header, so that some of those below it are kept.
    private static let keptInColumn = 64

    mutating func noteUnvalued(_ column: Int, _ row: Int) {
        guard unvalued[column, default: []].count < Self.keptInColumn else { return }
        unvalued[column, default: []].append(Cell(column: column, row: row))
    }

    mutating func noteError(_ text: String, _ column: Int, _ row: Int) {
        if errors[column] == nil {
            errors[column] = Errors(first: Cell(column: column, row: row), text: text, count: 1)
        } else {
            errors[column]?.count += 1
        }
    }
}
