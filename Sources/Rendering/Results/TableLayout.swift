import CommandLanguage
import Recipients

/// The columns of rows that a table shows, and their widths.
struct TableLayout {
    struct Column {
        let facts: TableColumn
        /// The name as it is shown, shortened if the column is narrower.
        let heading: String
        /// In columns of the terminal.
        let width: Int
        /// Whether longer texts are shortened to this width; otherwise they overflow.
        let isCut: Bool
    }

    let columns: [Column]
    /// The places of two columns with the same text before and after a change; nil unless both may be shortened.
    let compared: (before: Int, after: Int)?
    /// Columns that are stated once above the table, with the value that all rows have.
    let said: [(column: TableColumn, value: Value)]
    /// The columns in which no row has a value.
    let empty: [TableColumn]
    /// The headings of the columns for which there is no room.
    let leftOut: [String]
    /// The form of the instants.
    let times: TimeForm

    /// Spaces between two columns.
    static let gap = 2

    /// The natural layout: every column as wide as its widest cell.
    init(_ columns: [TableColumn], rows: [[Value]], times: TimeForm) {
        self.columns = columns.map { column in
            Column(
                facts: column, heading: column.heading,
                width: max(column.headingWidth, column.width(of: rows, times: times)), isCut: false)
        }
        (compared, said, empty, leftOut, self.times) = (nil, [], [], [], times)
    }

    /// The layout for a window; nil if the window is too narrow for a table, so that rows are shown as records.
    ///
    /// - Parameters:
    ///   - window: The width of a line, in columns of the terminal.
    ///   - columns: The columns of the rows.
    ///   - rows: The known rows.
    ///   - keepsColumns: Whether to show all columns, because the user has chosen them.
    ///   - display: How instants are shown.
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

    /// Nil if the window is too narrow even with these concessions.
    private init?(_ window: Int, _ columns: [TableColumn], rows: [[Value]], _ given: TableConcessions) {
        var shown = columns
        if given.dropsEmpty { shown.removeAll(where: \.isEmpty) }
        let said = given.saysSingle ? shown.filter { $0.only != nil } : []
        shown.removeAll { column in said.contains { $0.index == column.index } }
        let leftOut = shown.filter(given.leavesOut)
        shown.removeAll(where: given.leavesOut)
        // A table without columns would show nothing of its rows.
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
        compared = Self.compared(self.columns)
        self.said = said.compactMap { column in column.only.map { (column, $0) } }
        empty = given.dropsEmpty ? columns.filter(\.isEmpty) : []
        self.leftOut = leftOut.map(\.heading)
        times = given.times
    }

    private static func compared(_ columns: [Column]) -> (before: Int, after: Int)? {
        guard let before = columns.firstIndex(where: { $0.facts.name == "before" && $0.isCut }),
            let after = columns.firstIndex(where: { $0.facts.name == "after" && $0.isCut })
        else { return nil }
        return (before, after)
    }
}

extension TableColumn {
    /// The width below which headings are not shortened.
    private static var leastHeadingWidth: Int { 6 }

    /// The least width of the heading; one that begins like another is not shortened.
    fileprivate func leastHeading(among columns: [TableColumn]) -> Int {
        let start = heading.prefix(Self.leastHeadingWidth - 1)
        let isLikeAnother = columns.contains { $0.index != index && $0.heading.hasPrefix(start) }
        return isLikeAnother ? headingWidth : min(headingWidth, Self.leastHeadingWidth)
    }
}

extension TableColumn {
    /// Whether shortened texts differ wherever whole ones do, in a column that identifies rows.
    ///
    /// - Parameters:
    ///   - rows: The rows from which the column was created.
    ///   - width: In columns of the terminal.
    fileprivate func staysDistinct(in rows: [[Value]], cutTo width: Int) -> Bool {
        guard kind.canBeCut, index == 0 || ["name", "group"].contains(name) else { return true }
        let texts = Set(rows.lazy.map { cell($0[index], times: .full).text })
        return Set(texts.map { TextWidth.cutInTheMiddle($0, to: width) }).count == texts.count
    }
}

/// The possible widths of a column, in columns of the terminal.
private struct ColumnSpan {
    /// The least width.
    let least: Int
    /// The width with its values whole.
    let natural: Int
    /// The width with its heading whole as well.
    let full: Int

    /// The widths that fill the room: the widest columns give way first. Nil if there is too little room.
    static func widths(_ spans: [ColumnSpan], filling room: Int) -> [Int]? {
        func widths(_ level: Int) -> [Int] { spans.map { min($0.natural, max($0.least, level)) } }
        func fits(_ level: Int) -> Bool { widths(level).reduce(0, +) <= room }
        guard fits(0) else { return nil }
        // The highest level that fits is between these two.
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
