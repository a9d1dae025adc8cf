internal import Account
internal import CommandLanguage
internal import Recipients
internal import Sorting

extension Evaluator {
    /// The rows of a query's source, without its clauses.
    private func cursor(of query: Query) throws(Diagnostic) -> any QueryCursor {
        let columns = RowFields.of(query.rows.kind).names
        switch query.rows {
        case .deletedGroups:
            return ListCursor(columns, try at(query.range, statementScope.open().deletedGroups()), \.row)
        case .groups: return ListCursor(columns, try at(query.range, statementScope.open().groups()), \.row)
        case .log: return ListCursor(columns, try at(query.range, statementScope.open().log()), \.row)
        case .backups(let group):
            var name: String?
            if let group { name = try groupName(of: group) }
            let place = group?.range ?? query.range
            return ListCursor(columns, try at(place, statementScope.open().backups(of: name)), \.row)
        case .fields(let group):
            let name = try groupName(of: group)
            return ListCursor(columns, try at(group.range, statementScope.open().fields(of: name)), \.row)
        case .activity(let group):
            let name = try groupName(of: group)
            return ListCursor(columns, try at(group.range, statementScope.open().activity(of: name)), \.row)
        case .rows(let file): return try fileCursor(file, query.options)
        case .recipients(let reference):
            return RecipientRowCursor(
                try read(reference) { (account, state) throws(Failure) in try account.rows(of: state) })
        case .find(let argument): return try findings(argument)
        case .backupChanges(let reference): return try changes(of: reference)
        case .recipientChanges(let email, let group): return try history(of: email, in: group)
        }
    }

    /// Reads from a state. If a number names no group, the help says how to name the backup with that id; if a field
    /// of the row that a condition tests names none, that a field is not a name.
    func read<Result>(
        _ reference: StateReference,
        _ call: (Account, RecipientSource) throws(Failure) -> Result
    ) throws(Diagnostic) -> Result {
        let state = try recipientSource(reference)
        do throws(Failure) {
            return try call(statementScope.open(), state)
        } catch {
            var failure = error
            if error.code == .unknownGroup, case .group(let name) = reference, let id = name.literalText,
                BackupNumber.isWritten(id)
            {
                failure = Failure(
                    error.code, error.message, help: "for the backup with this id, write: recipients of backup \(id)",
                    about: error.subject)
            } else if error.code == .unknownGroup, case .group(let name) = reference, case .word(let word) = name.kind,
                row?.hasField(word) == true
            {
                failure = Failure(
                    error.code, error.message,
                    help: "a field cannot name the group; a loop can: for g in groups { … recipients of $g.name … }",
                    about: error.subject)
            }
            throw Diagnostic(failure, in: source, at: reference.range)
        }
    }

    func recipientSource(_ reference: StateReference) throws(Diagnostic) -> RecipientSource {
        switch reference {
        case .group(let name): .group(try groupName(of: name))
        case .asOf(let name, let instant): .asOf(group: try groupName(of: name), try self.instant(of: instant))
        case .backup, .latestBackup: .backup(try backup(of: reference))
        }
    }

    /// Opens the rows of a query and looks up what its clauses name.
    func open(_ query: Query) throws(Diagnostic) -> OpenQuery {
        let cursor = try cursor(of: query)
        let counted = try self.columns(query.counted, of: cursor.columns, query)
        var columns = cursor.columns
        if !counted.isEmpty {
            columns = Query.columns(counting: counted.map { cursor.columns[$0] })
        }
        let shown = try self.columns(query.shown, of: columns, query)
        return OpenQuery(
            query: query, cursor: cursor, counted: counted, rowColumns: columns,
            shown: query.shown.isEmpty ? nil : shown)
    }

    /// The indices of the columns that a clause names, each of which it may name once. The parser cannot tell whether
    /// names that differ in case are those of one column of a file.
    private func columns(_ names: [Name], of columns: [String], _ query: Query) throws(Diagnostic) -> [Int] {
        let row = ConditionRow(NoRow(columns), query.rows.kind)
        var found: [Int] = []
        for name in names {
            let index = try row.column(name, self)
            guard !found.contains(index) else {
                throw Diagnostic(.repeatedField(name.text), in: source, at: name.range)
            }
            found.append(index)
        }
        return found
    }

