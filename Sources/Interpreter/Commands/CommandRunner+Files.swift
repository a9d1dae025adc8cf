internal import Account
internal import CommandLanguage
internal import Recipients

extension CommandRunner {
    func export() throws(Diagnostic) -> CommandResult {
        let name = try group()
        let (file, target) = try exportTarget()
        let filter = try filter(.group(name))
        let shown = try shownFields(.group(name))
        let written = try placing(account.export(name, where: filter, showing: shown, to: target))
        let group = written.group ?? name
        let origin = "of the group \(group.quoted)"
        return commandResult(
            ["group": .text(group), "file": .text(file), "recipients": .count(written.recipients)],
            .confirmation([words(written.recipients, origin, file)]),
            notes: filter != nil && written.recipients == 0 ? [noneMeets(origin)] : [])
    }

    func download() throws(Diagnostic) -> CommandResult {
        let backup = try evaluator.backup(of: call.requiredReference(.backup))
        let (file, target) = try exportTarget()
        let filter = try filter(.backup(backup))
        let shown = try shownFields(.backup(backup))
        let written = try placing(account.download(backup, where: filter, showing: shown, to: target))
        let id = written.backup ?? 0
        let origin = "of backup \(id)"
        return commandResult(
            ["backup": .count(id), "file": .text(file), "recipients": .count(written.recipients)],
            .confirmation([words(written.recipients, origin, file)]),
            notes: filter != nil && written.recipients == 0 ? [noneMeets(origin)] : [])
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

    private func words(_ recipients: Int, _ origin: String, _ file: String) -> String {
        let what = counted(recipients, "recipient", "recipients")
        return "\(wording.about(context.files).did("wrote", "write")) \(what) \(origin) to \(file.quoted)"
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
