/// How much of a text is UTF-8. For a text that is not UTF-8 throughout: it is damaged, or in another encoding.
public struct UTF8Survey {
    private static let chunkBytes = 256 << 10
    private static let mark: [UInt8] = [0xEF, 0xBB, 0xBF]

    /// Whether the text begins with a UTF-8 mark.
    public let hasMark: Bool
    /// The characters of more than one byte.
    public private(set) var characters = 0
    /// The bytes that belong to no character.
    public private(set) var strays = 0
    /// The first word with such a byte; nil if there is none.
    public private(set) var firstStray: Stray?

    private var line = 1
    private var endsWithReturn = false

    /// Examines a whole text.
    ///
    /// - Parameter source: The text, from its beginning.
    /// - Throws: What the source throws.
    /// - Complexity: One pass in constant memory.
    public init(_ source: any ByteSource) throws {
        var source = try PeekedSource(source, count: Self.mark.count)
        hasMark = source.head == Self.mark
        let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: Self.chunkBytes, alignment: 16)
        defer { buffer.deallocate() }
        var waiting = 0
        while true {
            var end = waiting
            var isLast = false
            // Whole chunks, so that few words are cut apart.
            while end < buffer.count, !isLast {
                let read = try source.read(into: UnsafeMutableRawBufferPointer(rebasing: buffer[end...]))
                end += read
                isLast = read == 0
            }
            let taken = take(UnsafeRawBufferPointer(rebasing: buffer[..<end]), isLast: isLast)
            if isLast { return }
            waiting = end - taken
            // At most three bytes can be waiting for the rest of their character.
            for index in 0..<waiting { buffer[index] = buffer[taken + index] }
        }
    }

    /// Whether the text is UTF-8 with some damaged bytes, rather than in another encoding.
    public var isDamaged: Bool { strays > 0 && (hasMark || characters > strays) }

    /// Counts the next piece, except for a character that its end may have cut off; returns how many bytes were
    /// counted.
    private mutating func take(_ text: UnsafeRawBufferPointer, isLast: Bool) -> Int {
        var position = 0
        while position < text.count {
            let rest = UnsafeRawBufferPointer(rebasing: text[position...])
            let valid = UTF8Validation.prefix(of: rest)
            take(valid: UnsafeRawBufferPointer(rebasing: rest[..<valid.count]))
            position += valid.count
            guard position < text.count else { break }
            if !valid.isBroken, !isLast { return position }
            strays += 1
            if firstStray == nil { firstStray = Stray(at: position, in: text, line: line) }
            position += 1
        }
        return position
    }

    private mutating func take(valid text: UnsafeRawBufferPointer) {
        characters += text.count { $0 >= 0xC0 }
        guard firstStray == nil, let last = text.last else { return }
        line += Byte.lineEnds(in: text)
        // A CRLF may have been split between two pieces.
        if endsWithReturn, text.first == Byte.lineFeed { line -= 1 }
        endsWithReturn = last == Byte.carriageReturn
    }
}

extension UTF8Survey {
    /// A word with a byte that belongs to no UTF-8 character.
    public struct Stray: Hashable, Sendable {
        /// The line of the text, from 1.
        public let line: Int
        private let bytes: [UInt8]

        /// In bytes, on either side of the one that belongs to no character.
        private static let reach = 32

        fileprivate init(at position: Int, in text: UnsafeRawBufferPointer, line: Int) {
            let before = text[..<position].suffix(Self.reach)
            let start = before.lastIndex(where: Self.isBetweenWords).map { $0 + 1 } ?? before.startIndex
            let after = text[position...].prefix(Self.reach)
            let end = after.firstIndex(where: Self.isBetweenWords) ?? after.endIndex
            bytes = Array(text[start..<end])
            self.line = line
        }

        private static func isBetweenWords(_ byte: UInt8) -> Bool {
            byte <= UInt8(ascii: " ") || byte == Byte.quote || Dialect.delimiters.contains(byte)
        }

        /// The word, read in another encoding.
        ///
        /// - Parameter encoding: One in which every byte is a character.
        /// - Returns: Nil if a byte has no meaning in the encoding.
        public func word(in encoding: TextEncoding) -> String? {
            // Decoding writes words of eight bytes, and at most four bytes for a character.
            withUnsafeTemporaryAllocation(byteCount: 4 * bytes.count + 8, alignment: 8) { output in
                let step = bytes.withUnsafeBytes { SingleByteDecoding(encoding).decode($0, into: output) }
                guard step.problem == nil, step.consumed == bytes.count else { return nil }
                return String(decoding: output[..<step.produced], as: UTF8.self)
            }
        }
    }
}
