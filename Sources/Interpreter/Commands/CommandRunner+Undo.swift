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
        var notes = result.notes
        let isMet = request.filter == nil || result.counts.touched > 0
        if !isMet { notes.append(noneMeets("that the change touched")) }
        return commandResult(
            result.record(command: call.verb), .confirmation(result.words(wording, isMet: isMet)), notes: notes)
    }
}
