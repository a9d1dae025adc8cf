import Account
import CommandLanguage
import Interpreter
import LineEditor
import Recipients
import Rendering
import SystemCalls

/// The console: standard output for results, standard error for messages.
final class Console: ResultSink {
    private let output = DescriptorSink(descriptor: STDOUT_FILENO)
    private let errors = DescriptorSink(descriptor: STDERR_FILENO, capacity: 0)
    private let messages: MessageStream
    /// Where questions are: among the messages, or on standard output if only that is a terminal.
    private let questions: MessageStream
    var format: OutputFormat {
        didSet {
            renderer.format = format
            paged?.isBypassed = !format.isForPeople
        }
    }
    private let isQuiet: Bool
    /// Called before anything is written to standard output or standard error. It may itself write.
    var willWrite: () -> Void = {} {
        didSet { (output.willWrite, errors.willWrite) = (willWrite, willWrite) }
    }
    /// The account's time, for messages at a terminal; nil while there is no account.
    var time: (() -> AccountTime)?
    private var renderer: ResultRenderer
    /// The pager for long results; nil where nobody could turn pages.
    private let paged: PagedSink?
    /// Nil where nobody is watching.
    private let progressBar: ProgressBar?

    init(_ options: ProgramOptions) {
        format = options.format
        isQuiet = options.isQuiet
        let isTerminal = TerminalWindow.isAttached(to: STDOUT_FILENO)
        let output = output
        output.isWanted = { !Interruption.isRequested }
        let turnsPages =
            isTerminal && TerminalWindow.isAttached(to: STDIN_FILENO)
        paged =
            turnsPages
            ? PagedSink(
                output, height: { TerminalWindow.height(of: STDOUT_FILENO) },
                open: { PipedPager.open(headingLines: $0) })
            : nil
        paged?.isBypassed = !options.format.isForPeople
        let errors = errors
        progressBar =
            TerminalWindow.isAttached(to: STDERR_FILENO) && !options.isQuiet && Environment["TERM"] != "dumb"
            ? ProgressBar(errors, width: { TerminalWindow.width(of: STDERR_FILENO) ?? 80 }) : nil
        renderer = ResultRenderer(
            format: options.format,
            sink: paged ?? output,
            width: isTerminal ? TerminalWindow.width(of: STDOUT_FILENO) : nil,
            style: options.style(on: STDOUT_FILENO)
        )
        renderer.isOnTerminal = isTerminal
        messages = MessageStream(sink: errors, descriptor: STDERR_FILENO, style: options.style(on: STDERR_FILENO))
        let asksOnOutput = isTerminal && !TerminalWindow.isAttached(to: STDERR_FILENO)
        questions =
            asksOnOutput
            ? MessageStream(
                sink: DescriptorSink(descriptor: STDOUT_FILENO, capacity: 0), descriptor: STDOUT_FILENO,
                style: options.style(on: STDOUT_FILENO)) : messages
    }

    /// Whether the reader of standard output has gone.
    var hasLostReader: Bool { output.hasLostReader }

    var failure: Failure? { output.failure }

    // MARK: Progress

    /// Shows the progress of a command.
    func show(_ progress: ProgressState) { progressBar?.show(progress) }

    /// Whether the progress of commands is visible.
    var showsProgress: Bool { progressBar != nil }

    /// Ends the progress of a command; other work or none follows.
    func endProgress() { progressBar?.clear() }

    /// The first lines of an interactive shell.
    func greet(with greeting: Greeting) {
        guard !isQuiet, TerminalWindow.isAttached(to: STDOUT_FILENO) else { return }
        for line in greeting.lines(width: renderer.width ?? 80, style: messages.style) { output.write(line + "\n") }
        output.flush()
    }

    // MARK: Results

    func begin(columns: [String], areChosen: Bool, at time: AccountTime) {
        endProgress()
        fitToWindow()
        renderer.begin(columns: columns, areChosen: areChosen, at: time)
    }
    func append(row: [Value]) { renderer.append(row: row) }
    func end() { renderer.end() }
    func abandon() { renderer.abandon() }
    func print(_ values: [Value], at time: AccountTime) {
        fitToWindow()
        renderer.printValues(values, at: time)
    }
    func flush() {
        endProgress()
        paged?.flush()
        output.flush()
    }

    var wantsMore: Bool { paged?.wantsMore ?? true }

    var isWatched: Bool { TerminalWindow.isAttached(to: STDOUT_FILENO) && format.isForPeople }

