import CommandLanguage
import Interpreter
import Recipients
import Rendering

/// Collects output as text.
final class StringSink: TextSink {
    /// All that was written.
    private(set) var text = ""

    func write(_ text: String) {
        self.text += text
    }

    func flush() {}
}

/// What a renderer in this format writes.
func output(
    _ format: OutputFormat,
    width: Int? = nil,
    colour: Bool = false,
    _ body: (inout ResultRenderer) -> Void
) -> String {
    let sink = StringSink()
    var renderer = ResultRenderer(
        format: format, sink: sink, width: width, style: colour ? Style(palette: .standard) : .plain)
    body(&renderer)
    return sink.text
}

/// What a whole query looks like in this format.
func query(_ format: OutputFormat, width: Int? = nil, colour: Bool = false, _ rows: Rows) -> String {
    output(format, width: width, colour: colour) { renderer in
        renderer.begin(columns: rows.columns)
        for row in rows { renderer.append(row: row) }
        renderer.end()
    }
}

/// Results at a time that does not matter, in UTC.
extension ResultRenderer {
    mutating func begin(columns: [String]) { begin(columns: columns, at: .sample) }
    func show(_ result: CommandResult) { show(result, at: .sample) }
    func printValues(_ values: [Value]) { printValues(values, at: .sample) }
}

extension AccountTime {
    /// In UTC.
    static let sample = AccountTime(now: Instant("2026-01-28") ?? .earliest, zone: .utc)
}
