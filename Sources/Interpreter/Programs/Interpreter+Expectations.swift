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
        awaitedFailures += 1
        defer { awaitedFailures -= 1 }
        do {
            try run(body)
        } catch {
            if variables.wasLostAskedFor { throw error }
            if error.code == .cancelled && expected.code != .cancelled || sink.failure != nil { throw error }
            if let code = expected.code, code != error.code {
                throw Diagnostic(ScriptProblem.otherError(wanted: code, error.failure).failure, at: error)
            }
            if let pattern, !Glob(pattern).matches(error.message) {
                throw Diagnostic(ScriptProblem.otherMessage(pattern: pattern, error.failure).failure, at: error)
            }
            return
        }
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
        if let reason {
            failure = Failure(
                failure.code, "\(failure.message): \(try value(of: reason).plainText(in: zone) ?? "")",
                help: failure.help)
        }
        throw Diagnostic(failure, in: source, at: expression.range)
    }

    /// Why a condition does not hold: the values of both sides, and the counted rows.
    private func problem(with condition: Expression) throws(Diagnostic) -> ScriptProblem {
        let written = source.text(condition.range)
        switch condition.kind {
        case .comparison(let left, _, let right):
            return .sidesDiffer(
                written, left: try shown(left), right: try shown(right),
                rows: try countedRows(left) + countedRows(right))
        case .all(let terms):
            for term in terms where !(try holds(term)) { return try problem(with: term) }
            return .notTrue(written)
        case .any(let terms):
            var values: [(left: String, right: String)] = []
            for term in terms {
                // If one of them is not a comparison, the values of the others would not explain enough.
                guard case .comparison(let left, _, let right) = term.kind else { return .noneOf(written, values: []) }
                values.append((try shown(left), try shown(right)))
            }
            return .noneOf(written, values: values)
        case .not(let operand):
            return .notTrueButIs(written, value: try shown(condition), rows: try countedRows(operand))
        default:
            return .notTrueButIs(written, value: try shown(condition), rows: try countedRows(condition))
        }
    }

    private func shown(_ expression: Expression) throws(Diagnostic) -> String {
        let text = try value(of: expression).shown(in: zone)
        return text.count > 200 ? "\(text.prefix(200))…" : text
    }

    /// How many of the counted rows are shown.
    private static var shownRows: Int { 10 }

    /// The first rows that `count(q)` or `exists(q)` has counted.
    private func countedRows(_ expression: Expression) throws(Diagnostic) -> [String] {
        guard case .call(let function, let arguments) = expression.kind, [.count, .exists].contains(function),
            let argument = arguments.first, case .rows(let rows) = try value(of: argument)
        else { return [] }
        let shown = rows.records.prefix(Self.shownRows).map { record in
            let present = zip(record.columns, record.values).filter { $0.1 != .none }
            return present.map { "\($0): \($1.shown(in: zone))" }.joined(separator: ", ").abbreviated
        }
        return rows.count > shown.count ? shown + ["…"] : shown
    }
}
