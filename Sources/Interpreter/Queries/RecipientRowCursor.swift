internal import Account
internal import CommandLanguage
internal import Recipients
internal import Snapshots

/// Iterates over recipients on the rows of their segments. The value of a cell is created only when it is asked for.
final class RecipientRowCursor: QueryCursor {
    let columns: [String]
    let rows: RecipientRows
    /// Where rows hold the value of each column.
    let rowColumns: [RowColumn]
    /// Whether the condition must still be evaluated for the row.
    private(set) var isUndecided = true
    private var next: () -> (row: Row, isUndecided: Bool)?
    private var scanner = RowScanner()
    private var isChecked = false

    /// A cursor over all rows.
    init(_ rows: RecipientRows) {
        self.rows = rows
        columns = RecipientCells.columns(fields: rows.fields)
        rowColumns =
            [.address, .status] + Self.signUpColumns.map(RowColumn.instant) + [.text(Self.sourceColumn)]
            + rows.fieldColumns
        var cursor = StackCursor(rows.segments)
        next = {
            defer { cursor.advance() }
            return cursor.current.map { ($0, true) }
        }
    }

    private static let signUpColumns = 1...3
    private static let sourceColumn = 4

    /// Visits only rows that may meet a condition, from the first.
    func select(_ query: RowQuery) {
        let matching = query.rows()
        next = { matching.nextRow() }
    }

    /// Visits these rows, from the first. They are known to meet the condition.
    func list(_ rows: [Row]) {
        var rest = rows[...]
        next = { rest.popFirst().map { ($0, false) } }
    }

    /// Moves to one row.
    func show(_ row: Row) {
        scanner.show(row)
    }

    /// Checks the state once; must be called before any value of a row is used.
    func checkWhole() throws(Failure) {
        if isChecked { return }
        try rows.checkWhole()
        isChecked = true
    }

    func advance() throws(Failure) -> Bool {
        guard let next = next() else {
            try rows.checkRead()
            return false
        }
        try checkWhole()
        isUndecided = next.isUndecided
        scanner.show(next.row)
        return true
    }

    subscript(column: Int) -> Value {
        switch rowColumns[column] {
        case .address: .optional(scanner.cell(0).text)
        case .status: .text(scanner.status.rawValue)
        case .instant(let column): .optional(scanner.cell(column).instant)
        case .text(let column): .optional(scanner.cell(column).text)
        }
    }
}
