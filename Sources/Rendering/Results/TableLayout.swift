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
    init(columns names: [String], rows: [[Value]], display: TimeDisplay, times: TimeForm = .full) {
        self.times = times
        columns = names.enumerated().map { index, name in
            let isNumeric = Self.isNumeric(rows.lazy.map { $0[index] })
            let header = name.visible()
            let widths = rows.lazy.map {
                TextWidth.of(
                    CellText($0[index], column: name, groupsThousands: isNumeric, display: display, times: times).text)
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
    /// are long, from the right, but not the first column's, then times, to the minute and to the day, then the last
    /// column's text, then headers, and at last all texts.
    /// Nil if even that does not suffice.
    ///
    /// - Parameter display: How instants are told.
    static func fitting(_ window: Int, columns: [String], rows: [[Value]], display: TimeDisplay) -> TableLayout? {
        var natural = TableLayout(columns: columns, rows: rows, display: display)
        for times in display.forms {
            natural = TableLayout(columns: columns, rows: rows, display: display, times: times)
            // Nothing else is given up for a distance.
            if times == .words {
                if natural.width <= window { return natural }
                continue
            }
            let layout = natural.shrinking(TextLimits(first: nil), to: window, rows: rows)
            if layout.width <= window { return layout }
        }
        for limits in [
            TextLimits(first: nil, last: leastWidth), TextLimits(first: leastWidth, leastWidth, last: leastWidth),
        ] {
            let layout = natural.shrinking(limits, to: window, rows: rows).cuttingHeaders(to: window)
            if layout.width <= window { return layout }
        }
        return nil
    }

    /// How narrow texts may be made, in cells of a terminal; no text is made narrower than its header.
    private struct TextLimits {
        /// Nil leaves the first column, which tells the rows apart, whole.
        let first: Int?
        let others: Int
        let last: Int

        init(first: Int?, _ others: Int = comfortableWidth, last: Int = comfortableWidth) {
            self.first = first
            self.others = others
            self.last = last
        }
    }

    /// This layout with headers cut, from the right, where they are wider than what stands below them.
    private func cuttingHeaders(to window: Int) -> TableLayout {
        var result = self
        for index in columns.indices.reversed() {
            let column = columns[index]
            let content = column.isCut ? min(column.width, column.contentWidth) : column.contentWidth
            let least = min(column.width, max(Self.leastHeader, content))
            let width = max(least, column.width - max(0, result.width - window))
            result.columns[index].width = width
            result.columns[index].header = TextWidth.truncated(column.header, to: width)
        }
        return result
    }

    /// This layout with texts cut, from the right, each as far as it goes before the next.
    ///
    /// - Parameter rows: The rows that the layout was made of.
    private func shrinking(_ limits: TextLimits, to window: Int, rows: [[Value]]) -> TableLayout {
        var result = self
        for index in columns.indices.reversed() {
            let column = columns[index]
            guard rows.allSatisfy({ $0[index].canBeCut }) else { continue }
            let isLast = index == columns.indices.last
            let limit = index == 0 ? limits.first ?? column.width : isLast ? limits.last : limits.others
            let least = min(column.width, max(limit, TextWidth.of(column.header)))
            result.columns[index].width = max(least, column.width - max(0, result.width - window))
            result.columns[index].isCut = true
        }
        return result
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
