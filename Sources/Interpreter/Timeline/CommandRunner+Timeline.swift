internal import Account
internal import CommandLanguage
internal import Recipients
import SystemCalls

extension CommandRunner {
    /// The backups on the days of the retention window. What draws them for people is the output's, but for a picture.
    func timeline() throws(Diagnostic) -> CommandOutcome {
        let name = try text(.group, "a group's name")
        let (info, retention) = try placing((account.timeline(of: name), account.settings.retention))
        let rows = info.groups.map { group in
            [
                Value.text(group.name),
                .rows(Rows(columns: RowFields.of(.backups).names, rows: group.backups.map(\.row))),
            ]
        }
        let record = Record(
            command: call.verb,
            [
                "from": .instant(info.from), "to": .instant(info.to), "now": .instant(info.now),
                "groups": .rows(Rows(columns: ["group", "backups"], rows: rows)),
            ])
        guard let argument = call[.file] else { return CommandOutcome(record) }
        let file = try evaluator.text(of: argument, "a file name")
        guard !file.isEmpty else {
            throw problem(.noFileName, at: argument.range)
        }
        guard file.lowercased().hasSuffix(".svg") else {
            throw problem(.notAPicture(file), at: argument.range)
        }
        let path = context.path(file)
        // A rehearsal writes nothing, but finds what would be in the way.
        if wording.isRehearsal {
            if access(path, F_OK) == 0 { throw problem(.pictureThere(path), at: argument.range) }
        } else {
            try placing(NewFile.write(TimelinePicture(info, retention: retention).svg, to: path))
        }
        let groups = counted(info.groups.count, "group", "groups")
        return CommandOutcome(record, ["\(wording.did("drew", "draw")) the backups of \(groups) to \(file.quoted)"])
    }
}
