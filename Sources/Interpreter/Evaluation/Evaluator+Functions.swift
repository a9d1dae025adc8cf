internal import CommandLanguage
internal import Recipients

extension Evaluator {
    func call(
        _ function: Function,
        _ arguments: [Expression],
        _ whole: Expression
    ) throws(Diagnostic) -> Value {
        if function == .now || function == .today && arguments.isEmpty {
            let account = try at(whole.range, statementScope.open())
            return try function == .now ? .instant(account.now) : day(of: account.now, at: whole.range)
        }
        guard let argument = arguments.first else { return .none }
        switch function {
        case .now: return .none
        case .today: return try today(argument)
        case .day:
            switch try value(of: argument) {
            case .none: return .none
            case .instant(let instant): return try day(of: instant, at: argument.range)
            case let other:
                throw problem(.functionNeeds(function.rawValue, [.instant], found: other), at: argument.range)
            }
        case .text: return try text(of: argument)
        case .trim: return try mapText(argument, function) { $0.trimmed }
        case .length:
            guard let text = try plainText(argument, function) else { return .none }
            return .count(text.characterCount)
        case .replace, .split, .join: return try callOnParts(function, arguments)
        case .default:
            let value = try value(of: argument)
            return value == .none ? try self.value(of: arguments[1]) : value
        case .count, .exists, .first, .last:
            return try onceForAllRows(whole, aggregate(function, argument))
        case .lower: return try mapText(argument, function) { $0.lowercased() }
        case .upper: return try mapText(argument, function) { $0.uppercased() }
        case .date: return try date(argument)
        case .number: return try number(argument)
        case .field:
            guard case .text(let name) = try value(of: argument), let row else {
                throw problem(.fieldNeedsName, at: argument.range)
            }
            return row.value(at: try row.column(Name(name, range: argument.range), self))
        }
    }

    /// The value of a function of rows or a list. A query is read only as far as the function needs.
    private func aggregate(_ function: Function, _ argument: Expression) throws(Diagnostic) -> Value {
        if case .query(let query) = argument.kind {
            switch function {
            case .count: return .count(try count(of: query))
            case .exists: return .bool(try hasRows(query))
            case .first: return try firstRow(of: query).map(Value.record) ?? .none
            default: break
            }
        }
        switch try value(of: argument) {
        case .rows(let rows): return aggregate(function, rows.records.lazy.map(Value.record), count: rows.count)
        case .list(let list): return aggregate(function, list, count: list.count)
        case let other:
            throw problem(.functionNeeds(function.rawValue, [.rows, .list], found: other), at: argument.range)
        }
    }

    private func aggregate(_ function: Function, _ elements: some Sequence<Value>, count: Int) -> Value {
        switch function {
        case .count: .count(count)
        case .exists: .bool(count > 0)
        case .first: elements.first { _ in true } ?? .none
        default: elements.reduce(.none) { $1 }
        }
    }

    /// The sum, minimum or maximum of an expression over all rows; missing values do not count.
    func fold(_ fold: Fold, _ rows: Expression, _ value: Expression) throws(Diagnostic) -> Value {
        var result: Value = fold == .sum ? .number(0) : .none
        var inner = self
        inner.row = nil
        func add(_ cells: any CurrentRow, _ kind: RowKind?) throws(Diagnostic) {
            if inner.row == nil {
                let row = ConditionRow(cells, kind)
                try row.resolve(value, self)
                inner.row = row
            }
            let areAddresses = inner.row?.holdsAddress(value) ?? false
            result = try self.result(
                fold, result, inner.value(of: value), areAddresses: areAddresses, of: value)
        }
        if case .query(let query) = rows.kind {
            let open = try open(query)
            // An unknown field is reported even if there are no rows.
            try ConditionRow(NoRow(open.columns), query.rows.kind).resolve(value, self)
            try forEachRow(of: open) { (cells) throws(Diagnostic) in
                try add(cells, query.rows.kind)
                return true
            }
            return result
        }
        let found = try self.value(of: rows)
        guard case .rows(let kept) = found else {
            throw problem(.functionNeeds(fold.rawValue, [.rows], found: found), at: rows.range)
        }
        let cursor = ListCursor(kept.columns, Array(kept)) { $0 }
        try ConditionRow(cursor, nil).resolve(value, self)
        while try at(rows.range, cursor.advance()) { try add(cursor, nil) }
        return result
    }

    private func result(
        _ fold: Fold,
        _ soFar: Value,
        _ next: Value,
        areAddresses: Bool,
        of key: Expression
    ) throws(Diagnostic) -> Value {
        if next == .none { return soFar }
        guard fold != .sum else {
            guard case .number(let sum) = soFar, case .number(let number) = next else {
                throw problem(.sumOfOthers(key.key(in: source), next.kind), at: key.range)
            }
            return .number(try self.number(sum, .add, number, at: key.range))
        }
        if soFar == .none { return next }
        let isBetter =
            fold == .min
            ? next.isLess(than: soFar, areAddresses: areAddresses)
            : soFar.isLess(than: next, areAddresses: areAddresses)
        guard let isBetter else { throw problem(.foldOfOthers(fold, soFar, next), at: key.range) }
        return isBetter ? next : soFar
    }

    /// More days than there are in the years 1 to 9999, so that no sum with a day overflows.
    private static let tooManyDays = 4_000_000

