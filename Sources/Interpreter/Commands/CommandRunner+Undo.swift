internal import Account
internal import CommandLanguage
internal import Recipients

extension CommandRunner {
    func undo() throws(Diagnostic) -> CommandResult {
        var request = UndoRequest(.newest)
        if let reference = call.reference(.backup) {
            request.target = .backup(try evaluator.backup(of: reference))
        } else if call[.group] != nil {
            request.target = .newestOf(group: try group())
        }
        let only = try names(of: .only).map(\.name)
        if call.option(.only) != nil { request.only = only }
        if let condition = condition() { request.filter = condition.holds }
        return try take(back: request)
    }

    func redo() throws(Diagnostic) -> CommandResult {
        try take(back: UndoRequest(.undo))
    }

    private func take(back request: UndoRequest) throws(Diagnostic) -> CommandResult {
        var request = request
        request.resubscribes = call.option(.resubscribe) != nil
        request.note = try option(.note)
        try askAboutUndo(&request)
        let result = try placing(account.undo(request))
        var notes = result.notes(wording, resubscription: try resubscription(after: result))
        let isMet = request.filter == nil || result.counts.touched > 0
        if !isMet { notes.append(noneMeets("that the change touched")) }
        return commandResult(
            result.record(command: call.verb), .confirmation(result.words(wording, isMet: isMet)), notes: notes)
    }

    /// The statement that takes the same part of the change back once more, and makes those active again whom only the
    /// change unsubscribed; nil if there are none. It names the change, as `undo` alone would now go further back.
    private func resubscription(after result: UndoResult) throws(Diagnostic) -> String? {
        if wording.isRehearsal || result.counts.unsubscribedByChange == 0 { return nil }
        var statement = "undo backup \(result.change.backup)"
        if let condition = call.condition {
            statement += " where \(Formatter.line(condition.range, of: evaluator.source))"
        }
        let fields = try names(of: .only).map { ArgumentText.of($0.name) }
        if !fields.isEmpty { statement += " --only \(fields.joined(separator: ","))" }
        return statement + " --resubscribe"
    }
}
