extension Lexer {
    /// Whether a line, or the source, ends at an offset.
    func isLineEnd(at offset: Int) -> Bool {
        guard offset < bytes.count else { return true }
        if bytes[offset] == Ascii.newline { return true }
        return bytes[offset] == Ascii.carriageReturn && offset + 1 < bytes.count && bytes[offset + 1] == Ascii.newline
    }

    /// The rest of the line at an offset, or the beginning of a long one: enough for a guess at what was meant, while
    /// many guesses on a line of megabytes stay quick.
    func beginningOfLine(at start: Int) -> String {
        let limit = 1000
        var end = start
        while !isLineEnd(at: end), end - start < limit { end += 1 }
        while end > start, end < bytes.count, bytes[end] & 0xC0 == 0x80 { end -= 1 }
        return source.text(SourceRange(start, end))
    }

    /// The end of the word that begins at an offset.
    func endOfWord(from start: Int) -> Int {
        var end = start
        while end < bytes.count {
            let byte = bytes[end]
            guard Self.isWordByte(byte) else { break }
            if byte >= 0x80, unicodeSpaceLength(at: end) > 0 { break }
            if byte == Ascii.backslash, isLineEnd(at: end + 1) { break }
            end += 1
        }
        return end
    }

    /// Whether a byte may be part of a word; of characters beyond ASCII, only white space may not.
    static func isWordByte(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x09...0x0D, Ascii.space, Ascii.doubleQuote, Ascii.singleQuote, Ascii.dollar,
            UInt8(ascii: ";"), Ascii.leftBrace, Ascii.rightBrace, UInt8(ascii: "("), UInt8(ascii: ")"),
            UInt8(ascii: ","), UInt8(ascii: "="), UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "!"):
            false
        default: true
        }
    }

    /// The length in bytes of the white space character beyond ASCII at an offset; 0 if there is none.
    func unicodeSpaceLength(at offset: Int) -> Int {
        // The characters with the property White_Space: U+0085, U+00A0, U+1680, U+2000…U+200A, U+2028, U+2029,
        // U+202F, U+205F and U+3000 (Unicode 15, PropList.txt).
        guard bytes[offset] >= 0xC2, offset + 1 < bytes.count else { return 0 }
        let second = bytes[offset + 1]
        if bytes[offset] == 0xC2 { return second == 0x85 || second == 0xA0 ? 2 : 0 }
        guard offset + 2 < bytes.count else { return 0 }
        let third = bytes[offset + 2]
        switch (bytes[offset], second, third) {
        case (0xE1, 0x9A, 0x80), (0xE2, 0x80, 0x80...0x8A), (0xE2, 0x80, 0xA8...0xA9), (0xE2, 0x80, 0xAF),
            (0xE2, 0x81, 0x9F), (0xE3, 0x80, 0x80):
            return 3
        default: return 0
        }
    }

    /// The end of the identifier that begins at an offset; nil if none does.
    func endOfIdentifier(from start: Int) -> Int? {
        var end = start
        while end < bytes.count {
            let byte = bytes[end]
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "_"):
                end += 1
            case UInt8(ascii: "0")...UInt8(ascii: "9"):
                if end == start { return nil }
                end += 1
            case 0x80...:
                guard let scalar = scalar(at: end), Identifier.holds(scalar, first: end == start) else {
                    return end > start ? end : nil
                }
                end += UTF8.width(scalar)
            default: return end > start ? end : nil
            }
        }
        return end > start ? end : nil
    }

    /// The character that begins at an offset.
    private func scalar(at offset: Int) -> Unicode.Scalar? {
        String(decoding: bytes[offset..<min(offset + 4, bytes.count)], as: UTF8.self).unicodeScalars.first
    }
}
