extension CommandTable {
    static let groups = [
        Command(
            .createGroup, "create group <new-name>",
            "create an empty group",
            in: .groups,
            options: [.fields],
            result: [.text("group")],
            examples: ["create group Newsletter", "create group Customers --fields city, \"Customer No\""]
        ),
        Command(
            .renameGroup, "rename group <group> to <new-name>",
            "give a group another name; its backups stay with it",
            in: .groups,
            result: [.text("group")],
            examples: ["rename group Newsletter to \"Newsletter 2026\""]
        ),
        Command(
            .deleteGroup, "delete group <group> [via <interface>]",
            "delete a group; its master data is kept as a backup",
            in: .groups,
            options: [.note],
            result: [.text("group"), .number("recipients"), .number("backup"), .text("no_backup"), .text("undo")],
            examples: ["delete group Newsletter", "delete group Newsletter --note \"asked for by the owner\""]
        ),
        Command(
            .showGroup, "show group <group>",
            "show a group and its settings",
            in: .groups,
            asks: true,
            result: RowFields.of(.groups).fields + [.record("settings", switches)],
            examples: ["show group Newsletter"]
        ),
        Command(
            .compare, "compare <state> with <other-state> [where <condition>] [limit <number>]",
            "list who was added, removed and changed from one state to another",
            in: .groups,
            asks: true,
            result: [
                .number("added"), .number("removed"), .number("changed"), .number("unchanged"),
                .rows("fields", changedFields), .rows("changes", changes), .rows("remarks", remarks),
            ],
            examples: [
                "compare backup 3 with Newsletter",
                "compare Newsletter as of 2026-01-31T10:00 with Newsletter where city = \"Bonn\" limit 20",
            ]
        ),
    ]

    private static let switches = RowFields(.key("settings"), [.bool("backup"), .bool("account_backup")])

    private static let changedFields = RowFields(.key("fields"), [.text("field"), .number("changed")])

    private static let changes = RowFields(
        .key("changes"),
        [
            .text("email"), .text("change", of: RowFields.changes),
            .record("fields", RowFields(.key("fields"), [], isOpen: true)),
        ])
}
