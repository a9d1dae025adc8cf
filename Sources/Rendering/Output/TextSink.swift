/// Where output goes. A class, because the program and its renderers write to the same one.
public protocol TextSink: AnyObject {
    /// Takes text; it may be kept until `flush()`.
    func write(_ text: String)
    /// Hands on what was kept.
    func flush()
    /// Whether anybody still reads what is written.
    var wantsMore: Bool { get }
    /// A table follows.
    ///
    /// - Parameter headingLines: How many of its lines are worth seeing above every page of it.
    func beginTable(headingLines: Int)
}

extension TextSink {
    /// True: what has no reader that can go is always read.
    public var wantsMore: Bool { true }

    /// Does nothing: only what turns pages has a use for it.
    public func beginTable(headingLines: Int) {}
}

/// Collects output as text, for tests and for parts that are laid out before they are written.
public final class StringSink: TextSink {
    /// All that was written.
    public private(set) var text = ""

    /// A sink that has got nothing yet.
    public init() {}

    public func write(_ text: String) {
        self.text += text
    }

    public func flush() {}
}

/// A sink as what writes to any text stream wants it.
struct SinkStream: TextOutputStream {
    private let sink: any TextSink

    init(_ sink: any TextSink) {
        self.sink = sink
    }

    func write(_ text: String) {
        sink.write(text)
    }
}

/// Writes lines to another sink, each after some spaces unless it is empty.
final class IndentedSink: TextSink {
    private let base: any TextSink
    private let indentation: String

    init(_ base: any TextSink, by blanks: Int) {
        self.base = base
        indentation = String(repeating: " ", count: blanks)
    }

    var wantsMore: Bool { base.wantsMore }

    /// - Precondition: `text` is one line with its end.
    func write(_ text: String) {
        base.write(text == "\n" ? text : indentation + text)
    }

    func flush() { base.flush() }
}