    /// Visits the rows that a query asks for, in its order, while they are read; only sorting and counting need memory
    /// for rows.
    ///
    /// - Parameters:
    ///   - open: The query.
    ///   - visit: Receives the row, the same object each time; returns whether it wants more.
    func forEachRow(
        of open: OpenQuery,
        _ visit: (any CurrentRow) throws(Diagnostic) -> Bool
    ) throws(Diagnostic) {
        let query = open.query
        var limit = Int.max
        if let argument = query.limit { limit = try self.limit(of: argument) }
        var cursor = open.cursor
        var condition = query.condition
        if !open.counted.isEmpty {
            cursor = ListCursor(open.rowColumns, try countedRows(of: open)) { $0 }
            condition = nil
        }
        if !query.keys.isEmpty {
            cursor = try sorted(cursor, condition, query, limit: limit)
            condition = nil
        }
        guard let shown = open.shown else {
            return try forEachMatch(condition, cursor, query, limit: limit, visit)
        }
        let projected = ProjectedRow(cursor, shown)
        try forEachMatch(condition, cursor, query, limit: limit) { (_) throws(Diagnostic) in try visit(projected) }
    }

    private func forEachMatch(
        _ condition: Expression?,
        _ cursor: any QueryCursor,
        _ query: Query,
        limit: Int = .max,
        _ visit: (any CurrentRow) throws(Diagnostic) -> Bool
    ) throws(Diagnostic) {
        let holds = try test(condition, cursor, query)
        var left = limit
        while left > 0 {
            try checkCancellation()
            guard try at(query.rows.place ?? query.range, cursor.advance()) else { return }
            if !(try holds()) { continue }
            left -= 1
            if !(try visit(cursor)) { return }
        }
    }

    /// Returns a test of the condition for the row at which a cursor is. The cursor of recipients already skips most of
    /// the rows for which it does not hold.
    private func test(
        _ condition: Expression?,
        _ cursor: any QueryCursor,
        _ query: Query
    ) throws(Diagnostic) -> () throws(Diagnostic) -> Bool {
        guard let condition else { return { true } }
        if let cursor = cursor as? RecipientRowCursor {
            let recipients = try RecipientQuery(cursor, query, self)
            recipients.select()
            return recipients.holds
        }
        let row = ConditionRow(cursor, query.rows.kind)
        try row.resolve(condition, self)
        var inner = self
        inner.row = row
        return { [inner] () throws(Diagnostic) in try inner.holds(condition) }
    }

    /// - Throws: `cancelled`, without a place in the source.
    func checkCancellation() throws(Diagnostic) {
        try at(nil, statementScope.checkCancellation())
    }

    /// The number of rows for each combination of values, largest first.
    private func countedRows(of open: OpenQuery) throws(Diagnostic) -> [[Value]] {
        let counts: [(values: [Value], count: Int)]
        if let cursor = open.cursor as? RecipientRowCursor {
            counts = try RecipientQuery(cursor, open.query, self).counts(by: open.counted)
        } else {
            var found: [[Value]: Int] = [:]
            try forEachMatch(open.query.condition, open.cursor, open.query) { (cells) throws(Diagnostic) in
                found[open.counted.map { cells[$0] }, default: 0] += 1
                return true
            }
            counts = found.map { ($0.key, $0.value) }
        }
        let row = ConditionRow(open.cursor, open.query.rows.kind)
        let areAddresses = open.counted.map { row.holdsAddress(open.cursor.columns[$0]) }
        let entries = counts.map { values, count in
            (keys: zip(values, areAddresses).map { SortKey($0, isAddress: $1) }, values: values, count: count)
        }
        return entries.sorted { one, other in
            one.count == other.count ? SortKey.areInOrder(one.keys, other.keys, []) : one.count > other.count
        }.map { $0.values + [.count($0.count)] }
    }

