internal import CommandLanguage
internal import Recipients

extension Interpreter {
    func expect(_ expression: Expression) throws(Diagnostic) {
        try step { (evaluator) throws(Diagnostic) in
            if try evaluator.holds(expression) { return }
            let reason = try evaluator.reason(for: expression)
            throw evaluator.problem(.expectation, reason, at: expression.range)
        }
    }

    func expect(_ expected: ExpectedError, _ body: Block, _ statement: Statement) throws(Diagnostic) {
        var pattern: String?
        if let matching = expected.matching {
            pattern = try step { (evaluator) throws(Diagnostic) in try evaluator.text(of: matching, "a pattern") }
        }
        let wanted = expected.code.map { "the error \($0.rawValue)" } ?? "an error"
        expectedErrors += 1
        defer { expectedErrors -= 1 }
        do {
            try run(body)
        } catch {
            if error.code == .cancelled && expected.code != .cancelled || sink.failure != nil { throw error }
            if let code = expected.code, code != error.code {
                throw failure("expected \(wanted), but the error was \(error.code.rawValue): \(error.message)", error)
            }
            if let pattern, !Glob(pattern).matches(error.message) {
                throw failure("expected an error that matches \(pattern.quoted), but it was: \(error.message)", error)
            }
            return
        }
        throw Diagnostic(
            Failure(.expectation, "expected \(wanted), but nothing failed"), in: frame.source, at: statement.range)
    }

    private func failure(_ message: String, _ error: Diagnostic) -> Diagnostic {
        Diagnostic(Failure(.expectation, message, help: error.help), in: error.source, at: error.range)
    }
}

extension Evaluator {
    /// Why a condition does not hold: the values of both sides.
    fileprivate func reason(for condition: Expression) throws(Diagnostic) -> String {
        let written = source.text(condition.range)
        switch condition.kind {
        case .comparison(let left, _, let right):
            let (one, other) = (try shown(left), try shown(right))
            return "expected \(written), but the left side is \(one) and the right side is \(other)"
        case .all(let terms):
            for term in terms where !(try holds(term)) { return try reason(for: term) }
            return "expected \(written)"
        case .any(let terms):
            let reasons = terms.allSatisfy(\.isComparison) ? terms : []
            guard !reasons.isEmpty else { return "expected \(written), but none of it is true" }
            var values: [String] = []
            for case .comparison(let left, _, let right) in reasons.map(\.kind) {
                values.append("\(try shown(left)) and \(try shown(right))")
            }
            return "expected \(written), but the values are \(values.joined(separator: ", "))"
        default:
            return "expected \(written), but it is \(try shown(condition))"
        }
    }

    private func shown(_ expression: Expression) throws(Diagnostic) -> String {
        let text = try value(of: expression).shown
        return text.count > 200 ? "\(text.prefix(200))…" : text
    }
}

extension Expression {
    fileprivate var isComparison: Bool {
        if case .comparison = kind { true } else { false }
    }
}
