import Sorting
import SystemCalls

/// The escapes of JSON strings (RFC 8259, 7), in the one form that segments use: `\"`, `\\`, `\n`, `\r`, `\t` and
/// `\u00xx` with lower-case digits for the other control characters; everything else is unchanged.
///
/// This form belongs to the format of segments. `JSONValue.bytes` has another for manifests and the log, and
/// `JSONString` escapes more, for reports that a terminal may show.
public enum JSONEscape {
    /// Whether any byte of the text must be escaped, as `UInt8.needsJSONEscape` says. Examines eight bytes at a time;
    /// the last word may overlap the one before.
    @inline(__always)
    static func isNeeded(in text: UnsafeRawBufferPointer) -> Bool {
        guard let start = text.baseAddress else { return false }
        let count = text.count
        guard count >= 8 else { return count > 0 && isNeeded(in: shortWord(start, count: count)) }
        var offset = 0
        while offset + 8 <= count {
            if isNeeded(in: start.loadUnaligned(fromByteOffset: offset, as: UInt64.self)) { return true }
            offset += 8
        }
        return isNeeded(in: start.loadUnaligned(fromByteOffset: count - 8, as: UInt64.self))
    }

    @inline(__always)
    private static func isNeeded(in word: UInt64) -> Bool {
        hasZero(word ^ 0x2222_2222_2222_2222) | hasZero(word ^ 0x5C5C_5C5C_5C5C_5C5C) | hasControl(word) != 0
    }

    /// One to seven bytes in a word, some of them twice.
    @inline(__always)
    private static func shortWord(_ start: UnsafeRawPointer, count: Int) -> UInt64 {
        if count >= 4 {
            let first = start.loadUnaligned(as: UInt32.self)
            let last = start.loadUnaligned(fromByteOffset: count - 4, as: UInt32.self)
            return UInt64(first) | UInt64(last) << 32
        }
        let first = UInt64(start.load(as: UInt8.self))
        let middle = UInt64(start.load(fromByteOffset: count / 2, as: UInt8.self))
        let last = UInt64(start.load(fromByteOffset: count - 1, as: UInt8.self))
        // The other bytes are spaces, which need no escape.
        return first | middle << 8 | last << 16 | 0x2020_2020_2000_0000
    }

    /// Non-zero if any byte is zero ("Bit Twiddling Hacks", S. E. Anderson: haszero).
    @inline(__always)
    private static func hasZero(_ word: UInt64) -> UInt64 {
        (word &- 0x0101_0101_0101_0101) & ~word & 0x8080_8080_8080_8080
    }

    /// Non-zero if any byte is below 0x20 (the same source: hasless).
    @inline(__always)
    private static func hasControl(_ word: UInt64) -> UInt64 {
        (word &- 0x2020_2020_2020_2020) & ~word & 0x8080_8080_8080_8080
    }

    static func appendEscaped(_ byte: UInt8, to buffer: inout ByteBuffer) {
        switch byte {
        case UInt8(ascii: "\""): buffer.append("\\\"")
        case UInt8(ascii: "\\"): buffer.append("\\\\")
        case UInt8(ascii: "\n"): buffer.append("\\n")
        case UInt8(ascii: "\r"): buffer.append("\\r")
        case UInt8(ascii: "\t"): buffer.append("\\t")
        case 0..<0x20:
            buffer.append("\\u00")
            buffer.append(hexDigit(byte >> 4))
            buffer.append(hexDigit(byte & 15))
        default: buffer.append(byte)
        }
    }

    /// Appends what the escape at the beginning of a text stands for, and returns the length of the escape, at least 1.
    static func appendUnescaped(_ text: UnsafeRawBufferPointer, to buffer: inout ByteBuffer) -> Int {
        let (byte, length) = unescaped(text)
        if let byte { buffer.append(byte) }
        return length
    }

    /// What the escape at the beginning of a text stands for, and the length of the escape, at least 1.
    ///
    /// - Parameter text: Not empty. An invalid escape has no byte, and is skipped.
    public static func unescaped(_ text: UnsafeRawBufferPointer) -> (byte: UInt8?, length: Int) {
        guard text.count >= 2 else { return (nil, text.count) }
        switch text[1] {
        case UInt8(ascii: "n"): return (UInt8(ascii: "\n"), 2)
        case UInt8(ascii: "r"): return (UInt8(ascii: "\r"), 2)
        case UInt8(ascii: "t"): return (UInt8(ascii: "\t"), 2)
        case UInt8(ascii: "u"):
            guard text.count >= 6, let value = text[2..<6].hexadecimalValue, let byte = UInt8(exactly: value) else {
                return (nil, text.count)
            }
            return (byte, 6)
        default: return (text[1], 2)
        }
    }

    private static func hexDigit(_ value: UInt8) -> UInt8 {
        value < 10 ? 0x30 + value : 0x61 + value - 10
    }
}
