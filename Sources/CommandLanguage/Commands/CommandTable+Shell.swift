import Recipients

extension CommandTable {
    static let settings = [
        Command(
            .showSettings, "show settings",
            "show the account's settings and its clock",
            in: .settings,
            asks: true,
            result: [
                .bool("backup"), .number("retention"), guardSetting, .text("time_zone"), clockKind, .instant("now"),
            ],
            examples: ["show settings"]
        ),
        Command(
            .showStore, "show store",
            "show what the store holds",
            in: .settings,
            asks: true,
            result: [
                .text("store"), .number("groups"), .number("deleted_groups"), .number("backups"),
                .number("recipients"), .number("files"), .number("bytes"),
            ],
            examples: ["show store"]
        ),
        Command(
            .setBackup, "set backup (on|off) [for [group] <group>]",
            "switch automatic backups on or off, for the account or for a group",
            in: .settings,
            result: [.text("group"), .bool("backup")],
            examples: ["set backup off", "set backup on for Newsletter"]
        ),
        Command(
            .setRetention, "set retention <duration>",
            "set how long backups are kept",
            in: .settings,
            result: [.number("retention"), .list("expired")],
            examples: ["set retention 31 days", "set retention 12h"]
        ),
        Command(
            .setTimeZone, "set time zone <zone>",
            "set the zone in which times are read and shown",
            in: .settings,
            result: [.text("time_zone")],
            examples: ["set time zone Europe/Berlin", "set time zone UTC"]
        ),
        Command(
            .setGuard, "set guard (warn|refuse|off)",
            "set what happens when an import looks like an accident",
            in: .settings,
            result: [guardSetting],
            examples: ["set guard refuse"]
        ),
        Command(
            .setFormat, "set format (table|records|json|csv)",
            "set how results are written until the program ends",
            in: .settings,
            result: [.text("format")],
            examples: ["set format records"]
        ),
        Command(
            .clock, "clock",
            "show the clock",
            in: .settings,
            asks: true,
            result: clockResult,
            examples: ["clock"]
        ),
        Command(
            .clockSet, "clock set <instant>",
            "move a simulated clock forwards to an instant",
            in: .settings,
            result: clockResult,
            examples: ["clock set 2026-02-01T00:00:00Z"]
        ),
        Command(
            .clockAdvance, "clock advance <duration>",
            "move a simulated clock forwards by a duration",
            in: .settings,
            result: clockResult,
            examples: ["clock advance 31 days", "clock advance 90s"]
        ),
        Command(
            .clockReset, "clock reset",
            "return an account whose time is ahead to the system clock",
            in: .settings,
            result: clockResult,
            examples: ["clock reset"]
        ),
        Command(
            .verify, "verify",
            "check every file of the store and say what is still restorable",
            in: .settings,
            asks: true,
            result: [.number("files"), .number("bytes"), .rows("damaged", damage)],
            examples: ["verify"]
        ),
        Command(
            .purge, "purge",
            "remove what has expired, sweep and compact the store",
            in: .settings,
            options: [.now],
            result: [.list("expired"), .number("bytes"), .rows("remarks", remarks)],
            examples: ["purge", "purge --now"]
        ),
    ]

    static let scripts = [
        Command(
            .run, "run <file> [<name=value>...]",
            "run a script with values for its parameters",
            in: .scripts,
            result: [.text("file"), .number("statements")],
            examples: ["run restore.cbs", "run restore.cbs group=Newsletter"]
        )
    ]

    static let shell = [
        Command(
            .help, "help [<topic>]",
            "explain a command or list all of them",
            in: .shell,
            asks: true,
            result: [.text("topic"), .text("text")],
            examples: ["help", "help restore"]
        ),
        Command(
            .history, "history",
            "list the statements typed so far",
            in: .shell,
            asks: true,
            result: [.list("entries")],
            examples: ["history"]
        ),
        Command(.quit, "quit", "leave the shell", in: .shell, examples: ["quit"]),
        Command(.exit, "exit", "leave the shell", in: .shell, examples: ["exit"]),
    ]

    private static let guardSetting = RowFields.Field.text("guard", of: GuardAction.settings.map(\.rawValue))
    private static let clockKind = RowFields.Field.text("clock", of: ["system", "simulated"])
    private static let clockResult: [RowFields.Field] = [clockKind, .instant("now"), .list("expired")]

    static let damage = RowFields(.key("damaged"), [.text("file"), .text("problem"), .text("affects")])
}
