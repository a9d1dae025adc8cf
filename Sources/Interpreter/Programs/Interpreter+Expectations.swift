internal import CommandLanguage
internal import Recipients

extension Interpreter {
    func expect(_ expression: Expression) throws(Diagnostic) {
        try step(evaluator.expect(expression))
    }

    func expect(_ expected: ExpectedError, _ body: Block, _ statement: Statement) throws(Diagnostic) {
        var pattern: String?
        if let matching = expected.matching {
            pattern = try step(evaluator.text(of: matching, .part(.pattern)))
        }
        expectedErrors += 1
        defer { expectedErrors -= 1 }
        do {
            try run(body)
        } catch {
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
    /// A failure at the place of another.
    fileprivate init(_ failure: Failure, at other: Diagnostic) {
        self.init(failure, in: other.source, at: other.range)
    }
}

extension Evaluator {
    fileprivate func expect(_ expression: Expression) throws(Diagnostic) {
        if try holds(expression) { return }
        throw Diagnostic(try problem(with: expression).failure, in: source, at: expression.range)
    }

    /// Why a condition does not hold: the values of both sides.
    private func problem(with condition: Expression) throws(Diagnostic) -> ScriptProblem {
        let written = source.text(condition.range)
        switch condition.kind {
        case .comparison(let left, _, let right):
            return .sidesDiffer(written, left: try shown(left), right: try shown(right))
        case .all(let terms):
            for term in terms where !(try holds(term)) { return try problem(with: term) }
            return .notTrue(written)
        case .any(let terms):
            var values: [(left: String, right: String)] = []
            for term in terms {
                // Where one of them is no comparison, the values of the others say too little.
                guard case .comparison(let left, _, let right) = term.kind else { return .noneOf(written, values: []) }
                values.append((try shown(left), try shown(right)))
            }
            return .noneOf(written, values: values)
        default:
            return .notTrueButIs(written, value: try shown(condition))
        }
    }

    private func shown(_ expression: Expression) throws(Diagnostic) -> String {
        let text = try value(of: expression).shown
        return text.count > 200 ? "\(text.prefix(200))…" : text
    }
}
