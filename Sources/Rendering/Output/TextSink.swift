/// Where output goes. A class, because the program and its renderers write to the same one.
public protocol TextSink: AnyObject {
    /// Takes text; it may be kept until `flush()`.
    func write(_ text: String)
    /// Hands on what was kept.
    func flush()
    /// Whether anybody still reads what is written.
    var wantsMore: Bool { get }
}

extension TextSink {
    /// True: what has no reader that can go is always read.
    public var wantsMore: Bool { true }
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
