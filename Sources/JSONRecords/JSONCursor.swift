internal import CProcessor

/// A position in the text of one JSON value, which is checked as it is read.
struct JSONCursor {
    let text: UnsafeRawBufferPointer
    private(set) var position: Int

    /// How deeply values may be nested.
    static let maximumDepth = 100

    init(_ text: UnsafeRawBufferPointer, at position: Int = 0) {
        self.text = text
        self.position = position
    }

    /// The next byte; 0, which JSON never contains, at the end.
    @inline(__always)
    var byte: UInt8 {
        // In bounds: compared just before.
        position < text.count
            ? text.baseAddress.unsafelyUnwrapped.load(fromByteOffset: position, as: UInt8.self) : 0
    }

    func defect(_ reason: JSONProblem.Reason) -> JSONDefect { JSONDefect(reason: reason, offset: position) }

    /// What has not been read.
    @inline(__always)
    var rest: UnsafeRawBufferPointer { UnsafeRawBufferPointer(rebasing: text[position...]) }

    /// Skips bytes that have been examined.
    @inline(__always)
    mutating func skip(_ count: Int = 1) { position += count }

    @inline(__always)
    mutating func skipWhiteSpace() {
        while true {
            switch byte {
            case 0x20, 0x0A, 0x0D, 0x09: position += 1
            default: return
            }
        }
    }

    @inline(__always)
    mutating func accept(_ expected: Unicode.Scalar) -> Bool {
        guard byte == UInt8(truncatingIfNeeded: expected.value) else { return false }
        position += 1
        return true
    }

    /// Reads a string; returns the range between its quotes, and whether it contains escapes.
    @inline(__always)
    mutating func expectString() throws(JSONDefect) -> (content: Range<Int>, hasEscapes: Bool) {
        guard accept("\"") else { throw defect(.expectedText) }
        let start = position
        var hasEscapes = false
        while position < text.count {
            skipPlain()
            // The plain bytes may end where the text does.
            if position == text.count { break }
            switch byte {
            case UInt8(ascii: "\""):
                position += 1
                return (start..<position - 1, hasEscapes)
            case UInt8(ascii: "\\"):
                hasEscapes = true
                position += 2
            case 0..<0x20: throw defect(.controlCharacter)
            default: position += 1
            }
        }
        throw JSONDefect(reason: .quoteUnclosed, offset: start - 1)
    }

    /// Skips bytes of a string that are neither quotes, backslashes nor control characters, sixteen at a time while
    /// there are as many.
    @inline(__always)
    private mutating func skipPlain() {
        while position + 16 <= text.count {
            let bits = cbs_bits_text_end(text.baseAddress.unsafelyUnwrapped + position)
            guard bits == 0 else {
                position += bits.trailingZeroBitCount
                return
            }
            position += 16
        }
    }

    /// Reads any value and returns its range; that of a string is without its quotes.
    @inline(__always)
    mutating func expectValue(depth: Int) throws(JSONDefect) -> (kind: JSONKind, range: Range<Int>) {
        guard byte == UInt8(ascii: "\"") else { return try expectOther(depth: depth) }
        let string = try expectString()
        return (string.hasEscapes ? .escapedText : .text, string.content)
    }

    /// Reads any value but a string.
    @inline(never)
    private mutating func expectOther(depth: Int) throws(JSONDefect) -> (kind: JSONKind, range: Range<Int>) {
        let start = position
        switch byte {
        case UInt8(ascii: "{"), UInt8(ascii: "["):
            try skipContainer(depth: depth)
            return (.nested, start..<position)
        case UInt8(ascii: "t"): return try literal("true", .word)
        case UInt8(ascii: "f"): return try literal("false", .word)
        case UInt8(ascii: "n"): return try literal("null", .null)
        default:
            try skipNumber()
            return (.word, start..<position)
        }
    }

    private mutating func literal(_ word: StaticString, _ kind: JSONKind) throws(JSONDefect) -> (JSONKind, Range<Int>) {
        let start = position
        for index in 0..<word.utf8CodeUnitCount {
            guard byte == word.utf8Start[index] else { throw JSONDefect(reason: .expectedValue, offset: start) }
            position += 1
        }
        return (kind, start..<position)
    }

    private mutating func skipNumber() throws(JSONDefect) {
        let start = position
        func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }
        func digits(_ cursor: inout JSONCursor) throws(JSONDefect) {
            guard isDigit(cursor.byte) else { throw JSONDefect(reason: .expectedValue, offset: start) }
            while isDigit(cursor.byte) { cursor.position += 1 }
        }
        _ = accept("-")
        if accept("0") {
            if isDigit(byte) { throw JSONDefect(reason: .leadingZero, offset: start) }
        } else {
            try digits(&self)
        }
        if accept(".") { try digits(&self) }
        if accept("e") || accept("E") {
            _ = accept("+") || accept("-")
            try digits(&self)
        }
    }

    /// Skips an object or an array.
    private mutating func skipContainer(depth: Int) throws(JSONDefect) {
        guard depth < Self.maximumDepth else { throw defect(.tooDeep(levels: Self.maximumDepth)) }
        let isObject = byte == UInt8(ascii: "{")
        let close: Unicode.Scalar = isObject ? "}" : "]"
        position += 1
        skipWhiteSpace()
        if accept(close) { return }
        while true {
            if isObject {
                let key = try expectString()
                try checkEscapes(key.content, key.hasEscapes)
                try expectColon()
            }
            let value = try expectValue(depth: depth + 1)
            try checkEscapes(value.range, value.kind == .escapedText)
            skipWhiteSpace()
            if accept(close) { return }
            guard accept(",") else { throw defect(.missingComma(or: close)) }
            skipWhiteSpace()
        }
    }

    /// Checks the escapes of a string that is kept as it is, within a nested value.
    private func checkEscapes(_ content: Range<Int>, _ hasEscapes: Bool) throws(JSONDefect) {
        guard hasEscapes else { return }
        var unescaped: [UInt8] = []
        do throws(JSONDefect) {
            try JSONTextDecoding.unescape(UnsafeRawBufferPointer(rebasing: text[content]), into: &unescaped)
        } catch {
            throw JSONDefect(reason: error.reason, offset: content.lowerBound + error.offset)
        }
    }

    @inline(__always)
    mutating func expectColon() throws(JSONDefect) {
        skipWhiteSpace()
        guard accept(":") else { throw defect(.missingColon) }
        skipWhiteSpace()
    }
}

/// The kind of a value, as far as it matters to a cell.
enum JSONKind {
    case text, escapedText
    /// A number, `true` or `false`, which are written as they are.
    case word
    case null
    /// An object or an array.
    case nested
}
