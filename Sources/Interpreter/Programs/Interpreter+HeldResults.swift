internal import CommandLanguage
internal import Recipients

/// A statement whose result has not been shown yet, since its change is not durable.
struct HeldResult {
    let call: CommandCall
    /// The turns of the loops around it, the outermost first.
    let turns: [Turn]
}

// While the change of one statement becomes durable, the next statement begins. The result of the first is shown when
// its change is durable, and before the next statement changes anything.
extension Interpreter {
    /// From now on, changes become durable while the next statement begins: for programs whose output nobody watches.
    /// Whatever writes to the sink's outputs calls `settleChange()` first.
    public func deferChanges() {
        stage.scope.deferChanges { [unowned self] () throws(Failure) in
            do throws(Diagnostic) {
                try showHeldResult()
            } catch {
                heldFailure = error
                throw error.failure
            }
        }
    }

    /// Waits until the last change is durable.
    public func settleChange() { lateNotices += stage.scope.finishChange() }

    /// Waits until the last change is durable, and shows its result if that has been held back.
    func finishChange() throws(Diagnostic) {
        settleChange()
        try showHeldResult()
    }

    /// Whether a result may be held back. Messages about it would overtake it.
    func mayHold(_ result: CommandResult) -> Bool {
        stage.scope.isChangeUnfinished && result.warnings.isEmpty && result.notes.isEmpty && result.failure == nil
    }

    private func showHeldResult() throws(Diagnostic) {
        defer {
            for notice in lateNotices { sink.tell(notice) }
            lateNotices = []
        }
        guard let held = heldResult else { return }
        heldResult = nil
        sink.flush()
        do throws(Diagnostic) {
            try checkShown(held.call)
        } catch {
            hasNamedTurns = true
            throw error.inTurns(held.turns, in: stage.scope.zone)
        }
    }

    /// The result of a statement. If it has not been made because the one before could not be shown, that has failed.
    func showingHeldResult(
        before result: @autoclosure () throws(Diagnostic) -> CommandResult
    ) throws(Diagnostic) -> CommandResult {
        do throws(Diagnostic) {
            return try result()
        } catch {
            defer { heldFailure = nil }
            throw heldFailure ?? error
        }
    }
}

extension Statement {
    /// Whether it is a command that changes recipients and does nothing else, which may begin before the change of the
    /// last statement is durable.
    var isChangeOfRecipients: Bool {
        switch kind {
        case .command(let call), .binding(_, .command(let call)): !call.isRehearsed && call.verb.changesRecipients
        default: false
        }
    }
}

extension Verb {
    fileprivate var changesRecipients: Bool {
        switch self {
        case .restore, .undo, .redo, .addRecipient, .updateRecipient, .removeRecipient, .unsubscribe: true
        default: false
        }
    }
}
