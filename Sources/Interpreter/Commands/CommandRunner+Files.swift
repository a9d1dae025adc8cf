internal import Account
internal import CommandLanguage
internal import Recipients

extension CommandRunner {
    func export() throws(Diagnostic) -> CommandResult {
        let name = try group()
        let (file, target) = try exportTarget()
        let written: (group: String, recipients: Int)
        if wording.isRehearsal {
            let info = try placing(account.group(name))
            written = (info.name, info.counts.recipients)
        } else {
            let result = try placing(account.export(name, to: target))
            written = (result.group ?? name, result.recipients)
        }
        return commandResult(
            ["group": .text(written.group), "file": .text(file), "recipients": .count(written.recipients)],
            .confirmation([words(written.recipients, "of the group \(written.group.quoted)", file)]))
    }

    func download() throws(Diagnostic) -> CommandResult {
        guard let reference = call.reference(.backup) else { throw unavailable() }
        let backup = try evaluator.backup(of: reference)
        let (file, target) = try exportTarget()
        let written: (backup: Int, recipients: Int)
        if wording.isRehearsal {
            let info = try placing(account.backup(backup))
            written = (info.id, info.recipients)
        } else {
            let result = try placing(account.download(backup, to: target))
            written = (result.backup ?? 0, result.recipients)
        }
        return commandResult(
            ["backup": .count(written.backup), "file": .text(file), "recipients": .count(written.recipients)],
            .confirmation([words(written.recipients, "of backup \(written.backup)", file)]))
    }

    private func words(_ recipients: Int, _ origin: String, _ file: String) -> String {
        let what = counted(recipients, "recipient", "recipients")
        return "\(wording.did("wrote", "write")) \(what) \(origin) to \(file.quoted)"
    }

    /// The file as the statement names it, and where and how it is written.
    private func exportTarget() throws(Diagnostic) -> (file: String, ExportTarget) {
        let argument = call.required(.file)
        let file = try evaluator.text(of: argument, .slot(.file))
        guard !file.isEmpty else {
            throw problem(.noFileName, at: argument.range)
        }
        let format = try option(.format).flatMap(ExportFormat.init) ?? .csv
        let target = ExportTarget(
            path: context.path(file), format: format, overwrites: call.option(.overwrite) != nil,
            guardsFormulas: call.option(.spreadsheetSafe) != nil)
        // A rehearsal writes nothing, but finds what would be in the way.
        if wording.isRehearsal {
            try placing(OutputFile.check(target.path, as: .export, overwrites: target.overwrites))
        }
        return (file, target)
    }
}
