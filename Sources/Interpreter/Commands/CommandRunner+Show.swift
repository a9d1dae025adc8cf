internal import Account
internal import CommandLanguage
internal import LanguageReference
internal import Recipients

extension CommandRunner {
    func showGroup() throws(Diagnostic) -> CommandResult {
        let name = try group()
        let (info, settings) = try placing((account.group(name), account.settings))
        let (own, ofAccount) = (Value.bool(info.ownSetting), Value.bool(settings.keepsBackups))
        let switches = Record(["backup": own, "account_backup": ofAccount])
        let shown = Record(["backup": own, "account backup": ofAccount])
        return commandResult(
            Record(command: call.verb, info.record).appending(["settings": .record(switches)]),
            .members(info.record.appending(["settings": .record(shown)])))
    }

    func showBackup() throws(Diagnostic) -> CommandResult {
        let id = try evaluator.id(of: call.required(.id))
        let backup = BackupReference.id(id)
        let (info, sample) = try placing(
            (account.backup(backup), firstRows(of: account.rows(of: .backup(backup)))))
        return commandResult(Record(command: call.verb, info.record).appending(["sample": .rows(sample)]))
    }

    /// How many recipients show what is in a backup.
    private static let sampleSize = 5

    /// The first recipients of a backup.
    private func firstRows(of recipients: RecipientRows) throws(Failure) -> Rows {
        let cursor = RecipientRowCursor(recipients)
        var rows: [[Value]] = []
        while rows.count < Self.sampleSize, try cursor.advance() { rows.append(cursor.row) }
        return Rows(columns: cursor.columns, rows: rows)
    }

    func showSettings() throws(Diagnostic) -> CommandResult {
        let settings = try placing(account.settings)
        let clock = settings.clock.isSimulated ? "simulated" : "system"
        return commandResult(
            [
                "backup": .bool(settings.keepsBackups), "retention": settings.retention.secondsValue,
                "guard": .text(settings.guardAction.rawValue), "time_zone": .text(settings.timeZone),
                "clock": .text(clock), "now": .instant(settings.now),
            ], .settings(settings))
    }

    func showStore() throws(Diagnostic) -> CommandResult {
        let store = try placing(account.storeInfo())
        let members = Record([
            "store": .text(store.place), "groups": .count(store.groups),
            "deleted_groups": .count(store.deletedGroups), "backups": .count(store.backups),
            "recipients": .count(store.recipients), "files": .count(store.files), "bytes": .count(store.bytes),
        ])
        let shown = Record(
            columns: members.columns.map { $0.replacing("_", with: " ") }, values: members.values)
        return commandResult(Record(command: call.verb, members), .members(shown))
    }
}

// What help and the history show needs no store.
extension CommandRunner {
    /// Lists the commands, or explains a topic.
    func help() throws(Diagnostic) -> CommandResult {
        let arguments = call.all(.topic)
        var words: [String] = []
        for argument in arguments { words.append(try evaluator.text(of: argument, .slot(.topic))) }
        let range = arguments.first.map { $0.range.union(arguments.last?.range ?? $0.range) } ?? call.range
        let page = try evaluator.at(
            range, words.isEmpty ? HelpPage.overview : HelpPage.about(words.joined(separator: " ")))
        return commandResult(
            ["topic": .optional(page.topic), "text": .text(page.text)],
            .page(page.parts.map(CommandResult.PagePart.init)))
    }

    /// Lists the statements typed so far, oldest first.
    func history() -> CommandResult {
        let entries = context.history?() ?? []
        return commandResult(["entries": .list(entries.map(Value.text))], .history(entries))
    }
}

extension CommandResult.PagePart {
    fileprivate init(_ part: HelpPage.Part) {
        if let indentation = part.indentation {
            self.init(paragraph: part.text, indentation: indentation)
        } else {
            self.init(part.text, holdsExamples: part.holdsExamples)
        }
    }
}

extension TimeSpan {
    /// The span as results hold it: a number of seconds.
    var secondsValue: Value { .number(Double(microseconds) / 1_000_000) }
}
