internal import CProcessor

/// How the cells of a delimited text are separated. Quotes and line ends are those of RFC 4180 in every dialect.
public struct Dialect: Hashable, Sendable {
    /// An ASCII byte, neither a quote nor a line end.
    public var delimiter: UInt8

    /// A dialect in which this ASCII byte separates the cells.
    public init(delimiter: UInt8) {
        self.delimiter = delimiter
    }

    /// The delimiters that have names in the command language.
    public static let named: KeyValuePairs<String, UInt8> = [
        "comma": Byte.comma, "semicolon": Byte.semicolon, "tab": Byte.tab, "pipe": Byte.verticalBar,
    ]

    /// The delimiters that are detected: those with names.
    public static let delimiters: [UInt8] = named.map(\.value)

    /// Whether records can be read and written with the delimiter.
    var isUsable: Bool {
        // No text has a NUL, and a scanner may read zeros after its end.
        0x01..<0x80 ~= delimiter && delimiter != Byte.quote && delimiter != Byte.lineFeed
            && delimiter != Byte.carriageReturn
    }
}

/// The bytes that have a meaning in delimited text.
enum Byte {
    static let tab: UInt8 = 0x09
    static let lineFeed: UInt8 = 0x0A
    static let carriageReturn: UInt8 = 0x0D
    /// Ctrl-Z, with which some programs still end a text.
    static let endMark: UInt8 = 0x1A
    static let quote: UInt8 = 0x22
    static let comma: UInt8 = 0x2C
    static let semicolon: UInt8 = 0x3B
    static let equals: UInt8 = 0x3D
    static let verticalBar: UInt8 = 0x7C

    /// The number of line feeds in a text.
    static func lineFeeds(in text: UnsafeRawBufferPointer) -> Int {
        guard let start = text.baseAddress else { return 0 }
        var (count, offset) = (0, 0)
        while text.count - offset >= 64 {
            count += cbs_bits_equal(start + offset, lineFeed).nonzeroBitCount
            offset += 64
        }
        return count + text[offset...].count { $0 == lineFeed }
    }

    /// The number of lines that end in a text; CRLF ends one.
    static func lineEnds(in text: UnsafeRawBufferPointer) -> Int {
        var count = 0
        var previous: UInt8 = 0
        for byte in text {
            if byte == carriageReturn || (byte == lineFeed && previous != carriageReturn) { count += 1 }
            previous = byte
        }
        return count
    }
}

/// The line `sep=;` that tells Excel the delimiter: the first line of a text, not a record.
struct SeparatorLine {
    let delimiter: UInt8
    /// Its length in characters, with its line end.
    let length: Int

    /// Nil if the text does not begin with such a line: in any case, quoted or not, with one of `Dialect.delimiters`.
    init?(of text: some Sequence<UInt8>) {
        // The longest is `"sep=;"` and CRLF.
        let line = Array(text.prefix(9))
        let isQuoted = line.first == Byte.quote
        var position = isQuoted ? 1 : 0
        for letter in "sep=".utf8 {
            // 0x20 turns a capital into lower case.
            guard position < line.count, line[position] == letter || line[position] | 0x20 == letter else { return nil }
            position += 1
        }
        guard position < line.count, Dialect.delimiters.contains(line[position]) else { return nil }
        delimiter = line[position]
        position += 1
        if isQuoted {
            guard position < line.count, line[position] == Byte.quote else { return nil }
            position += 1
        }
        if position < line.count {
            switch line[position] {
            case Byte.lineFeed: position += 1
            case Byte.carriageReturn:
                position += 1
                if position < line.count, line[position] == Byte.lineFeed { position += 1 }
            default: return nil
            }
        }
        length = position
    }
}
