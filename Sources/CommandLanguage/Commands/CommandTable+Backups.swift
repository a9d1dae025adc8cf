extension CommandTable {
    static let backups = [
        Command(
            .showBackup, "show backup <id>",
            "show a backup and its first recipients",
            in: .backups,
            asks: true,
            result: RowFields.of(.backups).fields + [.rows("sample", .of(.recipients))],
            examples: ["show backup 3"]
        ),
        Command(
            .download, "download <backup> [where <condition>] [show <fields>] to <file>",
            "write a backup's master data to a file",
            in: .backups,
            options: outputOptions,
            result: [.number("backup"), .text("file"), .number("recipients")],
            examples: [
                "download backup 3 to before.csv",
                "download latest backup of Newsletter where city = \"Bonn\" to before.jsonl --format jsonl",
                "download backup 3 show email, firstname to names.csv",
            ]
        ),
        Command(
            .restore, "restore <source> [into [new] [group] <group>] [where <condition>]",
            "bring back the rows of a backup, as an import",
            in: .backups,
            options: [.mode, .only, .empty(standard: .clear), .resubscribe, .note],
            result: importResult + [.number("restored"), .list("not_found")],
            examples: [
                "restore 3",
                "restore latest backup of Newsletter into new group \"Newsletter again\"",
                "restore group Newsletter as of 2026-01-31T10:00 where email ~ \"*@example.com\" --mode add",
                "restore 3 where email in (\"anna@example.com\", \"ben@example.com\") --only city, sign-up",
            ]
        ),
        Command(
            .undo, "undo [(of [group] <group>|<backup>)] [where <condition>]",
            "take back a change, keeping everything that came later",
            in: .backups,
            options: [.only, .resubscribe, .note],
            result: undoResult,
            examples: [
                "undo", "undo of Newsletter", "undo backup 7",
                "undo backup 7 where city = \"Bonn\" --only firstname, lastname",
            ]
        ),
        Command(
            .redo, "redo",
            "take back the newest undo",
            in: .backups,
            options: [.resubscribe, .note],
            result: undoResult,
            examples: ["redo"]
        ),
        Command(
            .timeline, "timeline [of [group] <group>] [to <file>]",
            "draw the backups on the days of the retention window",
            in: .backups,
            asks: true,
            options: [.overwrite],
            result: [.instant("from"), .instant("to"), .instant("now"), .rows("groups", lines)],
            examples: ["timeline", "timeline of Newsletter to newsletter.svg"]
        ),
    ]

    private static let undoResult: [RowFields.Field] = [
        .text("group"), .number("undone"), .number("reverted"), .number("removed"), .number("returned"),
        .number("kept"), .number("unchanged"), .number("kept_unsubscribed"), .rows("kept_rows", keptRows),
        .number("backup"), .text("no_backup"), .text("undo"),
    ]

    private static let keptRows = RowFields(
        .key("kept_rows"),
        [.text("email"), .text("field"), .text("before"), .text("after"), .text("now")])

    private static let lines = RowFields(.key("groups"), [.text("group"), .rows("backups", .of(.backups))])
}
