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
    public var wantsMore: Bool { true }
}

/// Collects output as text, for tests and for parts that are laid out before they are written.
public final class StringSink: TextSink {
    public private(set) var text = ""

    public init() {}

    public func write(_ text: String) {
        self.text += text
    }

    public func flush() {}
}
