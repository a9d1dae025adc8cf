import CommandLanguage
import Recipients

/// The columns that a table shows of its rows, and how wide they are.
struct TableLayout {
    struct Column {
        let facts: TableColumn
        /// The name as it is shown, cut if the column is narrower.
        let heading: String
        /// In cells of a terminal.
        let width: Int
        /// Whether longer texts are cut at this width; else they overflow.
        let isCut: Bool
    }

    let columns: [Column]
    /// What is said once above the table, in place of a column: the value that all rows have.
    let said: [(column: TableColumn, value: Value)]
    /// The columns in which no row has a value.
    let empty: [TableColumn]
    /// The headings of the columns for which there is no room.
    let leftOut: [String]
    /// How the instants are written.
    let times: TimeForm

    /// Blanks between two columns.
    static let gap = 2

    /// The natural layout of rows: every column as wide as its widest cell.
    init(_ columns: [TableColumn], rows: [[Value]], times: TimeForm) {
        self.columns = columns.map { column in
            Column(
                facts: column, heading: column.heading,
                width: max(column.headingWidth, column.width(of: rows, times: times)), isCut: false)
        }
        (said, empty, leftOut, self.times) = ([], [], [], times)
    }

    /// The layout of rows in a window; nil if it takes records to keep what nobody can do without.
    ///
    /// - Parameters:
    ///   - window: The cells of a line.
    ///   - columns: The columns of the rows.
    ///   - rows: The rows that are known.
    ///   - keepsColumns: Whether all columns are shown, because somebody has chosen them.
    ///   - display: How instants are told.
    static func fitting(
        _ window: Int,
        _ columns: [TableColumn],
        rows: [[Value]],
        keepsColumns: Bool,
        display: TimeDisplay
    ) -> TableLayout? {
        let order = TableConcessions.inOrder(isSingle: rows.count == 1, keepsColumns: keepsColumns, display)
        for concessions in order {
            if let layout = TableLayout(window, columns, rows: rows, concessions) { return layout }
        }
        return nil
    }

    /// Nil if the window is too narrow anyway.
    private init?(_ window: Int, _ columns: [TableColumn], rows: [[Value]], _ given: TableConcessions) {
        var shown = columns
        if given.dropsEmpty { shown.removeAll(where: \.isEmpty) }
        let said = given.saysSingle ? shown.filter { $0.only != nil } : []
        shown.removeAll { column in said.contains { $0.index == column.index } }
        let leftOut = shown.filter(given.leavesOut)
        shown.removeAll(where: given.leavesOut)
        // A table without a column would show nothing of its rows.
        guard !shown.isEmpty else { return nil }
        let spans = shown.map { column in
            let content = column.width(of: rows, times: given.times)
            let heading = given.cutsHeadings ? column.leastHeading(among: shown) : column.headingWidth
            let least = column.kind.canBeCut ? given.leastText.map { min($0, content) } ?? content : content
            return ColumnSpan(
                least: max(least, heading), natural: max(content, heading), full: max(content, column.headingWidth))
        }
        guard let widths = ColumnSpan.widths(spans, filling: window - (shown.count - 1) * Self.gap) else { return nil }
        guard zip(shown, widths).allSatisfy({ $0.staysDistinct(in: rows, cutTo: $1) }) else { return nil }
        self.columns = zip(shown, widths).map { column, width in
            Column(
                facts: column, heading: TextWidth.truncated(column.heading, to: width), width: width,
                isCut: column.kind.canBeCut)
        }
        self.said = said.compactMap { column in column.only.map { (column, $0) } }
        empty = given.dropsEmpty ? columns.filter(\.isEmpty) : []
        self.leftOut = leftOut.map(\.heading)
        times = given.times
    }
}

extension TableColumn {
    /// The cells that a heading is cut to at most.
    private static var leastHeadingWidth: Int { 6 }

    /// How narrow the heading may be made: one that begins like another stays whole.
    fileprivate func leastHeading(among columns: [TableColumn]) -> Int {
        let start = heading.prefix(Self.leastHeadingWidth - 1)
        let isLikeAnother = columns.contains { $0.index != index && $0.heading.hasPrefix(start) }
        return isLikeAnother ? headingWidth : min(headingWidth, Self.leastHeadingWidth)
    }
}

extension TableColumn {
    /// Whether cut texts tell apart what whole ones do, in a column that says which thing a row is about.
    ///
    /// - Parameters:
    ///   - rows: The rows that the column was made of.
    ///   - width: In cells.
    fileprivate func staysDistinct(in rows: [[Value]], cutTo width: Int) -> Bool {
        guard kind.canBeCut, index == 0 || ["name", "group"].contains(name) else { return true }
        let texts = Set(rows.lazy.map { cell($0[index], times: .full).text })
        return Set(texts.map { TextWidth.cutInTheMiddle($0, to: width) }).count == texts.count
    }
}

/// How wide a column may be, in cells.
private struct ColumnSpan {
    /// At least.
    let least: Int
    /// With its values whole.
    let natural: Int
    /// With its heading whole, too.
    let full: Int

    /// The widths that fill a room: what is widest gives way first. Nil if there is too little room.
    static func widths(_ spans: [ColumnSpan], filling room: Int) -> [Int]? {
        func widths(_ level: Int) -> [Int] { spans.map { min($0.natural, max($0.least, level)) } }
        func fits(_ level: Int) -> Bool { widths(level).reduce(0, +) <= room }
        guard fits(0) else { return nil }
        // The highest level that fits lies between these two.
        var (low, high) = (0, (spans.map(\.natural).max() ?? 0) + 1)
        while high - low > 1 {
            let middle = (low + high) / 2
            if fits(middle) { low = middle } else { high = middle }
        }
        var result = widths(low)
        var rest = room - result.reduce(0, +)
        for (index, span) in spans.enumerated() where result[index] < span.natural && rest > 0 {
            result[index] += 1
            rest -= 1
        }
        for (index, span) in spans.enumerated() where result[index] < span.full {
            let added = min(rest, span.full - result[index])
            result[index] += added
            rest -= added
        }
        return result
    }
}
