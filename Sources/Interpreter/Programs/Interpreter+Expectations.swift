internal import CommandLanguage
internal import Recipients

extension Interpreter {
    func expect(_ expression: Expression, because reason: Expression?) throws(Diagnostic) {
        try step(evaluator.expect(expression, because: reason))
    }

    func expect(_ expected: ExpectedError, _ body: Block, _ statement: Statement) throws(Diagnostic) {
        var pattern: String?
        if let matching = expected.matching {
            pattern = try step(evaluator.text(of: matching, .part(.pattern)))
        }
        (awaitedFailures, expectedErrors) = (awaitedFailures + 1, expectedErrors + 1)
        defer { (awaitedFailures, expectedErrors) = (awaitedFailures - 1, expectedErrors - 1) }
        do {
            try run(body)
        } catch {
            if isPassingOver { throw error }
            // An answer may be expected, an interrupt may not.
            let isCaught = error.code != .cancelled || expected.code == .cancelled && !settings.isCancelled()
            guard isCaught, sink.failure == nil else { throw error }
            if let code = expected.code, code != error.code {
                throw Diagnostic(ExpectationProblem.otherError(wanted: code, error.failure).failure, at: error)
            }
            if let pattern, !Glob("*\(pattern)*").matches(error.message) {
                throw Diagnostic(ExpectationProblem.otherMessage(pattern: pattern, error.failure).failure, at: error)
            }
            return
        }
        if scenario?.skipped != nil { return }
        throw problem(.nothingFailed(expected.code), at: statement.range)
    }
}

extension Diagnostic {
    /// A failure, at the place of another one.
    fileprivate init(_ failure: Failure, at other: Diagnostic) {
        self.init(failure, in: other.source, at: other.range)
    }
}

extension Evaluator {
    fileprivate func expect(_ expression: Expression, because reason: Expression?) throws(Diagnostic) {
        if try holds(expression) { return }
        var failure = try problem(with: expression).failure
        if let reason, let words = try words(of: reason) {
            failure = Failure(failure.code, "\(failure.message): \(words)", help: failure.help)
        }
        throw Diagnostic(failure, in: source, at: expression.range)
    }

    /// The reason of an expectation in words; nil if it is missing. One that fails does not take the place of the
    /// expectation, whose failure nothing catches.
    private func words(of reason: Expression) throws(Diagnostic) -> String? {
        do throws(Diagnostic) {
            let value = try value(of: reason)
            return value == .none ? nil : value.plainText(in: zone)
        } catch {
            if error.code == .cancelled { throw error }
            return "the reason cannot be shown: \(error.message)"
        }
    }

    /// Why a condition does not hold: the values of both sides, and the counted rows.
    private func problem(with condition: Expression) throws(Diagnostic) -> ExpectationProblem {
        let written = Formatter.line(condition.range, of: source)
        switch condition.kind {
        case .all(let terms):
            for term in terms where !(try holds(term)) { return try problem(with: term) }
            return .notTrue(written)
        case .any(let terms):
            var values: [String] = []
            for term in terms {
                if case .comparison(let left, let comparison, let right) = term.kind {
                    let sides = try sides(left, comparison, right)
                    values.append("\(sides.left) and \(sides.right)")
                } else {
                    values.append(try shown(term))
                }
            }
            return .noneOf(written, values: values, rows: countedRows(condition))
        case .none: return .missing(nil)
        default:
            let rows = countedRows(condition)
            var compared = condition
            if case .not(let operand) = condition.kind { compared = operand }
            guard case .comparison(let left, let comparison, let right) = compared.kind else {
                let value = try value(of: condition)
                if value == .none { return .missing(written) }
                let shown = value.shown(in: zone).limited
                return shown == written ? .neverTrue(written) : .notTrueButIs(written, value: shown, rows: rows)
            }
            let sides = try sides(left, comparison, right)
            return .sidesDiffer(written, left: sides.left, right: sides.right, rows: rows)
        }
    }

    /// The values of both sides of a comparison; of rows that are searched, what is searched in them.
    private func sides(
        _ left: Expression,
        _ comparison: Comparison,
        _ right: Expression
    ) throws(Diagnostic) -> (left: String, right: String) {
        guard comparison.isMembership, case .rows(let rows) = try value(of: right) else {
            return Self.limited(try value(of: left).shown(in: zone), try value(of: right).shown(in: zone))
        }
        let first = rows.prefix(Self.shownRows).map { $0[0].shown(in: zone) }
        let members = ShownRows(texts: first, hasMore: rows.count > Self.shownRows)
        return (try shown(left), rows.isEmpty ? "no rows" : members.words.limited)
    }

    /// Two texts, cut if they are too long for a message: so that it shows where they first differ.
    private static func limited(_ left: String, _ right: String) -> (left: String, right: String) {
        let common = zip(left, right).prefix { $0 == $1 }.count
        let isShown = common + String.differenceLength <= String.limit
        if left == right || isShown { return (left.limited, right.limited) }
        func cut(_ text: String) -> String { "…\(String(text.dropFirst(common - String.differenceLength)).limited)" }
        return (cut(left), cut(right))
    }

    private func shown(_ expression: Expression) throws(Diagnostic) -> String {
        try value(of: expression).shown(in: zone).limited
    }

    /// How many of the counted rows are shown.
    private static var shownRows: Int { 10 }

    /// The first rows that each `count(q)` and `exists(q)` in an expression has counted. A part that was not evaluated,
    /// since another one decided, may fail; it explains nothing.
    private func countedRows(_ expression: Expression) -> [ShownRows] {
        var counted: [Expression] = []
        expression.forEachPart { part in
            guard case .call(let function, let arguments) = part.kind, [.count, .exists].contains(function) else {
                return
            }
            counted += arguments.prefix(1)
        }
        return counted.compactMap { argument in
            guard case .rows(let rows)? = try? value(of: argument), !rows.isEmpty else { return nil }
            let texts = rows.records.prefix(Self.shownRows).map { record in
                let present = zip(record.columns, record.values).filter { $0.1 != .none }
                let members = present.map { "\($0): \($1.shown(in: zone))" }.joined(separator: ", ")
                return "(\(members.abbreviated))"
            }
            return ShownRows(texts: texts, hasMore: rows.count > Self.shownRows)
        }
    }
}

extension String {
    /// The most characters of a value in a message.
    fileprivate static var limit: Int { 200 }
    /// How many characters of two long texts are shown before and after the place where they begin to differ, at least.
    fileprivate static var differenceLength: Int { 40 }

    /// The text, cut if it is too long for a message.
    fileprivate var limited: String { count > Self.limit ? "\(prefix(Self.limit))…" : self }
}
