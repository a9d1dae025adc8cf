import CommandLanguage
import Interpreter
import Recipients
import Rendering

/// What the statements of a scenario print, as text for people. Only the beginning of a very long text is kept.
final class ScenarioTranscript: ScenarioSink {
    private var text: CappedText
    private var renderer: ResultRenderer
    private let extent: Extent

    /// How much is kept.
    enum Extent {
        /// More than anybody reads; as much as a here-document can hold.
        case excerpt, all

        var bytes: Int {
            switch self {
            case .excerpt: 1 << 16
            case .all: Source.maximumBytes
            }
        }
    }

    /// The columns into which tables must fit, whatever the window.
    private static let width = 100

    /// - Parameter extent: How much is kept.
    init(_ extent: Extent) {
        self.extent = extent
        text = CappedText(capacity: extent.bytes)
        renderer = ResultRenderer(format: .table, sink: text, width: Self.width)
    }

    let failure: Failure? = nil

    func takeText() -> KeptText {
        defer {
            text = CappedText(capacity: extent.bytes)
            renderer = ResultRenderer(format: format, sink: text, width: Self.width)
        }
        return text.kept
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
        case .note(let note): text.write("note: \(note.plain.visible())\n")
        case .warning(let warning, _): text.write("warning: \(warning.plain.visible())\n")
        case .error(let diagnostic): text.write(diagnostic.text + "\n")
        }
    }
}

/// Keeps the beginning of a text.
private final class CappedText: TextSink {
    private(set) var kept = KeptText("")
    private let capacity: Int

    /// - Parameter capacity: How much is kept, in bytes.
    init(capacity: Int) {
        self.capacity = capacity
    }

    func write(_ piece: String) {
        if kept.isCut { return }
        kept.isCut = kept.beginning.utf8.count + piece.utf8.count > capacity
        if !kept.isCut { kept.beginning += piece }
    }

    func flush() {}
}
