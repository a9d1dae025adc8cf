internal import Account
internal import CommandLanguage
internal import Recipients

// The rows of each kind: values in the order of `RowFields`.

extension GroupInfo {
    var row: [Value] {
        [
            .text(name), .count(counts.recipients), .count(counts.active), .count(counts.inactive),
            .count(counts.unsubscribed), .bool(keepsBackups), .count(backups), .instant(created),
            .list(fields.map(Value.text)), .count(bytes),
        ]
    }

    var record: Record { Record(columns: RowFields.of(.groups).names, values: row) }
}

extension BackupInfo {
    var row: [Value] {
        [
            .count(id), .text(group), .text(reason.rawValue), .instant(created), .instant(expires),
            .count(recipients), .bool(isOfDeletedGroup), .bool(isUndone),
        ]
    }

    var record: Record { Record(columns: RowFields.of(.backups).names, values: row) }
}

extension DeletedGroupInfo {
    var row: [Value] {
        [
            .text(name), .instant(deleted), .count(latest.recipients), .count(backups), .count(latest.id),
            .instant(latest.expires),
        ]
    }
}

extension FieldInfo {
    var row: [Value] { [.text(name), .count(filled)] }
}

extension ActivityEntry {
    var row: [Value] { [.text(email), .text(event.rawValue), .instant(at), .optional(campaign)] }
}

extension LogEntry {
    var row: [Value] {
        [
            .instant(at), .text(action.rawValue), .optional(group), recipients.map(Value.count) ?? .none,
            backup.map(Value.count) ?? .none, .optional(note), .optional(user), .optional(file),
            undone.map(Value.count) ?? .none,
        ]
    }
}

extension Record {
    /// This record with further members after its own.
    func appending(_ members: KeyValuePairs<String, Value>) -> Record {
        Record(columns: columns + members.map(\.key), values: values + members.map(\.value))
    }

    /// The result of a command: `command`, then the members of a record.
    init(command: Verb, _ row: Record) {
        self.init(columns: ["command"] + row.columns, values: [.text(CommandTable[command].resultName)] + row.values)
    }

    /// The result of a command: `command`, then these members.
    init(command: Verb, _ members: KeyValuePairs<String, Value>) {
        self.init(command: command, Record(members))
    }
}
