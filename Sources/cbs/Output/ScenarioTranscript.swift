import CommandLanguage
import Interpreter
import Recipients
import Rendering

/// What the statements of a scenario print, as text for people. If it is very long, only the beginning is kept.
final class ScenarioTranscript: ScenarioSink {
    private var text = CappedText()
    private var renderer: ResultRenderer

    /// The columns into which tables must fit, whatever the window.
    private static let width = 100

    init() {
        renderer = ResultRenderer(format: .table, sink: text, width: Self.width)
    }

    let failure: Failure? = nil

    func takeText() -> String {
        defer {
            text = CappedText()
            renderer = ResultRenderer(format: format, sink: text, width: Self.width)
        }
        return text.whole
    }

    var format: OutputFormat {
        get { renderer.format }
        set { renderer.format = newValue }
    }

    func begin(columns: [String], areChosen: Bool, at time: AccountTime) {
        renderer.begin(columns: columns, areChosen: areChosen, at: time)
    }
    func append(row: [Value]) { renderer.append(row: row) }
    func end() { renderer.end() }
    func abandon() { renderer.abandon() }
    func print(_ values: [Value], at time: AccountTime) { renderer.printValues(values, at: time) }
    func show(_ result: CommandResult, at time: AccountTime) { renderer.show(result, at: time) }
    func flush() {}

    func tell(_ notice: Notice) {
        switch notice {
        case .note(let note): text.write("note: \(note.visible())\n")
        case .warning(let warning, _): text.write("warning: \(warning.visible())\n")
        case .error(let diagnostic): text.write(diagnostic.text + "\n")
        }
    }
}

/// Keeps the beginning of a text.
private final class CappedText: TextSink {
    /// How much is kept, in bytes: more than anybody reads.
    private static let capacity = 1 << 16
    private var text = ""
    private var isCut = false

    var whole: String { isCut ? text + "…\n" : text }

    func write(_ piece: String) {
        if isCut { return }
        isCut = text.utf8.count + piece.utf8.count > Self.capacity
        if !isCut { text += piece }
    }

    func flush() {}
}
