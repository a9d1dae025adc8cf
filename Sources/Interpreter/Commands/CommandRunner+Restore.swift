internal import Account
internal import CommandLanguage
internal import Recipients

extension CommandRunner {
    func restore() throws(Diagnostic) -> CommandResult {
        guard let reference = call.reference(.source) else { throw unavailable() }
        var request = RestoreRequest(try restoreSource(reference))
        if call[.group] != nil { request.target = ImportTarget(try group(), isNew: call.has(.new)) }
        request.mode = try mode()
        request.emptyCells = try option(.empty).flatMap(EmptyCells.init) ?? .clear
        request.resubscribes = call.option(.resubscribe) != nil
        request.note = try option(.note)
        let condition = call.condition.map { RestoreCondition($0, evaluator) }
        if let condition {
            if case .backup(let backup) = request.source {
                try condition.resolve(try placing(account.recipients(of: .backup(backup)).fields))
            }
            request.filter = condition.holds
        }
        try askAboutRestore(request)
        let result = try placing(account.restore(request))
        return commandResult(
            result.record(command: call.verb), .confirmation(result.words(wording, isRestore: true)),
            warnings: result.warnings, notes: result.notes())
    }

    private func restoreSource(_ reference: StateReference) throws(Diagnostic) -> RestoreSource {
        if case .asOf(let group, let instant) = reference {
            return .asOf(group: try evaluator.groupName(of: group), try evaluator.instant(of: instant))
        }
        return .backup(try evaluator.backup(of: reference))
    }
}

/// The condition of a restore, as the account asks it.
private final class RestoreCondition {
    private let expression: Expression
    private let evaluator: Evaluator
    private var cursor: RecipientCursor?
    private var inner: Evaluator?

    init(_ expression: Expression, _ evaluator: Evaluator) {
        self.expression = expression
        self.evaluator = evaluator
    }

    /// Looks up the fields that the condition names.
    func resolve(_ fields: [String]) throws(Diagnostic) {
        let cursor = RecipientCursor(fields: fields)
        let row = ConditionRow(cursor, .recipients)
        try row.resolve(expression, evaluator.source)
        var inner = evaluator
        inner.row = row
        self.cursor = cursor
        self.inner = inner
    }

    /// - Throws: What is wrong with the condition, about the part of it that is.
    func holds(_ recipient: Recipient, _ fields: [String]) throws(Failure) -> Bool {
        try evaluator.statementScope.checkCancellation()
        do throws(Diagnostic) {
            if inner == nil { try resolve(fields) }
            cursor?.show(recipient)
            return try inner?.holds(expression) ?? false
        } catch {
            throw error.failure.about(error.range.map { .condition($0.lower..<$0.upper) })
        }
    }
}
