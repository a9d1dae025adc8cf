import CommandLanguage
import Interpreter
import LineEditor
import Rendering
import SystemCalls

/// An interactive session: asks for statements and runs them until the user leaves. Errors never end it.
final class InteractiveShell {
    private let program: Program
    private let lines: any LineSource
    private let reader: TypedStatements

    init(_ program: Program, _ options: ProgramOptions) {
        let output = isatty(STDOUT_FILENO) == 1 ? STDOUT_FILENO : STDERR_FILENO
        let editor = LineEditor(
            program: "cbs", terminal: Environment["TERM"],
            settingsPath: Environment["EDITRC"] ?? UserFolder.home.map { "\($0)/.editrc" },
            style: options.style(on: output))
        let lines: any LineSource =
            editor
            ?? PlainLineEditor(
                descriptor: STDIN_FILENO, output: DescriptorSink(descriptor: output, capacity: 0))
        self.program = program
        self.lines = lines
        reader = TypedStatements(lines)
        lines.setHistory(program.history.entries)
        program.history.onRemoval = { [weak lines] in lines?.setHistory($0) }
        let context = AccountCompletion(program)
        lines.completer = { [weak self] line, cursor in
            guard let self else { return CompletionAnswer(replaced: 0, candidates: []) }
            return context.answer(open: reader.open, line: line, cursor: cursor)
        }
        lines.pasting = { [weak self] before, pasted in
            TypographicQuotes.straightening(pasted, after: (self?.reader.open ?? "") + before)
        }
    }

    /// - Returns: The exit status of the program.
    func run() -> ExitStatus {
        while !program.hasQuit {
            // A Ctrl-C that came too late for the last statement is not meant for the next one.
            Interruption.end()
            switch reader.next(ShellPrompt.of(program)) {
            case .end: return .success
            case .interrupted: continue
            case .unfinished: program.console.tell(.error(Diagnostic(ProgramProblem.unfinishedStatement.failure)))
            case .statements(let text):
                if program.history.add(text), let entry = program.history.entries.last { lines.addToHistory(entry) }
                let status = program.check(Source(name: nil, text: text), firstLine: 1)
                if program.console.failure != nil { return status }
            }
        }
        return .success
    }
}
