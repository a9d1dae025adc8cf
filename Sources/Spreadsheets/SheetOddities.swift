/// The cells of a sheet that have no value, though they are not empty.
public struct SheetOddities: Sendable {
    /// A cell by its place.
    public struct Cell: Hashable, Sendable {
        /// From 0.
        public let column: Int
        /// From 1.
        public let row: Int

        /// As a spreadsheet names it: `B17`.
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
        /// What it shows.
        public let text: String
        /// How many there are.
        public fileprivate(set) var count: Int
    }

    /// Cells with a formula for which no value is stored, the first of each column, in their order within the column.
    public private(set) var unvalued: [Int: [Cell]] = [:]
    /// The error cells by column.
    public private(set) var errors: [Int: Errors] = [:]

    /// More rows than can be above a header, so that some of those below it are kept.
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
