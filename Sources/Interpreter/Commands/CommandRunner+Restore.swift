internal import Account
internal import CommandLanguage
internal import Recipients

extension CommandRunner {
    func restore() throws(Diagnostic) -> CommandOutcome {
        guard let reference = call.reference(.source) else { throw unavailable() }
        var request = RestoreRequest(try restoreSource(reference))
        if call[.group] != nil { request.target = ImportTarget(try group(), isNew: call.has(.new)) }
        request.mode = try mode()
        request.emptyCells = try option(.empty).flatMap(EmptyCells.init) ?? .clear
        request.resubscribes = call.option(.resubscribe) != nil
        let condition = call.condition.map { RestoreCondition($0, evaluator) }
        if let condition {
            if case .backup(let backup) = request.source {
                let fields = try account { (account) throws(Failure) in
                    try account.recipients(of: .backup(backup)).fields
                }
                try condition.resolve(fields)
            }
            request.filter = { (recipient, fields) throws(Failure) in try condition.holds(recipient, fields) }
        }
        do {
            try askAboutRestore(request)
        } catch {
            throw condition?.problem ?? error
        }
        do {
            let result = try evaluator.session.open().restore(request)
            return CommandOutcome(
                result.record(command: call.verb), result.words(wording, isRestore: true), notes: result.notes)
        } catch {
            throw condition?.problem ?? Diagnostic(error, in: evaluator.source, at: place(of: error))
        }
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
    /// What was wrong with the condition, with its place; the account knows only the failure.
    private(set) var problem: Diagnostic?

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

    func holds(_ recipient: Recipient, _ fields: [String]) throws(Failure) -> Bool {
        try evaluator.session.checkCancellation()
        do throws(Diagnostic) {
            if inner == nil { try resolve(fields) }
            cursor?.show(recipient)
            return try inner?.holds(expression) ?? false
        } catch {
            problem = error
            throw error.failure
        }
    }
}