    private func today(_ offset: Expression) throws(Diagnostic) -> Value {
        let value = try value(of: offset)
        if value == .none { return .none }
        guard case .number(let number) = value, let days = Int64(exactly: number), days.magnitude < Self.tooManyDays
        else {
            throw problem(.notADayCount(value.shown(in: zone)), at: offset.range)
        }
        return try day(of: try at(nil, statementScope.open().now), plus: days, at: offset.range)
    }

    /// The start of a day in the account's time zone.
    private func day(of instant: Instant, plus days: Int64 = 0, at range: SourceRange) throws(Diagnostic) -> Value {
        guard let day = zone.startOfDay(of: instant, plus: days) else {
            throw problem(.instantOutOfRange, at: range)
        }
        return .instant(day)
    }

    private func text(of argument: Expression) throws(Diagnostic) -> Value {
        let value = try value(of: argument)
        if value == .none { return .none }
        guard let text = value.interpolated(in: zone) else {
            throw problem(.functionTakesNoParts("text", found: value), at: argument.range)
        }
        return .text(try checked(text, at: argument.range))
    }

    /// The text of an argument; nil for the missing value.
    private func plainText(_ argument: Expression, _ function: Function) throws(Diagnostic) -> String? {
        switch try value(of: argument) {
        case .none: return nil
        case .text(let text): return text
        case let other:
            throw problem(.functionNeeds(function.rawValue, [.text], found: other), at: argument.range)
        }
    }

    private func callOnParts(_ function: Function, _ arguments: [Expression]) throws(Diagnostic) -> Value {
        var texts: [String] = []
        for argument in arguments.dropFirst() {
            guard let text = try plainText(argument, function) else { return .none }
            texts.append(text)
        }
        let (argument, range) = (arguments[0], arguments[0].range)
        if function == .join {
            switch try value(of: argument) {
            case .none: return .none
            case .list(let list):
                let parts = list.filter { $0 != .none }.map { $0.interpolated(in: zone) }
                guard !parts.contains(nil) else {
                    throw problem(.functionTakesNoParts("join", found: .list(list)), at: range)
                }
                let bytes = parts.reduce(0) { $0 + ($1?.utf8.count ?? 0) + texts[0].utf8.count }
                try checkText(bytes: bytes - (parts.isEmpty ? 0 : texts[0].utf8.count), at: range)
                return .text(parts.compactMap { $0 }.joined(separator: texts[0]))
            case let other:
                throw problem(.functionNeeds("join", [.list], found: other), at: range)
            }
        }
        guard let text = try plainText(argument, function) else { return .none }
        guard !texts[0].isEmpty else {
            throw problem(function == .replace ? .emptyOldText : .emptySeparator, at: arguments[1].range)
        }
        var places = 0
        text.forEachPlace(of: texts[0]) { _ in places += 1 }
        if function == .replace {
            let bytes = text.utf8.count + places * (texts[1].utf8.count - texts[0].utf8.count)
            try checkText(bytes: bytes, at: range)
            return .text(text.replacingPlaces(of: texts[0], with: texts[1]))
        }
        if places >= ValueLimit.listElements { throw problem(.listTooLarge(limit: ValueLimit.listElements), at: range) }
        return .list(try checked(text.parts(between: texts[0]).map { .text(String($0)) }, at: range))
    }

    private func mapText(
        _ argument: Expression,
        _ function: Function,
        _ transform: (String) -> String
    ) throws(Diagnostic) -> Value {
        switch try value(of: argument) {
        case .none: return .none
        case .text(let text): return .text(try checked(transform(text), at: argument.range))
        case let other:
            throw problem(.functionNeeds(function.rawValue, [.text], found: other), at: argument.range)
        }
    }

    /// Reads a text in the same way as the dates in sign-up columns.
    private func date(_ argument: Expression) throws(Diagnostic) -> Value {
        switch try value(of: argument) {
        case .none: return .none
        case .instant(let instant): return .instant(instant)
        case .text(let text):
            let date = Array(text.utf8).withUnsafeBytes { SignUpDate($0, in: zone) }
            guard let date else {
                throw problem(.notADate(text), at: argument.range)
            }
            return .optional(date.instant)
        case let other:
            throw problem(.functionNeeds("date", [.text], found: other), at: argument.range)
        }
    }

    private func number(_ argument: Expression) throws(Diagnostic) -> Value {
        switch try value(of: argument) {
        case .none: return .none
        case .number(let number): return .number(number)
        case .text(let text):
            guard let number = Numeral.value(text.trimmed) else {
                throw problem(.notANumber(text), at: argument.range)
            }
            return .number(number)
        case let other:
            throw problem(.functionNeeds("number", [.text], found: other), at: argument.range)
        }
    }
}

extension String {
    /// What is before, between and after the places of a separator.
    fileprivate func parts(between separator: String) -> [Substring] {
        var parts: [Substring] = []
        var start = startIndex
        forEachPlace(of: separator) { place in
            parts.append(self[start..<place.lowerBound])
            start = place.upperBound
        }
        return parts + [self[start...]]
    }

    fileprivate func replacingPlaces(of old: String, with new: String) -> String {
        var text = ""
        var start = startIndex
        forEachPlace(of: old) { place in
            text += self[start..<place.lowerBound]
            text += new
            start = place.upperBound
        }
        return text + self[start...]
    }
}
