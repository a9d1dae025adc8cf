/// Decodes strings of JSON values for cells.
enum JSONTextDecoding {
    /// What happens to an escaped half of a surrogate pair, which is not a character.
    enum Halves {
        case refused
        /// With U+FFFD.
        case replaced
    }

    /// The text that a string with escapes stands for (RFC 8259, 7).
    static func unescape(
        _ content: UnsafeRawBufferPointer,
        into output: inout [UInt8],
        halves: Halves = .refused
    ) throws(JSONDefect) {
        output.removeAll(keepingCapacity: true)
        var index = 0
        while index < content.count {
            let byte = content[index]
            guard byte == UInt8(ascii: "\\") else {
                output.append(byte)
                index += 1
                continue
            }
            guard index + 1 < content.count else {
                throw JSONDefect(reason: .escapeCutOff, offset: index)
            }
            switch content[index + 1] {
            case UInt8(ascii: "n"): output.append(0x0A)
            case UInt8(ascii: "r"): output.append(0x0D)
            case UInt8(ascii: "t"): output.append(0x09)
            case UInt8(ascii: "b"): output.append(0x08)
            case UInt8(ascii: "f"): output.append(0x0C)
            case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): output.append(content[index + 1])
            case UInt8(ascii: "u"):
                let (scalar, length) = try scalar(at: index, of: content, halves)
                output.append(contentsOf: UTF8.encode(scalar).map { Array($0) } ?? [])
                index += length
                continue
            default: throw JSONDefect(reason: .unknownEscape, offset: index)
            }
            index += 2
        }
    }

    /// The scalar of a `\uXXXX`, or of two that are a surrogate pair, and the length of the escape in bytes.
    private static func scalar(
        at index: Int,
        of content: UnsafeRawBufferPointer,
        _ halves: Halves
    ) throws(JSONDefect) -> (Unicode.Scalar, Int) {
        let first = try unit(at: index, of: content)
        if let scalar = Unicode.Scalar(first) { return (scalar, 6) }
        if first < 0xDC00, index + 7 < content.count, content[index + 6] == UInt8(ascii: "\\"),
            content[index + 7] == UInt8(ascii: "u")
        {
            let second = try unit(at: index + 6, of: content)
            if (0xDC00..<0xE000).contains(second),
                let scalar = Unicode.Scalar(0x10000 + (UInt32(first) - 0xD800) << 10 + (UInt32(second) - 0xDC00))
            {
                return (scalar, 12)
            }
        }
        if halves == .replaced { return ("\u{FFFD}", 6) }
        throw JSONDefect(reason: .halfSurrogate, offset: index)
    }

    private static func unit(at index: Int, of content: UnsafeRawBufferPointer) throws(JSONDefect) -> UInt16 {
        guard index + 6 <= content.count else {
            throw JSONDefect(reason: .escapeCutOff, offset: index)
        }
        var value: UInt16 = 0
        for byte in content[index + 2..<index + 6] {
            let digit: UInt8
            switch byte {
            case 0x30...0x39: digit = byte - 0x30
            case 0x41...0x46: digit = byte - 0x41 + 10
            case 0x61...0x66: digit = byte - 0x61 + 10
            default: throw JSONDefect(reason: .escapeWithoutDigits, offset: index)
            }
            value = value << 4 | UInt16(digit)
        }
        return value
    }

    /// A value without the white space between its parts.
    static func compact(_ value: UnsafeRawBufferPointer, into output: inout [UInt8]) {
        output.removeAll(keepingCapacity: true)
        var isInText = false
        var isEscaped = false
        for byte in value {
            if isInText {
                output.append(byte)
                if isEscaped {
                    isEscaped = false
                } else if byte == UInt8(ascii: "\\") {
                    isEscaped = true
                } else if byte == UInt8(ascii: "\"") {
                    isInText = false
                }
            } else if byte > 0x20 {
                output.append(byte)
                isInText = byte == UInt8(ascii: "\"")
            }
        }
    }
}
