import ArgumentParser
import CommandLanguage
import Interpreter
import Recipients
import Terminal

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// The program itself: statements of `-c`, of standard input or of a person at a terminal.
struct Shell: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "cbs",
        abstract: "An e-mail marketing account with automatic backups of its groups.",
        discussion: "Without a subcommand, statements are read from standard input; \"help\" lists them.",
        version: "cbs 0.1.0",
        subcommands: [
            Run.self, Check.self, Initialize.self, Verify.self, Format.self, Test.self, Salvage.self,
            LanguageServer.self, Reference.self, Grammar.self, Manual.self,
        ]
    )

    @Option(
        name: .customShort("c"), parsing: .unconditional,
        help: ArgumentHelp("Run these statements.", valueName: "statements"))
    var statements: String?

    @OptionGroup var options: GlobalOptions

    func run() throws {
        let console = Console(options)
        if let statements {
            try runArgument(statements, console)
        } else {
            try runStandardInput(console)
        }
    }

    private func runArgument(_ text: String, _ console: Console) throws {
        let checked = CheckedScript(Source(name: "-c", text: text), folder: "")
        try console.stop(on: checked.diagnostics)
        do throws(Failure) {
            try ScriptParameters.check([:], against: [checked.script] + checked.included)
        } catch {
            try console.stop(on: [Diagnostic(error)])
        }
        let program = try Program.open(options, console, Interpreter.Settings(origin: .argument))
        try Self.end(program.run(checked.script))
    }

    private func runStandardInput(_ console: Console) throws {
        let isInteractive = TerminalWindow.isAttached(to: STDIN_FILENO)
        let settings = Interpreter.Settings(origin: isInteractive ? .interactive : .standardInput)
        let program = try Program.open(options, console, settings)
        let prompts = isInteractive ? DescriptorSink(descriptor: STDOUT_FILENO, capacity: 0) : nil
        let lines = LineReader(descriptor: STDIN_FILENO, prompts: prompts)
        var reader = StatementReader(lines, isInteractive: isInteractive)
        while !program.hasQuit {
            let source: Source
            do throws(Failure) {
                guard let next = try reader.next() else { break }
                source = next
            } catch {
                return try console.end(with: Diagnostic(error))
            }
            let status = run(source, firstLine: isInteractive ? 1 : reader.firstLine, program)
            if status != 0, !isInteractive || console.failure != nil { try Self.end(status) }
        }
        if let prompts, !program.hasQuit { prompts.write("\n") }
    }

    /// Checks and runs one piece of the input.
    private func run(_ source: Source, firstLine: Int, _ program: Program) -> Int32 {
        let checked = CheckedScript(source, folder: "", knownVariables: program.variableNames)
        guard checked.diagnostics.isEmpty else {
            for diagnostic in checked.diagnostics {
                program.console.tell(.error(diagnostic.movingFirstLine(of: source, to: firstLine)))
            }
            return ExitStatus.usage.rawValue
        }
        return program.run(checked.script, firstLine: firstLine)
    }

    static func end(_ status: Int32) throws {
        if status != 0 { throw ExitCode(status) }
    }
}
