internal import Account
internal import CommandLanguage
internal import Recipients

extension CommandRunner {
    /// Shows the backups on the days of the retention period; with `to`, also draws them in a file.
    func timeline() throws(Diagnostic) -> CommandResult {
        let name = try text(.group)
        let timeline = try placing(account.timeline(of: name))
        let rows = timeline.groups.map { group in
            [
                Value.text(group.name),
                .rows(Rows(columns: RowFields.of(.backups).names, rows: group.backups.map(\.row))),
            ]
        }
        let record = Record(
            command: call.verb,
            [
                "from": .instant(timeline.from), "to": .instant(timeline.to), "now": .instant(timeline.now),
                "groups": .rows(Rows(columns: ["group", "backups"], rows: rows)),
            ])
        guard let argument = call[.file] else { return commandResult(record, .timeline(timeline)) }
        guard let draw = context.drawTimeline else { throw unavailable() }
        let file = try evaluator.text(of: argument, .slot(.file))
        guard !file.isEmpty else {
            throw problem(.noFileName, at: argument.range)
        }
        guard file.lowercased().hasSuffix(".svg") else {
            throw problem(.notAPicture(file), at: argument.range)
        }
        try placing(context.file(file).write(draw(timeline), overwrites: call.option(.overwrite) != nil))
        let groups = counted(timeline.groups.count, "group", "groups")
        let done = wording.aboutFiles.did("drew", "draw")
        return commandResult(
            record, .confirmation(["\(done) the backups of \(groups) to \(file.quoted)"]))
    }
}
