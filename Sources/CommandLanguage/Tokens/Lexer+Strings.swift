extension Lexer {
    /// Reads `'…'`, in which everything is literal.
    mutating func readSingleQuoted() {
        let start = position
        position += 1
        var text: [UInt8] = []
        while position < bytes.count, bytes[position] != Ascii.singleQuote { takeLiteral(into: &text) }
        var builder = StringBuilder()
        builder.text = text
        finishString(builder, from: start, isSound: true)
    }

    /// Reads `"…"` with its escapes and interpolations.
    mutating func readDoubleQuoted() {
        let start = position
        position += 1
        var builder = StringBuilder()
        var isSound = true
        while position < bytes.count, bytes[position] != Ascii.doubleQuote {
            switch bytes[position] {
            case Ascii.backslash: isSound = readEscape(into: &builder) && isSound
            case Ascii.dollar: isSound = readInterpolation(into: &builder) && isSound
            default: takeLiteral(into: &builder.text)
            }
        }
        finishString(builder, from: start, isSound: isSound)
    }

    /// Takes one byte; a line end of two bytes becomes a single line feed.
    private mutating func takeLiteral(into text: inout [UInt8]) {
        if bytes[position] == Ascii.carriageReturn, peek(1) == Ascii.newline { position += 1 }
        text.append(bytes[position])
        position += 1
    }

    private mutating func finishString(_ builder: StringBuilder, from start: Int, isSound: Bool) {
        strings.append(builder.parts)
        guard position < bytes.count else {
            open.insert(.string)
            openQuote = bytes[start]
            let quote: Character = bytes[start] == Ascii.doubleQuote ? "\"" : "'"
            report(
                .unclosedText(quote: quote, straight: TypographicQuotes.closing(beginningOfLine(at: start))),
                SourceRange(start, start + 1))
            append(.invalid, from: start)
            return
        }
        position += 1
        append(isSound ? .string : .invalid, from: start, payload: strings.count - 1)
    }

    /// Reads an escape. If it is not one, reports that and returns false.
    private mutating func readEscape(into builder: inout StringBuilder) -> Bool {
        let start = position
        position = min(start + 2, bytes.count)
        guard start + 1 < bytes.count else { return true }
        switch bytes[start + 1] {
        case Ascii.doubleQuote, Ascii.backslash, Ascii.dollar: builder.text.append(bytes[start + 1])
        case UInt8(ascii: "n"): builder.text.append(Ascii.newline)
        case UInt8(ascii: "t"): builder.text.append(Ascii.tab)
        case UInt8(ascii: "r"): builder.text.append(Ascii.carriageReturn)
        case UInt8(ascii: "u"): return readUnicodeEscape(from: start, into: &builder)
        case Ascii.newline: break
        case Ascii.carriageReturn where peek() == Ascii.newline: position += 1
        default:
            while position < bytes.count, bytes[position] & 0xC0 == 0x80 { position += 1 }
            let range = SourceRange(start, position)
            report(.unknownEscape(source.text(range)), range)
            return false
        }
        return true
    }

    /// The first number after those of all characters.
    private static let noCharacter: UInt32 = 0x11_0000

    /// Reads the rest of `\u{HEX}`.
    private mutating func readUnicodeEscape(from start: Int, into builder: inout StringBuilder) -> Bool {
        var value: UInt32 = 0
        var digits = 0
        if peek() == Ascii.leftBrace {
            position += 1
            while let digit = Character(Unicode.Scalar(peek())).hexDigitValue {
                // Any number of zeros may come first. What is greater than every character stays so.
                value = min(value, Self.noCharacter) * 16 + UInt32(digit)
                digits += 1
                position += 1
            }
        }
        if digits > 0, peek() == Ascii.rightBrace, let scalar = Unicode.Scalar(value) {
            position += 1
            builder.text.append(contentsOf: Character(scalar).utf8)
            return true
        }
        if peek() == Ascii.rightBrace { position += 1 }
        let range = SourceRange(start, position)
        report(.invalidCharacterNumber(source.text(range)), range)
        return false
    }

    /// Reads `$name`, `$name.member`, `${name}` or `${name.member}`; before anything else, a `$` stands for itself.
    private mutating func readInterpolation(into builder: inout StringBuilder) -> Bool {
        let start = position
        if peek(1) == Ascii.leftBrace { return readBracedInterpolation(into: &builder) }
        guard var end = endOfIdentifier(from: start + 1) else {
            takeLiteral(into: &builder.text)
            return true
        }
        if end < bytes.count, bytes[end] == Ascii.dot, let next = endOfIdentifier(from: end + 1) { end = next }
        position = end
        let name = SourceRange(start + 1, end)
        builder.append(Self.variable(named: name, of: source, in: SourceRange(start, end)))
        return true
    }

    private mutating func readBracedInterpolation(into builder: inout StringBuilder) -> Bool {
        let start = position
        var end = start + 2
        while end < bytes.count, Self.isWordByte(bytes[end]) { end += 1 }
        let name = SourceRange(start + 2, end)
        let isClosed = end < bytes.count && bytes[end] == Ascii.rightBrace
        position = isClosed ? end + 1 : end
        let whole = SourceRange(start, position)
        if isClosed, let variable = Self.variable(named: name, of: source, in: whole) {
            builder.append(variable)
            return true
        }
        report(.invalidInterpolation(source.text(whole)), whole)
        return false
    }
}

/// Collects the parts of a string.
private struct StringBuilder {
    var text: [UInt8] = []
    private var finished: [StringPart] = []

    init() {}

    mutating func append(_ variable: Variable?) {
        guard let variable else { return }
        flush()
        finished.append(.variable(variable))
    }

    var parts: [StringPart] {
        var copy = self
        copy.flush()
        return copy.finished
    }

    private mutating func flush() {
        guard !text.isEmpty else { return }
        finished.append(.text(String(decoding: text, as: UTF8.self)))
        text = []
    }
}
