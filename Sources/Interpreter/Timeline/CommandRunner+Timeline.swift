internal import Account
internal import CommandLanguage
internal import Recipients
import SystemCalls

extension CommandRunner {
    /// The backups on the days of the retention window. What draws them for people is the output's, but for a picture.
    func timeline() throws(Diagnostic) -> CommandOutcome {
        let name = try text(.group, "a group's name")
        let (info, retention) = try account { (account) throws(Failure) in
            (try account.timeline(of: name), account.settings.retention)
        }
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
            throw evaluator.problem(.invalidValue, "the name of the file is empty", at: argument.range)
        }
        guard file.lowercased().hasSuffix(".svg") else {
            throw evaluator.problem(
                .invalidValue, "the timeline is drawn as SVG, and \(file.quoted) does not end in .svg",
                at: argument.range)
        }
        let path = context.path(file)
        // A rehearsal writes nothing, but finds what would be in the way.
        if wording.isRehearsal {
            if access(path, F_OK) == 0 {
                throw evaluator.problem(.fileExists, "\(path.quoted) is there already", at: argument.range)
            }
        } else {
            try evaluator.at(argument.range) { () throws(Failure) in
                try NewFile.write(TimelinePicture(info, retention: retention).svg, to: path)
            }
        }
        let groups = counted(info.groups.count, "group", "groups")
        return CommandOutcome(record, ["\(wording.did("drew", "draw")) the backups of \(groups) to \(file.quoted)"])
    }
}
