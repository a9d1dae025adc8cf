import CommandLanguage

/// The columns of a table: what kind each is, how wide, and which of them may be cut.
struct TableLayout: Equatable {
    struct Column: Equatable {
        let name: String
        /// The name as it is shown.
        let header: String
        /// Numbers stand on the right and have commas.
        let isNumeric: Bool
        /// In cells of a terminal.
        var width: Int
        /// Whether longer texts end in `…` at this width; else they overflow.
        var isCut = false
    }

    private(set) var columns: [Column]

    /// Blanks between two columns.
    static let gap = 2
    /// No text column is made narrower than this, nor than its header.
    private static let leastWidth = 8

    /// The natural layout of rows: every column as wide as its widest cell.
    init(columns names: [String], rows: [[Value]]) {
        columns = names.enumerated().map { index, name in
            let isNumeric = Self.isNumeric(rows.lazy.map { $0[index] })
            let header = Escaping.visible(name)
            let widths = rows.lazy.map {
                TextWidth.of(Cell($0[index], column: name, groupsThousands: isNumeric).text)
            }
            let width = max(TextWidth.of(header), widths.max() ?? 0)
            return Column(name: name, header: header, isNumeric: isNumeric, width: width)
        }
    }

    /// The cells that a line of full columns takes.
    var width: Int {
        columns.reduce(0) { $0 + $1.width } + max(0, columns.count - 1) * Self.gap
    }

    /// This layout within a window: text columns are cut, from the right, each as far as it goes before the next.
    /// Nil if that does not suffice.
    ///
    /// - Parameter rows: The rows that the layout was made of.
    func fitted(to window: Int, rows: [[Value]]) -> TableLayout? {
        var result = self
        for index in columns.indices.reversed() {
            let column = columns[index]
            guard rows.allSatisfy({ $0[index].canBeCut }) else { continue }
            let least = min(column.width, max(Self.leastWidth, TextWidth.of(column.header)))
            result.columns[index].width = max(least, column.width - max(0, result.width - window))
            result.columns[index].isCut = true
        }
        return result.width <= window ? result : nil
    }

    private static func isNumeric(_ values: some Sequence<Value>) -> Bool {
        var found = false
        for value in values where value != .none {
            guard case .number = value else { return false }
            found = true
        }
        return found
    }
}

extension Value {
    /// Whether a part of the value is worth something: true for texts, not for numbers and times.
    fileprivate var canBeCut: Bool {
        switch self {
        case .none, .text, .list, .record, .rows: true
        case .bool, .number, .instant, .duration: false
        }
    }
}
