extension CommandTable {
    static let recipients = [
        Command(
            .showRecipient, "show recipient <email> [of [group] <group>] [to <file>]",
            "show a recipient in one group or in all, with its history; or write all that to a file, as JSON",
            in: .recipients,
            asks: true,
            options: [.overwrite],
            result: [
                .text("email"), .rows("places", places), .rows("history", .of(.recipientChanges)),
                .rows("activity", .of(.activity)),
            ],
            examples: [
                "show recipient anna@example.com", "show recipient anna@example.com of Newsletter",
                "show recipient anna@example.com to anna.json",
            ]
        ),
        Command(
            .addRecipient, "add recipient <email> to [group] <group> [<field=value>...]",
            "add a recipient to a group",
            in: .recipients,
            result: [.text("group"), .text("email")],
            resultName: "add",
            examples: ["add recipient anna@example.com to Newsletter firstname=Anna city=\"Den Haag\""]
        ),
        Command(
            .updateRecipient, "update recipient <email> of [group] <group> [<field=value>...]",
            "change fields of a recipient",
            in: .recipients,
            result: [.text("group"), .text("email")],
            resultName: "update",
            examples: ["update recipient anna@example.com of Newsletter city=Bonn"]
        ),
        Command(
            .removeRecipient, "remove recipient <email> from [group] <group>",
            "take a recipient out of a group",
            in: .recipients,
            result: [.text("group"), .text("email")],
            resultName: "remove",
            examples: ["remove recipient anna@example.com from Newsletter"]
        ),
        Command(
            .unsubscribe, "unsubscribe <email> from [group] <group>",
            "record that a recipient has unsubscribed",
            in: .recipients,
            result: [.text("group"), .text("email")],
            examples: ["unsubscribe anna@example.com from Newsletter"]
        ),
        Command(
            .record,
            "record (open|click|bounce) of <email> in [group] <group> {at <instant>|campaign <campaign>}",
            "record what a recipient did with a campaign",
            in: .recipients,
            result: [.text("group"), .text("email")],
            examples: ["record open of anna@example.com in Newsletter at 2026-01-02T10:00 campaign \"New Year\""]
        ),
        Command(
            .eraseRecipient, "erase recipient <email>",
            "remove an address for good from every group and every backup",
            in: .recipients,
            result: [
                .number("groups"), .number("backups"), .number("activity"), .rows("damaged", damage),
                .rows("names", erasedNames),
            ],
            examples: ["erase recipient anna@example.com"]
        ),
    ]

    private static let erasedNames = RowFields(.key("names"), [.text("kind"), .text("name")])

    private static let places = RowFields(
        .key("places"), [.text("group"), .record("recipient", .of(.recipients))])
}
