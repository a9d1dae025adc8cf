internal import Account
internal import CommandLanguage
internal import Recipients

extension Interpreter {
    /// How many rows are read before the first is shown: a query that fails before shows nothing.
    private static var heldRows: Int { 1000 }

    /// Shows the rows of a query while they are read.
    func show(_ query: Query) throws(Diagnostic) {
        if isAtPrompt, sink.isWatched, query.asksForRecentLog { return try showRecentLog(query) }
        let open = try evaluator.open(query)
        var kept = isAtPrompt ? LastRows(open) : nil
        var isHeld = true
        var held: [[Value]] = []
        func begin() {
            isHeld = false
            sink.begin(columns: open.columns, areChosen: open.columnsAreChosen, at: stage.scope.time)
            for row in held where sink.failure == nil && sink.wantsMore { sink.append(row: row) }
            held = []
        }
        do throws(Diagnostic) {
            try evaluator.forEachRow(of: open) { (cells) throws(Diagnostic) in
                let row = cells.row
                kept?.append(row)
                if isHeld {
                    held.append(row)
                    if held.count == Self.heldRows { begin() }
                } else if sink.wantsMore {
                    sink.append(row: row)
                }
                return sink.failure == nil && (isHeld || sink.wantsMore || kept?.wantsMore == true)
            }
            // A result that was cut short must not look complete.
            try checkCancellation()
        } catch {
            if !isHeld { sink.abandon() }
            throw error
        }
        if isHeld { begin() }
        sink.end()
        sink.flush()
        if let kept { keepLast(kept.value) }
    }

    // MARK: The log at the prompt

    /// How many lines of the log are shown without a `limit`: as many as fit into a window.
    private static var recentLines: Int { 20 }

    /// Shows the newest lines of the log, the newest at the bottom, and which changes undid which. `$_` becomes all
    /// lines.
    private func showRecentLog(_ query: Query) throws(Diagnostic) {
        let rows = try evaluator.rows(of: query)
        let undoing = try evaluator.at(query.range, Undoing(of: stage.scope.open()))
        sink.begin(columns: rows.columns, areChosen: false, at: stage.scope.time)
        for row in Array(rows).suffix(Self.recentLines) where sink.wantsMore {
            sink.append(row: undoing.told(in: row, of: rows.columns))
        }
        sink.end()
        sink.flush()
        keepLast(.rows(rows))
        guard rows.count > Self.recentLines else { return }
        let clauses = "sort by at desc limit \(rows.count)"
        let all = query.condition == nil ? "\"log \(clauses)\" shows" : "\"\(clauses)\" at its end shows"
        sink.tell(
            .note("these are the newest \(Self.recentLines) of \(counted(rows.count, "line", "lines")): \(all) all"))
    }
}

extension Query {
    /// Whether it asks for the log without choosing an order, columns or a number of lines.
    fileprivate var asksForRecentLog: Bool {
        rows.kind == .log && limit == nil && keys.isEmpty && counted.isEmpty && shown.isEmpty
    }
}

/// Which changes have been undone, and by what.
private struct Undoing {
    /// The backup of the undo, by that of the change; nil if the undo kept none.
    private var undos: [Int: Int?] = [:]

    init(of account: Account) throws(Failure) {
        let undone = Set(try account.backups().lazy.filter(\.isUndone).map(\.id))
        for entry in try account.log() {
            if let change = entry.undone, undone.contains(change) { undos.updateValue(entry.backup, forKey: change) }
        }
    }

    /// A row of the log in which `undone` says what the change has undone, and what has undone it.
    func told(in row: [Value], of columns: [String]) -> [Value] {
        guard let backup = columns.firstIndex(of: "backup"), let undone = columns.firstIndex(of: "undone") else {
            return row
        }
        var words: [String] = []
        if case .number(let change) = row[undone] { words.append("of \(NumberText.plain(change))") }
        if case .number(let id) = row[backup], let undo = Int(exactly: id).flatMap({ undos[$0] }) {
            words.append(undo.map { "by \($0)" } ?? "by an undo")
        }
        var row = row
        row[undone] = words.isEmpty ? .none : .text(words.joined(separator: ", "))
        return row
    }
}
