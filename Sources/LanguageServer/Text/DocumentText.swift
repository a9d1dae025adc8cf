import CommandLanguage

/// The text of a document and its lines. Lines end with `\n`, `\r\n` or `\r`, as in the protocol.
struct DocumentText {
    let bytes: [UInt8]
    let encoding: PositionEncoding
    /// The offsets at which lines begin; there is always at least one.
    private let lineStarts: [Int]

    /// - Parameter bytes: Valid UTF-8.
    init(_ bytes: [UInt8], _ encoding: PositionEncoding) {
        self.bytes = bytes
        self.encoding = encoding
        var starts = [0]
        for (offset, byte) in bytes.enumerated() {
            switch byte {
            case UInt8(ascii: "\n"): starts.append(offset + 1)
            case UInt8(ascii: "\r") where offset + 1 == bytes.count || bytes[offset + 1] != UInt8(ascii: "\n"):
                starts.append(offset + 1)
            default: break
            }
        }
        lineStarts = starts
    }

    var lineCount: Int { lineStarts.count }

    /// The offset of a position. A position after the end of a line counts as that end, one after the last line as the
    /// end of the text, and one within a character as the beginning of that character.
    func offset(of position: TextPosition) -> Int {
        guard position.line >= 0 else { return 0 }
        guard position.line < lineStarts.count else { return bytes.count }
        let end = lineEnd(position.line)
        var offset = lineStarts[position.line]
        var units = 0
        while offset < end {
            units += encoding.width(bytes[offset])
            if units > position.character { return offset }
            offset += PositionEncoding.length(bytes[offset])
        }
        return end
    }

    /// The position of an offset; within a line end, that of the end of the line.
    func position(of offset: Int) -> TextPosition {
        let offset = min(max(0, offset), bytes.count)
        let line = lineIndex(at: offset)
        var units = 0
        var index = lineStarts[line]
        let end = min(offset, lineEnd(line))
        while index < end {
            units += encoding.width(bytes[index])
            index += PositionEncoding.length(bytes[index])
        }
        return TextPosition(line: line, character: units)
    }

    /// The text with a part of it replaced.
    func replacing(_ range: Range<TextPosition>, with text: String) -> DocumentText {
        let (lower, upper) = (offset(of: range.lowerBound), offset(of: range.upperBound))
        var bytes = bytes
        bytes.replaceSubrange(lower..<max(lower, upper), with: text.utf8)
        return DocumentText(bytes, encoding)
    }

    /// The offset at which a line begins.
    func lineStart(_ line: Int) -> Int { lineStarts[line] }

    private func lineIndex(at offset: Int) -> Int {
        var low = 0
        var high = lineStarts.count
        while high - low > 1 {
            let middle = (low + high) / 2
            if lineStarts[middle] <= offset { low = middle } else { high = middle }
        }
        return low
    }

    /// The offset at which a line ends, before its line end.
    func lineEnd(_ line: Int) -> Int {
        guard line + 1 < lineStarts.count else { return bytes.count }
        let next = lineStarts[line + 1]
        let isPair =
            next - lineStarts[line] >= 2 && bytes[next - 1] == UInt8(ascii: "\n")
            && bytes[next - 2] == UInt8(ascii: "\r")
        return next - (isPair ? 2 : 1)
    }
}

/// The texts of sources that a request is about: many of its places may be in one source, whose lines are found once.
struct SourceTexts {
    private let encoding: PositionEncoding
    private var texts: [ObjectIdentifier: DocumentText] = [:]

    init(_ encoding: PositionEncoding) {
        self.encoding = encoding
    }

    /// - Parameter source: Must live as long as this value.
    mutating func text(of source: Source) -> DocumentText {
        if let known = texts[ObjectIdentifier(source)] { return known }
        let text = DocumentText(source.bytes, encoding)
        texts[ObjectIdentifier(source)] = text
        return text
    }
}

/// A place in a document as the protocol counts: lines from 0, and within the line the units of the encoding.
struct TextPosition: Comparable {
    let line: Int
    let character: Int

    static func < (left: TextPosition, right: TextPosition) -> Bool {
        (left.line, left.character) < (right.line, right.character)
    }
}

/// The unit of the `character` of a position.
enum PositionEncoding: String {
    case utf8 = "utf-8"
    case utf16 = "utf-16"

    /// How many units a character has, by its first byte in UTF-8.
    func width(_ first: UInt8) -> Int {
        switch self {
        case .utf8: Self.length(first)
        case .utf16: first >= 0xF0 ? 2 : 1
        }
    }

    /// How many bytes a character has, by its first byte.
    static func length(_ first: UInt8) -> Int {
        switch first {
        case 0xF0...: 4
        case 0xE0...: 3
        case 0xC0...: 2
        default: 1
        }
    }
}
