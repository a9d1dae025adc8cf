extension CommandTable {
    static let settings = [
        Command(
            .showSettings, "show settings",
            "show the account's settings and its clock",
            in: .settings,
            examples: ["show settings"]
        ),
        Command(
            .showStore, "show store",
            "show what the store holds",
            in: .settings,
            examples: ["show store"]
        ),
        Command(
            .setBackup, "set backup (on|off) [for [group] <group>]",
            "switch automatic backups on or off, for the account or for a group",
            in: .settings,
            examples: ["set backup off", "set backup on for Newsletter"]
        ),
        Command(
            .setRetention, "set retention <duration>",
            "say how long backups are kept",
            in: .settings,
            examples: ["set retention 31 days", "set retention 12h"]
        ),
        Command(
            .clock, "clock",
            "show the clock",
            in: .settings,
            examples: ["clock"]
        ),
        Command(
            .clockSet, "clock set <instant>",
            "move a simulated clock forwards to an instant",
            in: .settings,
            examples: ["clock set 2026-02-01T00:00:00Z"]
        ),
        Command(
            .clockAdvance, "clock advance <duration>",
            "move a simulated clock forwards by a duration",
            in: .settings,
            examples: ["clock advance 31 days", "clock advance 90s"]
        ),
        Command(
            .verify, "verify",
            "check every file of the store and say what is still restorable",
            in: .settings,
            examples: ["verify"]
        ),
        Command(
            .purge, "purge",
            "remove what has expired, sweep and compact the store",
            in: .settings,
            examples: ["purge"]
        ),
    ]

    static let scripts = [
        Command(
            .run, "run <file> [<name=value>...]",
            "run a script with values for its parameters",
            in: .scripts,
            examples: ["run restore.cbs", "run restore.cbs group=Newsletter"]
        )
    ]

    static let shell = [
        Command(
            .help, "help [<topic>]",
            "explain a command or list all of them",
            in: .shell,
            examples: ["help", "help restore"]
        ),
        Command(
            .history, "history",
            "list the statements typed so far",
            in: .shell,
            examples: ["history"]
        ),
        Command(.quit, "quit", "leave the shell", in: .shell, examples: ["quit"]),
        Command(.exit, "exit", "leave the shell", in: .shell, examples: ["exit"]),
    ]
}
