import ArgumentParser
import CommandLanguage
import Interpreter
import LineEditor
import Recipients
import Rendering
import SystemCalls

/// A run of the program without a subcommand.
struct ShellRun {
    private let options: ProgramOptions
    private let statements: [String]

    /// - Parameter statements: Those of `-c`; if there are none, standard input or a person at a terminal gives them.
    init(_ options: ProgramOptions, _ statements: [String]) {
        self.options = options
        self.statements = statements
    }

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
            try checked.parameters.check(nil)
        } catch {
            try console.stop(on: ProblemList([error]))
        }
        console.tell(ProblemList(), warnings: checked.warnings)
        let program = try Program.open(options, console, Interpreter.Settings(origin: .argument))
        defer { program.close() }
        try program.run(checked.script).end()
    }

    private func runTerminal(_ console: Console) throws {
        let program = try Program.open(options, console, Interpreter.Settings(origin: .interactive))
        defer { program.close() }
        program.greet(options)
        program.warnOfLostHistory()
        Interruption.keepSession()
        try InteractiveShell(program, options).run().end()
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
                try console.end(with: Diagnostic(error))
            }
            try program.check(source, firstLine: reader.firstLine).end()
        }
    }
}
