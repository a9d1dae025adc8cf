import ArgumentParser
import CommandLanguage
import Interpreter
import LineEditor
import Recipients
import Rendering
import SystemCalls

/// The program without a subcommand: runs the statements of `-c`, of standard input, or of a person at a terminal.
struct Shell: ParsableCommand {
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
            "Run these statements; given several times, they are one program, line after line.",
            valueName: "statements"))
    var statements: [String] = []

    @OptionGroup var options: GlobalOptions

    func run() throws {
        let console = Console(options)
        if !statements.isEmpty {
            try runArgument(statements, console)
        } else if TerminalWindow.isAttached(to: STDIN_FILENO) {
            try runTerminal(console)
        } else {
            try runStandardInput(console)
        }
    }

    private func runArgument(_ texts: [String], _ console: Console) throws {
        let bytes = texts.map { RawArguments.bytes(of: $0) }.joined(separator: [UInt8(ascii: "\n")])
        let checked = CheckedScript(Source(name: "-c", bytes: Array(bytes)), folder: "", files: ScriptFolder())
        try console.stop(on: checked.problems)
        do throws(Diagnostic) {
            try ScriptParameters.check([:], against: checked)
        } catch {
            try console.stop(on: ProblemList([error]))
        }
        console.tell(warnings: checked.warnings)
        let program = try Program.open(options, console, Interpreter.Settings(origin: .argument))
        defer { program.close() }
        try Self.end(program.run(checked.script))
    }

    private func runTerminal(_ console: Console) throws {
        let program = try Program.open(options, console, Interpreter.Settings(origin: .interactive))
        defer { program.close() }
        Interruption.keepSession()
        try Self.end(InteractiveShell(program, options).run())
    }

    private func runStandardInput(_ console: Console) throws {
        let program = try Program.open(options, console, Interpreter.Settings(origin: .standardInput))
        defer { program.close() }
        var reader = StatementReader(LineReader(descriptor: STDIN_FILENO))
        while !program.hasQuit {
            let source: Source
            do throws(Failure) {
                guard let next = try reader.next() else { break }
                source = next
            } catch {
                return try console.end(with: Diagnostic(error))
            }
            try Self.end(program.check(source, firstLine: reader.firstLine))
        }
    }

    static func end(_ status: ExitStatus) throws {
        if status != .success { throw ExitCode(status) }
    }
}
