import CommandLanguage
import Recipients

/// The columns of a table: what kind each is, how wide, and which of them may be cut.
struct TableLayout: Equatable {
    struct Column: Equatable {
        let name: String
        /// The name as it is shown.
        var header: String
        /// Numbers stand on the right and have commas.
        let isNumeric: Bool
        /// The cells of a terminal that its widest value takes.
        let contentWidth: Int
        /// In cells of a terminal.
        var width: Int
        /// Whether longer texts end in `…` at this width; else they overflow.
        var isCut = false
    }

    private(set) var columns: [Column]
    /// How the instants are written.
    let times: TimeForm

    /// Blanks between two columns.
    static let gap = 2
    /// No text column is made narrower than this, nor than its header.
    private static let leastWidth = 8
    private static let leastHeader = 5
    /// A text of this width still tells something.
    private static let comfortableWidth = 16

    /// The natural layout of rows: every column as wide as its widest cell.
    init(columns names: [String], rows: [[Value]], times: TimeForm = .full) {
        self.times = times
        columns = names.enumerated().map { index, name in
            let isNumeric = Self.isNumeric(rows.lazy.map { $0[index] })
            let header = Escaping.visible(name)
            let widths = rows.lazy.map {
                TextWidth.of(Cell($0[index], column: name, groupsThousands: isNumeric, times: times).text)
            }
            let contentWidth = widths.max() ?? 0
            return Column(
                name: name, header: header, isNumeric: isNumeric, contentWidth: contentWidth,
                width: max(TextWidth.of(header), contentWidth))
        }
    }

    /// The cells that a line of full columns takes.
    var width: Int {
        columns.reduce(0) { $0 + $1.width } + max(0, columns.count - 1) * Self.gap
    }

    /// The layout of rows in a window. What matters least is shortened first: what is told besides a time, then texts that
    /// are long, from the right, but not the first column's, then times, to the minute and to the day, then headers, and at
    /// last all texts.
    /// Nil if even that does not suffice.
    ///
    /// - Parameter now: What the distances of times are told from; nil to tell none.
    static func fitting(_ window: Int, columns: [String], rows: [[Value]], now: Instant?) -> TableLayout? {
        var shortest: TableLayout?
        for times in TimeForm.all(now: now) {
            let natural = TableLayout(columns: columns, rows: rows, times: times)
            // Nothing else is given up for a distance.
            if case .relative = times {
                if natural.width <= window { return natural }
                continue
            }
            if let layout = natural.fitted(to: window, rows: rows, least: comfortableWidth, sparesFirst: true) {
                return layout
            }
            shortest = natural
        }
        return shortest?.withShortHeaders(for: window).fitted(
            to: window, rows: rows, least: comfortableWidth, sparesFirst: true)
            ?? shortest?.fitted(to: window, rows: rows)
            ?? shortest?.withShortHeaders(for: window).fitted(to: window, rows: rows)
    }

    /// This layout with headers cut, from the right, where they are wider than what stands below them.
    private func withShortHeaders(for window: Int) -> TableLayout {
        var result = self
        for index in columns.indices.reversed() {
            let column = columns[index]
            let least = min(column.width, max(Self.leastHeader, column.contentWidth))
            let width = max(least, column.width - max(0, result.width - window))
            result.columns[index].width = width
            result.columns[index].header = TextWidth.truncated(column.header, to: width)
        }
        return result
    }

    /// This layout within a window: text columns are cut, from the right, each as far as it goes before the next.
    /// Nil if that does not suffice.
    ///
    /// - Parameters:
    ///   - rows: The rows that the layout was made of.
    ///   - least: No column is made narrower than this, nor than its header.
    ///   - sparesFirst: Whether the first column, which tells the rows apart, stays whole.
    func fitted(
        to window: Int,
        rows: [[Value]],
        least leastWidth: Int = Self.leastWidth,
        sparesFirst: Bool = false
    ) -> TableLayout? {
        var result = self
        for index in columns.indices.reversed() {
            let column = columns[index]
            guard rows.allSatisfy({ $0[index].canBeCut }) else { continue }
            let isSpared = index == 0 && sparesFirst
            let least = isSpared ? column.width : min(column.width, max(leastWidth, TextWidth.of(column.header)))
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
