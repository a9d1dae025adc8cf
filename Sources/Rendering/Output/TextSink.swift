/// Where output goes. A class, since the program and its renderers share it.
public protocol TextSink: AnyObject {
    /// Takes text, which may be buffered until `flush()`.
    func write(_ text: String)
    /// Writes what has been buffered.
    func flush()
    /// Whether output is still read and wanted.
    var wantsMore: Bool { get }
    /// Announces that a table follows.
    ///
    /// - Parameter headingLines: How many of its lines are worth repeating at the top of every page.
    func beginTable(headingLines: Int)
}

extension TextSink {
    /// True: this kind of sink always has a reader.
    public var wantsMore: Bool { true }

    /// Does nothing: only a pager needs to know.
    public func beginTable(headingLines: Int) {}
}

/// Adapts a sink to what writes to a text stream.
struct SinkStream: TextOutputStream {
    private let sink: any TextSink

    init(_ sink: any TextSink) {
        self.sink = sink
    }

    func write(_ text: String) {
        sink.write(text)
    }
}

/// Writes lines to another sink, indented unless they are empty.
final class IndentedSink: TextSink {
    private let base: any TextSink
    private let indentation: String

    init(_ base: any TextSink, by spaces: Int) {
        self.base = base
        indentation = String(repeating: " ", count: spaces)
    }

    var wantsMore: Bool { base.wantsMore }

    /// - Precondition: `text` is one line, with its end.
    func write(_ text: String) {
        base.write(text == "\n" ? text : indentation + text)
    }

    func flush() { base.flush() }
}
