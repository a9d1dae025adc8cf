/// A text in the command language, and its name in messages. Immutable, so every diagnostic about it may share it.
public final class Source: Sendable {
    /// The maximum length of a source, in bytes. It is longer than any script that people write; the tokens may take
    /// forty times as much memory. Data belongs in files that are imported.
    public static let maximumBytes = 16 << 20

    /// What messages call it: a path, "standard input", "-c"; nil at the prompt.
    public let name: String?
    /// The same for all paths of a file, and different for different files; nil if it has no name.
    public let identity: String?
    /// The whole text in UTF-8, including the byte order mark if there is one.
    public let bytes: [UInt8]
    /// The offsets at which lines begin; there is always at least one.
    let lineStarts: [UInt32]

    /// A source of bytes, which need not be valid UTF-8: the lexer reports those that are not.
    ///
    /// - Parameters:
    ///   - name: What messages call it.
    ///   - bytes: The whole text.
    ///   - identity: What tells its file from others; nil if its name does.
    public init(name: String?, bytes: [UInt8], identity: String? = nil) {
        self.name = name
        self.identity = identity ?? name
        self.bytes = bytes
        var starts: [UInt32] = [0]
        for (offset, byte) in bytes.enumerated() where byte == Ascii.newline {
            starts.append(UInt32(clamping: offset + 1))
        }
        lineStarts = starts
    }

    /// A source of text.
    public convenience init(name: String?, text: String) {
        self.init(name: name, bytes: Array(text.utf8))
    }

    /// The number of lines; a line end at the end begins one more.
    public var lineCount: Int { lineStarts.count }

    /// The length of the byte order mark, in bytes: 3 or 0.
    var contentStart: Int { bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0 }

    /// The text of a range; invalid UTF-8 appears as U+FFFD.
    public func text(_ range: SourceRange) -> String {
        let upper = min(range.upper, bytes.count)
        let lower = min(range.lower, upper)
        return String(decoding: bytes[lower..<upper], as: UTF8.self)
    }

    /// The index of the line that contains an offset, counted from 0. Logarithmic in the number of lines.
    func lineIndex(at offset: Int) -> Int {
        var low = 0
        var high = lineStarts.count
        while high - low > 1 {
            let middle = (low + high) / 2
            if Int(lineStarts[middle]) <= offset { low = middle } else { high = middle }
        }
        return low
    }

    /// The range of a line, counted from 0, without its line end and without the byte order mark.
    func lineRange(_ index: Int) -> SourceRange {
        guard lineStarts.indices.contains(index) else { return SourceRange(bytes.count, bytes.count) }
        var lower = Int(lineStarts[index])
        if index == 0 { lower = contentStart }
        var upper = index + 1 < lineStarts.count ? Int(lineStarts[index + 1]) - 1 : bytes.count
        if upper > lower, index + 1 < lineStarts.count, bytes[upper - 1] == Ascii.carriageReturn { upper -= 1 }
        return SourceRange(lower, upper)
    }

    /// The line and column of an offset, for people.
    public func location(at offset: Int) -> SourceLocation {
        let index = lineIndex(at: offset)
        let line = lineRange(index)
        let before = SourceRange(line.lower, min(max(offset, line.lower), line.upper))
        // Counting the characters of a long line takes a hundred times as long as looking at its bytes.
        let isASCII = bytes[before.lower..<before.upper].allSatisfy { $0 < 0x80 && $0 != Ascii.carriageReturn }
        let column = isASCII ? before.upper - before.lower : text(before).count
        return SourceLocation(line: index + 1, column: column + 1)
    }
}

/// A part of a source: half-open offsets into its UTF-8 bytes.
public struct SourceRange: Hashable, Sendable {
    private let start: UInt32
    private let end: UInt32

    /// - Parameters:
    ///   - lower: The offset of the first byte.
    ///   - upper: The offset after the last byte; if it is below `lower`, the range is empty, at `lower`.
    public init(_ lower: Int, _ upper: Int) {
        start = UInt32(clamping: lower)
        end = UInt32(clamping: Swift.max(lower, upper))
    }

    /// The offset of the first byte.
    public var lower: Int { Int(start) }

    /// The offset after the last byte.
    public var upper: Int { Int(end) }

    /// Whether it contains no bytes, as does the range of something that is missing.
    public var isEmpty: Bool { start == end }

    /// The smallest range that contains both.
    public func union(_ other: SourceRange) -> SourceRange {
        SourceRange(Swift.min(lower, other.lower), Swift.max(upper, other.upper))
    }
}

/// A place in a source as people count: lines and columns begin at 1, columns are counted in characters.
public struct SourceLocation: Hashable, Sendable {
    /// The line, counted from 1.
    public let line: Int
    /// The column in characters, counted from 1.
    public let column: Int

    /// A place, counted for people; `Source` finds it from an offset.
    public init(line: Int, column: Int) {
        self.line = line
        self.column = column
    }
}
