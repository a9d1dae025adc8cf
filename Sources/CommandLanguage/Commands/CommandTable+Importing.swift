import Recipients

extension CommandTable {
    static let importing = [
        Command(
            .importRows, "import <input> into [new] [group] <group> [via <interface>]",
            "apply the rows of a file, a here-document or standard input to a group",
            in: .importing,
            options: [
                .mode, .map, .empty(standard: .keep), .delimiter, .encoding, .sheet,
                .format(
                    ["csv", "json", "jsonl"], standard: "csv",
                    summary: "what a here-document or standard input holds"),
                .resubscribe, .strict, .rejects, .guardAction, .note,
            ],
            result: importResult,
            examples: [
                "import list.csv into new group Newsletter",
                "import list.csv into Newsletter --mode add --map Mail=email --map Remarks=",
                "import <<CSV into Newsletter\nemail,firstname\nanna@example.com,Anna\nCSV",
                "import - into Newsletter --format jsonl via api",
            ]
        ),
        Command(
            .exportGroup, "export group <group> [where <condition>] [show <fields>] to <file>",
            "write a group's master data to a file",
            in: .importing,
            options: outputOptions,
            result: [.text("group"), .text("file"), .number("recipients")],
            resultName: "export",
            examples: [
                "export group Newsletter to newsletter.csv --overwrite",
                "export group Newsletter where status = \"active\" to active.csv",
                "export group Newsletter show email, status, city to cities.csv",
            ]
        ),
    ]

    /// What the results of `import` and `restore` say about the rows that they read.
    static let importResult: [RowFields.Field] = [
        .text("group"), .text("mode", of: ImportMode.allCases.map(\.rawValue)), .number("read"), .number("added"),
        .number("updated"), .number("unchanged"),
        .number("skipped"), .number("invalid"), .number("duplicates"), .number("removed"),
        .number("kept_unsubscribed"), .number("erased"), .list("new_fields"), .text("encoding"),
        .rows("columns", importedColumns), .rows("remarks", remarks), .number("backup"), .text("no_backup"),
        .text("undo"),
    ]

    /// What became of the columns of a file.
    private static let importedColumns = RowFields(
        .key("columns"), [.text("column"), .text("field"), .bool("new")])

    /// What was left unused, guessed or found odd.
    static let remarks = RowFields(
        .key("remarks"), [.text("code"), .text("column"), .number("rows"), .text("message")])

    /// The options of `export` and `download`.
    static let outputOptions: [CommandOption] = [
        .outputFormat, .overwrite, .spreadsheetSafe,
    ]
}