    /// The window may have been resized since the last result.
    private func fitToWindow() {
        if renderer.width != nil { renderer.width = TerminalWindow.width(of: STDOUT_FILENO) ?? renderer.width }
    }

    func show(_ result: CommandResult, at time: AccountTime) {
        endProgress()
        if isQuiet, format.isForPeople, !result.isAnswer { return }
        fitToWindow()
        renderer.show(result, at: time)
    }

    /// Shows the result of a subcommand. It belongs to no account, and contains no times.
    func show(_ result: CommandResult) {
        show(result, at: .outsideAccounts)
    }

    // MARK: Questions

    /// Whether a person can see a question among the messages, and type the answer.
    var canAsk: Bool { TerminalWindow.isAttached(to: STDERR_FILENO) && TerminalWindow.isAttached(to: STDIN_FILENO) }

    /// Asks the person at the terminal.
    func confirm(_ question: Question) -> Bool {
        endProgress()
        flush()
        let lines = question.lines.map { MessageText($0) }
        return TerminalQuestion.confirm(
            question, after: questions.labelled("careful", .warning, lines, when: when), to: questions.sink)
    }

    // MARK: Messages

    func tell(_ notice: Notice) {
        endProgress()
        flush()
        switch notice {
        case .note(let text):
            if !isQuiet { write("note", .dim, text) }
        case .warning(let text, let code):
            if format == .json {
                errors.write(Self.json(ofWarning: text.plain, code))
            } else {
                write("warning", .warning, text)
            }
        case .error(let diagnostic):
            let text = format == .json ? diagnostic.json : painted(diagnostic, label: diagnostic.label, as: .bad)
            errors.write(text + "\n")
        }
    }

    /// A warning about no place in a script, with the keys of an error.
    private static func json(ofWarning text: String, _ code: String?) -> String {
        let facts = Record([
            "code": .optional(code), "message": .text(text), "file": .none, "line": .none, "column": .none,
            "help": .none,
        ])
        return JSONText.of(.record(Record(["warning": .record(facts)]))) + "\n"
    }

    /// Shows the warnings and the problems of a check, with their places, and how many more there are. Both share the
    /// limit of a list; no warning takes the room of a problem.
    func tell(_ problems: ProblemList, warnings: ProblemList = ProblemList()) {
        var all = problems
        all.append(warnings)
        tell(warnings: all.shown.dropFirst(problems.shown.count))
        for problem in problems.shown { tell(.error(problem)) }
        guard all.more > 0 else { return }
        errors.write(format == .json ? "{\"more\":\(all.more)}\n" : "\(all.wordsForMore)\n")
    }

    private func tell(warnings: some Sequence<Diagnostic>) {
        for warning in warnings {
            let text =
                format == .json
                ? warning.warningJSON : painted(warning, label: Diagnostic.warningLabel, as: .warning)
            errors.write(text + "\n")
        }
    }

    /// Begins a new line among the messages.
    func breakLine() {
        flush()
        errors.write("\n")
    }

    private func write(_ label: String, _ role: Role, _ text: MessageText) {
        if format == .json {
            errors.write(JSONText.of(.record(Record([label: .text(text.plain)]))) + "\n")
        } else {
            errors.write(messages.labelled(label, role, text, when: when))
        }
    }

    /// The words for an instant around the present, for people at a terminal.
    private func when(_ instant: ZonedInstant) -> String? {
        guard let time, TerminalWindow.isAttached(to: STDERR_FILENO) else { return nil }
        return instant.nearDay(now: time().now)
    }

    /// A diagnostic with its label in colour, and with its message and help wrapped between words; the quoted line
    /// already fits.
    private func painted(_ diagnostic: Diagnostic, label: String, as role: Role) -> String {
        let width = messages.width
        let parts = diagnostic.parts(label: label, width: width, when: when)
        let head = WordWrap.text(parts.head, width: width, indent: 2)
        let help = parts.help.map { WordWrap.text($0, width: width, indent: "help: ".count) }
        let lines = [messages.style.paint(label, as: role) + head.dropFirst(label.count)] + parts.excerpt
        return (lines + (help.map { [$0] } ?? [])).joined(separator: "\n")
    }
}

extension AccountTime {
    /// For results that belong to no account: in UTC.
    static let outsideAccounts = AccountTime(now: .earliest, zone: .utc)
}

extension DescriptorSink {
    /// Whether the reader has gone.
    var hasLostReader: Bool { error?.number == EPIPE }

    /// Why standard output takes nothing more; nil as long as it does.
    var failure: Failure? { error.map { StreamProblem.unwritableOutput($0).failure } }
}