    /// The first rows for which a condition holds, in sorted order; equal ones stay in their original order.
    private func sorted(
        _ cursor: any QueryCursor,
        _ condition: Expression?,
        _ query: Query,
        limit: Int
    ) throws(Diagnostic) -> any QueryCursor {
        if let cursor = cursor as? RecipientRowCursor, try RecipientQuery(cursor, query, self).sort(limit: limit) {
            return cursor
        }
        var inner = self
        let row = ConditionRow(cursor, query.rows.kind)
        for key in query.keys { try row.resolve(key.value, self) }
        inner.row = row
        let directions = query.keys.map(\.isDescending)
        var first = FirstInOrder<SortedRow>(limit) { $0.isBefore($1, directions) }
        var count = 0
        try forEachMatch(condition, cursor, query) { (cells) throws(Diagnostic) in
            var keys: [SortKey] = []
            for key in query.keys {
                let value = try inner.value(of: key.value)
                if case .list = value {
                    throw problem(.unsortable(key.value.key(in: source)), at: key.value.range)
                }
                keys.append(SortKey(value, isAddress: row.holdsAddress(key.value)))
            }
            var sorted = SortedRow(keys: keys, number: count)
            count += 1
            // A row is created only if it is kept.
            if let last = first.last, !sorted.isBefore(last, directions) { return true }
            sorted.values = cells.row
            first.add(sorted)
            return true
        }
        return ListCursor(cursor.columns, Array(FirstInOrder.merged([first])), \.values)
    }

    // MARK: Values of queries

    func rows(of query: Query) throws(Diagnostic) -> Rows {
        let open = try open(query)
        var rows: [[Value]] = []
        try forEachRow(of: open) { (cells) throws(Diagnostic) in
            rows.append(cells.row)
            return true
        }
        return open.rows(rows)
    }

    /// Whether a query has any rows; it is read only up to the first.
    func hasRows(_ query: Query) throws(Diagnostic) -> Bool {
        var hasRows = false
        try forEachRow(of: try open(query)) { (_) throws(Diagnostic) in
            hasRows = true
            return false
        }
        return hasRows
    }

    func firstRow(of query: Query) throws(Diagnostic) -> Record? {
        var record: Record?
        try forEachRow(of: try open(query)) { (cells) throws(Diagnostic) in
            record = Record(columns: cells.columns, values: cells.row)
            return false
        }
        return record
    }

    /// How many rows a query has. Without a condition, the rows of recipients are not read.
    func count(of query: Query) throws(Diagnostic) -> Int {
        if query.condition == nil, query.counted.isEmpty, query.keys.isEmpty, query.shown.isEmpty,
            case .recipients(let reference) = query.rows
        {
            let source = try recipientSource(reference)
            let all = try at(reference.range, statementScope.open().recipientCount(of: source))
            guard let limit = query.limit else { return all }
            return min(all, try self.limit(of: limit))
        }
        let open = try open(query)
        if query.limit == nil, query.counted.isEmpty, query.keys.isEmpty,
            let cursor = open.cursor as? RecipientRowCursor
        {
            return try RecipientQuery(cursor, query, self).count()
        }
        var count = 0
        try forEachRow(of: open) { (_) throws(Diagnostic) in
            count += 1
            return true
        }
        return count
    }

    // MARK: Records

    func record(_ reference: RecordReference) throws(Diagnostic) -> Record {
        switch reference {
        case .group(let argument):
            let name = try groupName(of: argument)
            return try at(argument.range, statementScope.open().group(name).record)
        case .backup(let reference):
            let backup = try backup(of: reference)
            return try at(reference.range, statementScope.open().backup(backup).record)
        case .recipient(let email, let group):
            let address = try text(of: email, .slot(.email))
            let name = try groupName(of: group)
            do {
                let found = try statementScope.open().recipient(address, of: name)
                guard let first = found.first else { return Record([:]) }
                return Record(first.recipient, fields: first.fields)
            } catch {
                throw Diagnostic(error, in: source, at: error.subject == .group ? group.range : email.range)
            }
        }
    }
}
