internal import Account
internal import CommandLanguage
internal import Recipients

extension Evaluator {
    /// The rows of a source, all of them.
    func cursor(of rows: RowSource) throws(Diagnostic) -> any QueryCursor {
        let columns = RowFields.of(rows.kind).names
        switch rows {
        case .groups: return ListCursor(columns, try at(nil, statementScope.open().groups()), \.row)
        case .log: return ListCursor(columns, try at(nil, statementScope.open().log()), \.row)
        case .backups(let group):
            var name: String?
            if let group { name = try groupName(of: group) }
            return ListCursor(columns, try at(group?.range, statementScope.open().backups(of: name)), \.row)
        case .fields(let group):
            let name = try groupName(of: group)
            return ListCursor(columns, try at(group.range, statementScope.open().fields(of: name)), \.row)
        case .activity(let group):
            let name = try groupName(of: group)
            return ListCursor(columns, try at(group.range, statementScope.open().activity(of: name)), \.row)
        case .recipients(let reference):
            let source = try recipientSource(reference)
            return RecipientCursor(try at(reference.range, statementScope.open().recipients(of: source)))
        }
    }

    func recipientSource(_ reference: StateReference) throws(Diagnostic) -> RecipientSource {
        if case .group(let name) = reference { return .group(try groupName(of: name)) }
        return .backup(try backup(of: reference))
    }

    /// Visits the rows that a query asks for, in its order, as they are read; only sorting keeps them all.
    ///
    /// - Parameters:
    ///   - cursor: Of the query's rows, at the beginning.
    ///   - visit: Gets a cursor that stands at the row; returns whether it wants more.
    func forEachRow(
        of query: Query,
        _ cursor: any QueryCursor,
        _ visit: (any QueryCursor) throws(Diagnostic) -> Bool
    ) throws(Diagnostic) {
        var limit = Int.max
        if let argument = query.limit { limit = try self.limit(of: argument) }
        guard let sort = query.sort else {
            return try forEachMatch(of: query, cursor, limit: limit, visit)
        }
        let column = try ConditionRow(cursor, query.rows.kind).column(sort.field, source)
        var rows: [[Value]] = []
        try forEachMatch(of: query, cursor, limit: .max) { (cells) throws(Diagnostic) in
            rows.append(cells.row)
            return true
        }
        try sortRows(&rows, by: column, sort)
        let sorted = ListCursor(cursor.columns, Array(rows.prefix(limit))) { $0 }
        while try at(query.range, sorted.advance()) {
            if !(try visit(sorted)) { return }
        }
    }

    private func forEachMatch(
        of query: Query,
        _ cursor: any QueryCursor,
        limit: Int,
        _ visit: (any QueryCursor) throws(Diagnostic) -> Bool
    ) throws(Diagnostic) {
        var inner = self
        if let condition = query.condition {
            let row = ConditionRow(cursor, query.rows.kind)
            try row.resolve(condition, source)
            inner.row = row
        }
        var left = limit
        while left > 0 {
            do {
                try statementScope.checkCancellation()
                guard try cursor.advance() else { return }
            } catch {
                let hasPlace = error.code != .cancelled
                throw Diagnostic(error, in: hasPlace ? source : nil, at: hasPlace ? query.range : nil)
            }
            if let condition = query.condition, !(try inner.holds(condition)) { continue }
            left -= 1
            if !(try visit(cursor)) { return }
        }
    }

    /// Sorts by a column, equal values in the order they had. Missing values come last either way.
    private func sortRows(_ rows: inout [[Value]], by column: Int, _ sort: Query.Sort) throws(Diagnostic) {
        for case .list in rows.lazy.map({ $0[column] }) {
            throw problem(.unsortable(field: sort.field.text), at: sort.field.range)
        }
        let sorted = rows.enumerated().sorted { one, other in
            let (left, right) = (one.element[column], other.element[column])
            if left == right { return one.offset < other.offset }
            if left == .none || right == .none { return right == .none }
            let isLess = sort.isDescending ? right.sortsBefore(left) : left.sortsBefore(right)
            return isLess
        }
        rows = sorted.map(\.element)
    }

    // MARK: Values of queries

    func rows(of query: Query) throws(Diagnostic) -> Rows {
        let cursor = try cursor(of: query.rows)
        var rows: [[Value]] = []
        try forEachRow(of: query, cursor) { (cells) throws(Diagnostic) in
            rows.append(cells.row)
            return true
        }
        return Rows(columns: cursor.columns, rows: rows)
    }

    func firstRow(of query: Query) throws(Diagnostic) -> Record? {
        let cursor = try cursor(of: query.rows)
        var record: Record?
        try forEachRow(of: query, cursor) { (cells) throws(Diagnostic) in
            record = Record(columns: cells.columns, values: cells.row)
            return false
        }
        return record
    }

    /// How many rows a query has. Without a condition, recipients are not read for it.
    func count(of query: Query) throws(Diagnostic) -> Int {
        if query.condition == nil, query.sort == nil, case .recipients(let reference) = query.rows {
            let source = try recipientSource(reference)
            let all =
                switch source {
                case .group(let name): try at(reference.range, statementScope.open().group(name).counts.recipients)
                case .backup(let backup): try at(reference.range, statementScope.open().backup(backup).recipients)
                }
            guard let limit = query.limit else { return all }
            return min(all, try self.limit(of: limit))
        }
        var count = 0
        try forEachRow(of: query, try cursor(of: query.rows)) { (_) throws(Diagnostic) in
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

extension Value {
    /// The order of rows: that of comparisons, and false before true.
    fileprivate func sortsBefore(_ other: Value) -> Bool {
        if case .bool(let one) = self, case .bool(let other) = other { return !one && other }
        return isLess(than: other) ?? false
    }
}
