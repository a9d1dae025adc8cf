/// White space of every kind: of ASCII, of Unicode with its non-breaking spaces, and characters without any width.
///
/// White space around an unquoted cell is not part of it, and a value of nothing but white space counts as empty.
public enum WhiteSpace {
    /// The text without the white space around it.
    public static func trimmed(_ text: UnsafeRawBufferPointer) -> UnsafeRawBufferPointer {
        guard let base = text.baseAddress else { return text }
        var start = 0
        var end = text.count
        while case let length = leading(base + start, end - start), length > 0 { start += length }
        while case let length = trailing(base + start, end - start), length > 0 { end -= length }
        return UnsafeRawBufferPointer(rebasing: text[start..<end])
    }

    /// Whether a text holds nothing but white space; an empty one does.
    @inlinable
    public static func areAll(of text: UnsafeRawBufferPointer) -> Bool {
        guard let first = text.first else { return true }
        return mayBe(first) && trimmed(text).isEmpty
    }

    /// Whether a text holds nothing but white space; an empty one does.
    public static func areAll(of text: String) -> Bool {
        var text = text
        return text.withUTF8 { areAll(of: UnsafeRawBufferPointer($0)) }
    }

    /// Whether a text begins or ends with white space.
    @inline(__always)
    static func surround(_ text: UnsafeRawBufferPointer) -> Bool {
        guard let base = text.baseAddress, let first = text.first, let last = text.last, mayBe(first) || mayBe(last)
        else { return false }
        return leading(base, text.count) > 0 || trailing(base, text.count) > 0
    }

    /// Whether a byte may be part of a white space character: ASCII white space, a control character, or a byte beyond
    /// ASCII.
    @inlinable
    static func mayBe(_ byte: UInt8) -> Bool {
        Int8(bitPattern: byte) <= 0x20
    }

    /// The length in bytes of the white space character that a text begins with; 0 for none.
    @inline(__always)
    static func leading(_ text: UnsafeRawPointer, _ count: Int) -> Int {
        guard count > 0, case let first = text.load(as: UInt8.self), mayBe(first) else { return 0 }
        return length(text, first, count)
    }

    private static func length(_ text: UnsafeRawPointer, _ first: UInt8, _ count: Int) -> Int {
        if first == 0x20 || (0x09...0x0D).contains(first) { return 1 }
        guard first >= 0xC2, count > 1 else { return 0 }
        let second = text.load(fromByteOffset: 1, as: UInt8.self)
        // Next line and the non-breaking space.
        if first == 0xC2 { return second == 0x85 || second == 0xA0 ? 2 : 0 }
        guard count > 2 else { return 0 }
        let third = text.load(fromByteOffset: 2, as: UInt8.self)
        switch (first, second, third) {
        // U+1680; U+2000 to U+200B, the line and paragraph separators, U+202F; U+205F, U+2060; U+3000; U+FEFF.
        case (0xE1, 0x9A, 0x80), (0xE2, 0x80, 0x80...0x8B), (0xE2, 0x80, 0xA8...0xA9), (0xE2, 0x80, 0xAF),
            (0xE2, 0x81, 0x9F...0xA0), (0xE3, 0x80, 0x80), (0xEF, 0xBB, 0xBF):
            return 3
        default: return 0
        }
    }

    /// The length in bytes of the white space character that a text ends with; 0 for none.
    private static func trailing(_ text: UnsafeRawPointer, _ count: Int) -> Int {
        for width in 1...3 where width <= count && leading(text + (count - width), width) == width { return width }
        return 0
    }
}
