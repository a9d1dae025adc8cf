internal import Account
internal import CommandLanguage
internal import Recipients

extension CommandRunner {
    func export() throws(Diagnostic) -> CommandResult {
        try write(.group(group()))
    }

    func download() throws(Diagnostic) -> CommandResult {
        try write(.backup(evaluator.backup(of: call.requiredReference(.backup))))
    }

    private func write(_ source: RecipientSource) throws(Diagnostic) -> CommandResult {
        let (file, target) = try exportTarget()
        let filter = try filter(source)
        let shown = try shownFields(source)
        let written = try placing(account.export(source, where: filter, showing: shown, to: target))
        let state = written.backup.map { "backup \($0)" } ?? "the group \(written.group.quoted)"
        let recipients = counted(written.recipients, "recipient", "recipients")
        let did = wording.aboutFiles.did("wrote", "write")
        let count = Value.count(written.recipients)
        let members: KeyValuePairs<String, Value> =
            if let id = written.backup {
                ["backup": .count(id), "file": .text(file), "recipients": count]
            } else {
                ["group": .text(written.group), "file": .text(file), "recipients": count]
            }
        return commandResult(
            members,
            .confirmation(["\(did) \(recipients) of \(state) to \(file.quoted)"]),
            notes: filter != nil && written.recipients == 0 ? [noneMeets("of \(state)")] : [])
    }

    /// The fields after `show`, in the spelling of the rows; nil if the command names none.
    ///
    /// - Throws: `unknown-field`.
    private func shownFields(_ source: RecipientSource) throws(Diagnostic) -> [String]? {
        guard !call.shown.isEmpty else { return nil }
        let cells = RecipientCells(fields: try placing(account.fieldNames(of: source)))
        let row = ConditionRow(cells, .recipients)
        var shown: [String] = []
        for name in call.shown { shown.append(cells.columns[try row.column(name, evaluator)]) }
        return shown
    }

    /// The file as the statement names it, and how it is to be written.
    private func exportTarget() throws(Diagnostic) -> (file: String, ExportTarget) {
        let argument = call.required(.file)
        let file = try evaluator.text(of: argument, .slot(.file))
        if let wrong = CommandProblem(ofOutput: file) { throw problem(wrong, at: argument.range) }
        guard let format = try option(.format).flatMap({ RowFormat(rawValue: $0) }) ?? RowFormat(fileName: file) else {
            throw problem(.unknownExtension(file), at: argument.range)
        }
        let target = ExportTarget(
            context.file(file), format: format, overwrites: call.option(.overwrite) != nil,
            guardsFormulas: call.option(.spreadsheetSafe) != nil)
        return (file, target)
    }
}
