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
    /// The line on which the first of these bytes is, from 1; 0 if there is none.
    public private(set) var firstLine = 0

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
            let read = try source.read(into: UnsafeMutableRawBufferPointer(rebasing: buffer[waiting...]))
            let filled = UnsafeRawBufferPointer(rebasing: buffer[..<(waiting + read)])
            let taken = take(filled, isLast: read == 0)
            if read == 0 { return }
            waiting = filled.count - taken
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
            if firstLine == 0 { firstLine = line }
            position += 1
        }
        return position
    }

    private mutating func take(valid text: UnsafeRawBufferPointer) {
        characters += text.count { $0 >= 0xC0 }
        guard firstLine == 0, let last = text.last else { return }
        line += Byte.lineEnds(in: text)
        // A CRLF may have been split between two pieces.
        if endsWithReturn, text.first == Byte.lineFeed { line -= 1 }
        endsWithReturn = last == Byte.carriageReturn
    }
}
