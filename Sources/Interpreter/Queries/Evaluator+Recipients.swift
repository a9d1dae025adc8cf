internal import Account
internal import CommandLanguage
internal import Recipients
internal import Snapshots

/// A query of recipients that runs on the bytes of their rows.
struct RecipientQuery {
    let cursor: RecipientRowCursor
    private let query: Query
    /// Evaluates what the bytes do not decide.
    private let evaluator: Evaluator
    private let compiler: ConditionCompiler
    private let rows: RowQuery

    /// - Throws: `unknown-field`.
    init(_ cursor: RecipientRowCursor, _ query: Query, _ evaluator: Evaluator) throws(Diagnostic) {
        self.cursor = cursor
        self.query = query
        let row = ConditionRow(cursor, query.rows.kind)
        // After `count by`, other rows are sorted.
        for key in query.counted.isEmpty ? query.keys : [] { try row.resolve(key.value, evaluator) }
        if let condition = query.condition { try row.resolve(condition, evaluator) }
        var evaluator = evaluator
        evaluator.row = row
        self.evaluator = evaluator
        compiler = ConditionCompiler(evaluator, row, cursor.rowColumns)
        var condition = RowCondition.always
        // Where there are no rows, nothing of the condition is evaluated.
        if let written = query.condition, cursor.rows.count > 0 { condition = compiler.condition(written) }
        rows = RowQuery(cursor.rows.segments, where: condition)
    }

    /// How many rows meet the condition.
    func count() throws(Diagnostic) -> Int {
        let count = try rows.count(check, decide: holds)
        try checkRead()
        return count
    }

    /// The number of rows for each combination of values, in the order of first appearance.
    func counts(by columns: [Int]) throws(Diagnostic) -> [(values: [Value], count: Int)] {
        let groups = try rows.groups(by: columns.map { cursor.rowColumns[$0] }, check, decide: holds)
        try checkRead()
        var places: [[Value]: Int] = [:]
        var counts: [(values: [Value], count: Int)] = []
        for group in groups {
            cursor.show(group.row)
            let values = columns.map { cursor[$0] }
            let place = places[values] ?? counts.count
            if place == counts.count {
                places[values] = place
                counts.append((values, 0))
            }
            counts[place].count += group.count
        }
        return counts
    }

    /// Makes the cursor visit the first rows in the query's order; returns false if that order needs more than fields.
    func sort(limit: Int) throws(Diagnostic) -> Bool {
        var keys: [RowKey] = []
        for key in query.keys {
            guard let column = compiler.column(key.value) else { return false }
            keys.append(RowKey(column, isDescending: key.isDescending))
        }
        let first = try rows.first(limit, by: keys, check, decide: holds)
        try checkRead()
        cursor.list(first)
        return true
    }

    /// Makes the cursor visit only rows that meet the condition, or may meet it.
    func select() {
        if query.condition != nil { cursor.select(rows) }
    }

    /// Whether the row at the cursor meets the condition.
    func holds() throws(Diagnostic) -> Bool {
        guard cursor.isUndecided, let condition = query.condition else { return true }
        return try evaluator.holds(condition)
    }

    private func holds(_ row: Row) throws(Diagnostic) -> Bool {
        try placing(cursor.checkWhole())
        cursor.show(row)
        return try evaluator.holds(query.condition ?? Expression(.bool(true), range: query.range))
    }

    private func check() throws(Diagnostic) { try evaluator.checkCancellation() }

    private func checkRead() throws(Diagnostic) { try placing(cursor.rows.checkRead()) }

    private func placing<Result>(_ call: @autoclosure () throws(Failure) -> Result) throws(Diagnostic) -> Result {
        try evaluator.at(query.rows.place ?? query.range, call())
    }
}
