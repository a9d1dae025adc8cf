extension Command {
    /// What the command's result holds, in order. In a few results some of it may be missing: see the reference.
    public var result: RowFields {
        let command = RowFields.Field(name: "command", type: .text)
        let isOpen = verb == .showRecipient
        return RowFields("the result of \"\(verb.resultName)\"", [command] + Self.keys(of: verb), isOpen: isOpen)
    }

    private static func keys(of verb: Verb) -> [RowFields.Field] {
        switch verb {
        case .createGroup, .renameGroup: fields(["group": .text])
        case .deleteGroup:
            fields(["group": .text, "recipients": .number, "backup": .number, "no_backup": .text, "undo": .text])
        case .importRows: importKeys + fields(["encoding": .text])
        case .restore: importKeys + fields(["restored": .number])
        case .exportGroup: fields(["group": .text, "file": .text, "recipients": .number])
        case .download: fields(["backup": .number, "file": .text, "recipients": .number])
        case .showGroup: RowFields.of(.groups).fields + fields(["settings": .record(switches)])
        case .showBackup: RowFields.of(.backups).fields + fields(["sample": .rows(RowFields.of(.recipients))])
        case .showRecipient: RowFields.of(.recipients).fields + fields(["group": .text, "groups": .rows(memberships)])
        case .showSettings:
            fields(["backup": .bool, "retention": .number, "clock": .text, "now": .instant])
        case .showStore:
            fields([
                "store": .text, "groups": .number, "deleted_groups": .number, "backups": .number,
                "recipients": .number, "files": .number, "bytes": .number,
            ])
        case .compare:
            fields([
                "added": .number, "removed": .number, "changed": .number, "unchanged": .number,
                "changes": .rows(changes),
            ])
        case .setBackup: fields(["group": .text, "backup": .bool])
        case .setRetention: fields(["retention": .number, "expired": .list])
        case .clock, .clockSet, .clockAdvance: fields(["clock": .text, "now": .instant, "expired": .list])
        case .addRecipient, .updateRecipient, .removeRecipient, .unsubscribe, .record:
            fields(["group": .text, "email": .text])
        case .eraseRecipient: fields(["groups": .number, "backups": .number, "activity": .number])
        case .timeline: fields(["from": .instant, "to": .instant, "now": .instant, "groups": .rows(lines)])
        case .verify: fields(["files": .number, "bytes": .number, "damaged": .rows(damage)])
        case .purge: fields(["expired": .list, "bytes": .number])
        case .run: fields(["file": .text])
        case .help: fields(["topic": .text, "text": .text])
        case .history: fields(["entries": .list])
        case .quit, .exit: []
        }
    }

    private static func fields(_ fields: KeyValuePairs<String, RowFields.FieldType>) -> [RowFields.Field] {
        fields.map { RowFields.Field(name: $0.key, type: $0.value) }
    }

    private static let importKeys = fields([
        "group": .text, "mode": .text, "read": .number, "added": .number, "updated": .number, "unchanged": .number,
        "skipped": .number, "invalid": .number, "duplicates": .number, "removed": .number,
        "kept_unsubscribed": .number, "erased": .number, "new_fields": .list, "backup": .number, "no_backup": .text,
        "undo": .text,
    ])
    private static let switches = RowFields("\"settings\"", ["backup": .bool, "account_backup": .bool])
    private static let memberships = RowFields(
        "\"groups\"", fields(["group": .text]) + RowFields.of(.recipients).fields.dropFirst())
    private static let changes = RowFields(
        "\"changes\"", ["email": .text, "change": .text], isOpen: true)
    private static let lines = RowFields(
        "\"groups\"", ["group": .text, "backups": .rows(RowFields.of(.backups))])
    private static let damage = RowFields("\"damaged\"", ["file": .text, "problem": .text, "affects": .text])
}
