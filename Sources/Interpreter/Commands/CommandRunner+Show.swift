internal import Account
internal import CommandLanguage
internal import Recipients

extension CommandRunner {
    func showGroup() throws(Diagnostic) -> CommandOutcome {
        let name = try group()
        let (info, settings) = try account { (account) throws(Failure) in
            let info = try account.group(name)
            return (info, account.settings)
        }
        let switches = Record([
            "backup": .bool(info.ownSetting), "account_backup": .bool(settings.keepsBackups),
        ])
        return CommandOutcome(Record(command: call.verb, info.record).appending(["settings": .record(switches)]))
    }

    func showBackup() throws(Diagnostic) -> CommandOutcome {
        let id = try evaluator.id(of: call.required(.id))
        let (info, sample) = try account { (account) throws(Failure) in
            let info = try account.backup(.id(id))
            return (info, try firstRows(of: try account.recipients(of: .backup(.id(id)))))
        }
        return CommandOutcome(Record(command: call.verb, info.record).appending(["sample": .rows(sample)]))
    }

    /// The first recipients of a backup.
    private func firstRows(of reader: RecipientReader) throws(Failure) -> Rows {
        let cursor = RecipientCursor(reader)
        var rows: [[Value]] = []
        while rows.count < 5, try cursor.advance() { rows.append(cursor.row) }
        return Rows(columns: cursor.columns, rows: rows)
    }

    func showRecipient() throws(Diagnostic) -> CommandOutcome {
        let email = try email()
        let name = try text(.group, "a group's name")
        let found = try account { (account) throws(Failure) in
            try account.recipient(email, of: name)
        }
        if let only = found.first, found.count == 1 {
            let row = Record(only.recipient, fields: only.fields)
            // A field of that name has the say.
            let hasGroup = row["group"] != nil
            let record = Record(command: call.verb, row)
            return CommandOutcome(hasGroup ? record : record.appending(["group": .text(only.group)]))
        }
        let columns = ["group"] + RowFields.of(.recipients).names.dropFirst()
        let rows = found.map { entry in
            [Value.text(entry.group)] + Record(entry.recipient, fields: []).values.dropFirst()
        }
        return CommandOutcome(
            Record(
                command: call.verb,
                [
                    "email": .text(found.first?.recipient.email ?? email),
                    "groups": .rows(Rows(columns: columns, rows: rows)),
                ]))
    }

    func showSettings() throws(Diagnostic) -> CommandOutcome {
        let settings = try account { (account) throws(Failure) in account.settings }
        let clock = settings.clock.isSimulated ? "simulated" : "system"
        return CommandOutcome(
            Record(
                command: call.verb,
                [
                    "backup": .bool(settings.keepsBackups), "retention": settings.retention.secondsValue,
                    "clock": .text(clock), "now": .instant(settings.now),
                ]),
            [
                "backups:    \(settings.keepsBackups ? "on" : "off")", "retention:  \(settings.retention)",
                "clock:      \(clock)", "now:        \(settings.now)",
            ])
    }

    func showStore() throws(Diagnostic) -> CommandOutcome {
        let store = try account { (account) throws(Failure) in try account.storeInfo() }
        return CommandOutcome(
            Record(
                command: call.verb,
                [
                    "store": .text(store.place), "groups": .count(store.groups),
                    "deleted_groups": .count(store.deletedGroups), "backups": .count(store.backups),
                    "recipients": .count(store.recipients), "files": .count(store.files), "bytes": .count(store.bytes),
                ]))
    }

    /// Lists the commands by what they are about.
    func help() throws(Diagnostic) -> CommandOutcome {
        if let topic = call[.topic] {
            throw evaluator.problem(
                .unknownCommand, "\"help\" on a topic is not available in this version", at: topic.range,
                help: "\"help\" alone lists the commands")
        }
        var words: [String] = []
        var rows: [[Value]] = []
        let width = CommandTable.all.map(\.verb.rawValue.count).max() ?? 0
        for category in Command.Category.allCases {
            if !words.isEmpty { words.append("") }
            words.append(category.rawValue)
            for command in CommandTable.all where command.category == category {
                let name = command.verb.rawValue
                words.append("  \(name)\(String(repeating: " ", count: width - name.count + 2))\(command.summary)")
                rows.append([
                    .text(category.rawValue), .text(name), .text(command.usage), .text(command.summary),
                ])
            }
        }
        let commands = Rows(columns: ["category", "name", "syntax", "summary"], rows: rows)
        return CommandOutcome(Record(command: call.verb, ["commands": .rows(commands)]), words)
    }
}

extension TimeSpan {
    /// The span as results hold it: a number of seconds.
    var secondsValue: Value { .number(Double(microseconds) / 1_000_000) }
}
