import ArgumentParser

/// The program without a subcommand: runs the statements of `-c`, of standard input, or of a person at a terminal.
struct Shell: ConfiguredCommand {
    static let configuration = CommandConfiguration(
        commandName: "cbs",
        abstract: "An e-mail marketing account with automatic backups of its groups.",
        discussion: """
            Without a subcommand, statements are read from standard input; "help" lists them. See man cbs, and docs/README.md \
            in the sources for a tutorial and how-tos.
            """,
        version: "cbs \(Release.version)",
        subcommands: [
            Run.self, Check.self, Initialize.self, ListAccounts.self, Verify.self, Format.self, Test.self,
            CopyStore.self,
            SalvageStore.self,
            Serve.self, Reference.self, Grammar.self, Manual.self,
        ]
    )

    @Option(
        name: .customShort("c"), parsing: .unconditionalSingleValue,
        help: ArgumentHelp(
            "Run these statements. If given more than once, they form one program, one line each.",
            valueName: "statements"))
    var statements: [String] = []

    @OptionGroup var globals: GlobalOptions

    func run() throws {
        try ShellRun(options, statements).run()
    }
}
