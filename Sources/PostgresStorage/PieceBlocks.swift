internal import CXXHash

/// The blocks of a piece of lines: how long each is, its checksum, and how its first line begins. They are beside the piece, so that
/// whoever looks for a few lines finds out with one answer where they are, and fetches them with another.
struct PieceBlocks {
    /// A block of the piece.
    struct Block {
        let bytes: Int
        let checksum: UInt64
        /// Up to the end of the first text in the line.
        let opening: Range<Int>
    }

    /// A block ends with the line in which it has so many bytes: some dozens of recipients, of which an import that touches one in a
    /// hundred needs about one.
    private static let blockBytes = 4 << 10
    /// What is longer has no text that anybody looks for.
    private static let longestOpening = 600
    /// What is before an opening: how long the block and the opening are, and the checksum.
    private static let entryBytes = 4 + 2 + 8
    private static let checksumBytes = 8

    let blocks: [Block]

    /// Describes a piece.
    ///
    /// - Returns: What is beside it; nil for a piece that does not consist of whole lines.
    static func describe(_ piece: UnsafeRawBufferPointer) -> [UInt8]? {
        guard piece.last == UInt8(ascii: "\n") else { return nil }
        var entries = [UInt8](repeating: 0, count: checksumBytes)
        var start = 0
        while start < piece.count {
            let least = min(start + blockBytes, piece.count) - 1
            guard let lineEnd = piece[least...].firstIndex(of: UInt8(ascii: "\n")) else { return nil }
            let block = UnsafeRawBufferPointer(rebasing: piece[start...lineEnd])
            let opening = opening(of: block)
            entries.append(number: UInt32(block.count))
            entries.append(number: UInt16(opening.count))
            entries.append(number: checksum(of: block))
            entries += opening
            start = lineEnd + 1
        }
        let sum = entries.withUnsafeBytes { checksum(of: UnsafeRawBufferPointer(rebasing: $0[checksumBytes...])) }
        withUnsafeBytes(of: sum.bigEndian) { entries.replaceSubrange(..<checksumBytes, with: $0) }
        return entries
    }

    private static func opening(of block: UnsafeRawBufferPointer) -> Slice<UnsafeRawBufferPointer> {
        let quote = UInt8(ascii: "\"")
        let most = block.prefix(longestOpening)
        guard let first = most.firstIndex(of: quote), let second = most[(first + 1)...].firstIndex(of: quote) else {
            return most.prefix(0)
        }
        return most[...second]
    }

    /// Reads what `describe` wrote.
    ///
    /// - Returns: Nil if it is damaged.
    init?(_ entries: UnsafeRawBufferPointer) {
        guard entries.count >= Self.checksumBytes,
            entries.number(at: 0, UInt64.self)
                == Self.checksum(of: UnsafeRawBufferPointer(rebasing: entries[Self.checksumBytes...]))
        else { return nil }
        var blocks: [Block] = []
        var place = Self.checksumBytes
        while place < entries.count {
            guard place + Self.entryBytes <= entries.count else { return nil }
            let start = place + Self.entryBytes
            let end = start + Int(entries.number(at: place + 4, UInt16.self))
            guard end <= entries.count else { return nil }
            blocks.append(
                Block(
                    bytes: Int(entries.number(at: place, UInt32.self)),
                    checksum: entries.number(at: place + 6, UInt64.self), opening: start..<end))
            place = end
        }
        self.blocks = blocks
    }

    static func checksum(of bytes: UnsafeRawBufferPointer) -> UInt64 { XXH3_64bits(bytes.baseAddress, bytes.count) }
}

extension [UInt8] {
    fileprivate mutating func append(number: some FixedWidthInteger) {
        Swift.withUnsafeBytes(of: number.bigEndian) { append(contentsOf: $0) }
    }
}

extension UnsafeRawBufferPointer {
    /// - Precondition: There are as many bytes from the place on as the number has.
    fileprivate func number<Number: FixedWidthInteger>(at place: Int, _ type: Number.Type) -> Number {
        Number(bigEndian: loadUnaligned(fromByteOffset: place, as: type))
    }
}
