extension Sequence<UInt8> {
    /// The number that these hexadecimal digits stand for; nil if there are none or more than sixteen, and for anything
    /// else, such as a sign, which the initialisers of integers accept.
    ///
    /// Inlinable, so that each caller has it for its own kind of bytes: the start of the program reads checksums, and
    /// looking up conformances took a fiftieth of its instructions.
    @inlinable
    package var hexadecimalValue: UInt64? {
        var (value, count) = (UInt64(0), 0)
        for byte in self {
            guard let digit = byte.hexadecimalDigit, count < 16 else { return nil }
            value = value << 4 | UInt64(digit)
            count += 1
        }
        return count > 0 ? value : nil
    }
}

extension UInt8 {
    /// The value of a hexadecimal digit, upper or lower case, in ASCII.
    @usableFromInline
    package var hexadecimalDigit: UInt8? {
        switch self {
        case 0x30...0x39: self - 0x30
        case 0x41...0x46: self - 0x41 + 10
        case 0x61...0x66: self - 0x61 + 10
        default: nil
        }
    }

    /// Whether JSON must escape this byte of a text in UTF-8: controls, `"` and `\` (RFC 8259, section 7).
    ///
    /// Three encoders ask this: `JSONValue.bytes`, `JSONEscape` of the segments, and `JSONString` of the reports. Each
    /// has its own loop, and its doc comment says what it makes of such a byte.
    @inlinable
    package var needsJSONEscape: Bool {
        self < 0x20 || self == UInt8(ascii: "\"") || self == UInt8(ascii: "\\")
    }
}

extension UInt64 {
    /// The number in 16 hexadecimal digits, those beyond nine in lower case.
    package var hexadecimalDigits: String {
        let digits = String(self, radix: 16)
        return String(repeating: "0", count: 16 - digits.count) + digits
    }

    /// Reads what `hexadecimalDigits` gives, and nothing else.
    @inlinable
    package init?(hexadecimalDigits text: some StringProtocol) {
        let digits = text.utf8
        let isUpperCase = digits.contains { (0x41...0x46).contains($0) }
        guard digits.count == 16, !isUpperCase, let value = digits.hexadecimalValue else { return nil }
        self = value
    }
}

extension UnsafeRawBufferPointer {
    /// The index of the first occurrence of an ASCII text; nil if it does not occur.
    package func firstIndex(of text: StaticString) -> Int? {
        let length = text.utf8CodeUnitCount
        guard let start = baseAddress else { return nil }
        var place = 0
        while place + length <= count,
            let found = memchr(start + place, Int32(text.utf8Start[0]), count - length + 1 - place)
        {
            if memcmp(found, text.utf8Start, length) == 0 { return UnsafeRawPointer(found) - start }
            place = UnsafeRawPointer(found) - start + 1
        }
        return nil
    }
}
