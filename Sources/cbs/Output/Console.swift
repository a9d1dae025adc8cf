import Account
import CommandLanguage
import Interpreter
import Recipients
import Terminal

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Standard output for results, standard error for messages.
final class Console: ResultSink {
    private let output = DescriptorSink(descriptor: STDOUT_FILENO)
    private let errors = DescriptorSink(descriptor: STDERR_FILENO, capacity: 0)
    private let format: OutputFormat
    private let isQuiet: Bool
    private let errorStyle: Style
    private var renderer: ResultRenderer

    init(_ options: GlobalOptions) {
        format = options.format
        isQuiet = options.isQuiet
        let allowsColour = !options.hasNoColour && Environment["NO_COLOR"] == nil
        let isTerminal = TerminalWindow.isAttached(to: STDOUT_FILENO)
        renderer = ResultRenderer(
            format: options.format,
            sink: output,
            width: isTerminal ? TerminalWindow.width(of: STDOUT_FILENO) : nil,
            colour: allowsColour && isTerminal
        )
        errorStyle = Style(colour: allowsColour && TerminalWindow.isAttached(to: STDERR_FILENO))
    }

    /// Whether the reader of standard output has gone.
    var hasLostReader: Bool { output.errorNumber == EPIPE }

    var failure: Failure? {
        output.errorNumber.map {
            Failure(.storage, "cannot write standard output: \(String(cString: strerror($0)))")
        }
    }

    // MARK: Results

    func begin(columns: [String]) { renderer.begin(columns: columns) }
    func append(row: [Value]) { renderer.append(row: row) }
    func end() { renderer.end() }
    func abandon() { renderer.abandon() }
    func print(_ values: [Value]) { renderer.printValues(values) }
    func flush() { output.flush() }

    func show(_ result: CommandResult) {
        if isQuiet, format == .table, !result.isAnswer { return }
        renderer.show(record: result.record, words: result.words)
    }

    // MARK: Messages

    func tell(_ message: Message) {
        output.flush()
        switch message {
        case .note(let text):
            if !isQuiet { write("note", .dim, text) }
        case .warning(let text): write("warning", .warning, text)
        case .error(let diagnostic):
            errors.write((format == .json ? diagnostic.json : painted(diagnostic.text)) + "\n")
        }
    }

    /// Begins a new line among the messages.
    func breakLine() {
        output.flush()
        errors.write("\n")
    }

    private func write(_ label: String, _ role: Role, _ text: String) {
        if format == .json {
            let object = Record(columns: [label], values: [.text(text)])
            ResultRenderer(format: .json, sink: errors).show(record: object, words: [])
        } else {
            errors.write("\(errorStyle.paint("\(label):", as: role)) \(Escaping.visible(text))\n")
        }
    }

    /// A diagnostic with its first line in colour.
    private func painted(_ text: String) -> String {
        guard errorStyle.isColoured, let end = text.firstIndex(of: ":") else { return text }
        return errorStyle.paint(String(text[..<end]), as: .bad) + text[end...]
    }
}
