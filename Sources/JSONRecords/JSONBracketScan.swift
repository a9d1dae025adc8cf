internal import CProcessor

/// Looks for the bracket that closes an object, 64 bytes at a time where there is no backslash.
struct JSONBracketScan {
    /// How far the text has been examined, in bytes.
    private(set) var offset = 0
    /// How many line ends have been seen outside strings.
    private(set) var lines = 0
    private var depth = 0
    private var isInText = false

    /// Continues where it stopped, in a text that has become longer; true once the object has ended, `offset` then
    /// being just past its bracket.
    @inline(__always)
    mutating func scan(_ text: UnsafeRawBufferPointer) -> Bool {
        guard let start = text.baseAddress else { return false }
        while offset < text.count {
            if text.count - offset >= 64, cbs_bits_equal(start + offset, UInt8(ascii: "\\")) == 0 {
                if scanBlock(start + offset) { return true }
            } else {
                let end = min(offset + 64, text.count)
                let before = offset
                if scanBytes(text, upTo: end) { return true }
                // The escaped character has not been read yet.
                if offset == before { return false }
            }
        }
        return false
    }

    /// Examines 64 bytes without a backslash.
    @inline(__always)
    private mutating func scanBlock(_ block: UnsafeRawPointer) -> Bool {
        // All ones from each quote to the next: the bytes of strings.
        var texts = cbs_bits_equal(block, UInt8(ascii: "\""))
        texts ^= texts << 1
        texts ^= texts << 2
        texts ^= texts << 4
        texts ^= texts << 8
        texts ^= texts << 16
        texts ^= texts << 32
        if isInText { texts = ~texts }
        var brackets = cbs_bits_brackets(block) & ~texts
        while brackets != 0 {
            let place = brackets.trailingZeroBitCount
            brackets &= brackets &- 1
            if take(block.load(fromByteOffset: place, as: UInt8.self)) {
                offset += place + 1
                return true
            }
        }
        isInText = texts >> 63 != 0
        offset += 64
        return false
    }

    /// Examines bytes one by one. Stops before a backslash whose next byte has not been read yet.
    private mutating func scanBytes(_ text: UnsafeRawBufferPointer, upTo end: Int) -> Bool {
        while offset < end {
            let byte = text[offset]
            if isInText {
                if byte == UInt8(ascii: "\\") {
                    if offset + 1 == text.count { return false }
                    offset += 1
                } else if byte == UInt8(ascii: "\"") {
                    isInText = false
                }
            } else if byte == UInt8(ascii: "\"") {
                isInText = true
            } else if take(byte) {
                offset += 1
                return true
            }
            offset += 1
        }
        return false
    }

    /// Counts a byte outside strings; true if it closes the object.
    @inline(__always)
    private mutating func take(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "{"), UInt8(ascii: "["): depth += 1
        case UInt8(ascii: "}"), UInt8(ascii: "]"):
            depth -= 1
            return depth == 0
        case 0x0A: lines += 1
        default: break
        }
        return false
    }
}
