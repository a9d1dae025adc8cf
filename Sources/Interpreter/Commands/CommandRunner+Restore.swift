internal import Account
internal import CommandLanguage
internal import Recipients

extension CommandRunner {
    func restore() throws(Diagnostic) -> CommandResult {
        var request = RestoreRequest(try restoreSource(call.requiredReference(.source)))
        if call[.group] != nil { request.target = ImportTarget(try group(), isNew: call.has(.new)) }
        let only = try names(of: .only).map(\.name)
        if call.option(.only) != nil { request.only = only }
        request.mode = try option(.mode).flatMap(ImportMode.init) ?? (request.only == nil ? .updateAdd : .update)
        request.emptyCells = try option(.empty).flatMap(EmptyCells.init) ?? .clear
        request.resubscribes = call.option(.resubscribe) != nil
        request.note = try option(.note)
        if let condition = condition() {
            try condition.resolve(try placing(account.fieldNames(of: request.source.recipients)))
            request.filter = condition.holds
            request.sought = try condition.soughtAddresses()
        }
        try askAboutRestore(request)
        let result = try placing(account.restore(request))
        let leaving = result.wordsOfLeaving(wording, isWhole: request.filter == nil)
        var notes = result.notes(wording)
        if request.filter != nil, result.counts.read == 0 {
            notes.append(noneMeets(result.restored.map { "of backup \($0)" } ?? "of the group"))
        }
        if !result.notFound.isEmpty {
            notes.append("not in the backup: \(result.notFound.joined(separator: ", "))")
        }
        return commandResult(
            result.record(command: call.verb), .confirmation(result.words(wording, isRestore: true)),
            warnings: result.warnings + leaving.map { CommandResult.Warning($0) }, notes: notes)
    }

    private func restoreSource(_ reference: StateReference) throws(Diagnostic) -> RestoreSource {
        if case .asOf(let group, let instant) = reference {
            return .asOf(group: try evaluator.groupName(of: group), try evaluator.instant(of: instant))
        }
        return .backup(try evaluator.backup(of: reference))
    }
}

extension RestoreSource {
    /// The same state, for reading only.
    fileprivate var recipients: RecipientSource {
        switch self {
        case .backup(let backup): .backup(backup)
        case .asOf(let group, let instant): .asOf(group: group, instant)
        }
    }
}
