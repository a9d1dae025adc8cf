extension CommandTable {
    static let groups = [
        Command(
            .createGroup, "create group <new-name>",
            "create an empty group",
            in: .groups,
            options: [.fields],
            examples: ["create group Newsletter", "create group Customers --fields city, \"Customer No\""]
        ),
        Command(
            .renameGroup, "rename group <group> to <new-name>",
            "give a group another name; its backups stay with it",
            in: .groups,
            examples: ["rename group Newsletter to \"Newsletter 2026\""]
        ),
        Command(
            .deleteGroup, "delete group <group> [via <interface>]",
            "delete a group; its master data is kept as a backup",
            in: .groups,
            examples: ["delete group Newsletter"]
        ),
        Command(
            .showGroup, "show group <group>",
            "show a group and its settings",
            in: .groups,
            examples: ["show group Newsletter"]
        ),
        Command(
            .compare, "compare <state> with <other-state>",
            "list who was added, removed and changed from one state to another",
            in: .groups,
            examples: [
                "compare backup 3 with group Newsletter",
                "compare latest backup of Newsletter with backup 7",
            ]
        ),
    ]

    static let importing = [
        Command(
            .importRows, "import <input> into [new] [group] <group> [via <interface>]",
            "apply the rows of a file, a here-document or standard input to a group",
            in: .importing,
            options: [
                .mode, .map, .empty(standard: "keep"), .delimiter, .encoding, .sheet,
                .format(["csv", "json", "jsonl"], summary: "what a here-document or standard input holds"),
                .resubscribe, .strict, .rejects,
            ],
            examples: [
                "import list.csv into new group Newsletter",
                "import list.csv into Newsletter --mode add --map Mail=email --map Remarks=",
                "import <<CSV into Newsletter\nemail,firstname\nanna@example.com,Anna\nCSV",
                "import - into Newsletter --format jsonl via api",
            ]
        ),
        Command(
            .exportGroup, "export group <group> to <file>",
            "write a group's master data to a file",
            in: .importing,
            options: outputOptions,
            examples: ["export group Newsletter to newsletter.csv --overwrite"]
        ),
    ]

    static let backups = [
        Command(
            .showBackup, "show backup <id>",
            "show a backup and its first recipients",
            in: .backups,
            examples: ["show backup 3"]
        ),
        Command(
            .download, "download <backup> to <file>",
            "write a backup's master data to a file",
            in: .backups,
            options: outputOptions,
            examples: [
                "download backup 3 to before.csv",
                "download latest backup of Newsletter to before.jsonl --format jsonl",
            ]
        ),
        Command(
            .restore, "restore <source> [into [new] [group] <group>] [where <condition>]",
            "bring the rows of a backup back, as an import",
            in: .backups,
            options: [.mode, .empty(standard: "clear"), .resubscribe],
            examples: [
                "restore 3",
                "restore latest backup of Newsletter into new group \"Newsletter again\"",
                "restore group Newsletter as of 2026-01-31T10:00 where email ~ \"*@example.com\" --mode add",
            ]
        ),
        Command(
            .timeline, "timeline [of [group] <group>] [to <file>]",
            "draw the backups on the days of the retention window",
            in: .backups,
            examples: ["timeline", "timeline of Newsletter to newsletter.svg"]
        ),
    ]

    static let recipients = [
        Command(
            .showRecipient, "show recipient <email> [of [group] <group>]",
            "show a recipient, in one group or in all",
            in: .recipients,
            examples: ["show recipient anna@example.com", "show recipient anna@example.com of Newsletter"]
        ),
        Command(
            .addRecipient, "add recipient <email> to [group] <group> [<field=value>...]",
            "add a recipient to a group",
            in: .recipients,
            examples: ["add recipient anna@example.com to Newsletter firstname=Anna city=\"Den Haag\""]
        ),
        Command(
            .updateRecipient, "update recipient <email> of [group] <group> [<field=value>...]",
            "change fields of a recipient",
            in: .recipients,
            examples: ["update recipient anna@example.com of Newsletter city=Bonn"]
        ),
        Command(
            .removeRecipient, "remove recipient <email> from [group] <group>",
            "take a recipient out of a group",
            in: .recipients,
            examples: ["remove recipient anna@example.com from Newsletter"]
        ),
        Command(
            .unsubscribe, "unsubscribe <email> from [group] <group>",
            "note that a recipient has unsubscribed",
            in: .recipients,
            examples: ["unsubscribe anna@example.com from Newsletter"]
        ),
        Command(
            .record,
            "record (open|click|bounce) of <email> in [group] <group> [at <instant>] [campaign <campaign>]",
            "note what a recipient did with a campaign",
            in: .recipients,
            examples: ["record open of anna@example.com in Newsletter at 2026-01-02T10:00 campaign \"New Year\""]
        ),
        Command(
            .eraseRecipient, "erase recipient <email>",
            "remove an address for good from every group and every backup",
            in: .recipients,
            examples: ["erase recipient anna@example.com"]
        ),
    ]

    /// What `export` and `download` take.
    private static let outputOptions: [CommandOption] = [
        .format(["csv", "jsonl"], summary: "what to write"), .overwrite, .spreadsheetSafe,
    ]
}
