internal import CXXHash

/// The blocks of a piece that consists of lines: the length of each, its checksum, and the beginning of its first line.
/// They are stored beside the piece, so that whoever looks for a few lines learns with one answer where they are, and
/// fetches them with another.
struct PieceBlocks {
    /// A block of the piece.
    struct Block {
        let bytes: Int
        /// Where it is in what is stored of the piece.
        let stored: Range<Int>
        let checksum: UInt64
        /// The range of the opening in the entries: the first line up to the end of the first string in it.
        let opening: Range<Int>
    }

    /// A block ends with the line in which it reaches this many bytes: some dozens of recipients, of which an import
    /// that changes one in a hundred needs about one.
    private static let blockBytes = 4 << 10
    /// In bytes. A longer opening has no string that anybody looks for.
    private static let longestOpening = 600
    /// What precedes an opening: the lengths of the block and of the opening, and the block's checksum; for a packed
    /// block, its length as it is stored comes first.
    private static let entryBytes = 4 + 2 + 8
    private static let storedLengthBytes = 4
    private static let checksumBytes = 8

    let blocks: [Block]

    /// Cuts a piece into blocks.
    ///
    /// - Returns: Their lengths; nil for a piece that does not consist of whole lines.
    static func cut(_ piece: UnsafeRawBufferPointer) -> [Int]? {
        guard piece.last == UInt8(ascii: "\n") else { return nil }
        var lengths: [Int] = []
        var start = 0
        while start < piece.count {
            let least = min(start + blockBytes, piece.count) - 1
            guard let lineEnd = piece[least...].firstIndex(of: UInt8(ascii: "\n")) else { return nil }
            lengths.append(lineEnd + 1 - start)
            start = lineEnd + 1
        }
        return lengths
    }

    /// Describes a piece.
    ///
    /// - Parameters:
    ///   - piece: The piece.
    ///   - blocks: The lengths of its blocks.
    ///   - packed: Their lengths as they are stored; nil if the piece is stored as it is.
    /// - Returns: The entries to store beside the piece.
    static func describe(_ piece: UnsafeRawBufferPointer, _ blocks: [Int], packed: [Int]?) -> [UInt8] {
        var entries = [UInt8](repeating: 0, count: checksumBytes)
        var start = 0
        for (number, length) in blocks.enumerated() {
            let block = UnsafeRawBufferPointer(rebasing: piece[start..<start + length])
            let opening = opening(of: block)
            if let packed { entries.append(number: UInt32(packed[number])) }
            entries.append(number: UInt32(block.count))
            entries.append(number: UInt16(opening.count))
            entries.append(number: checksum(of: block))
            entries += opening
            start += length
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

    /// Reads the entries that `describe` wrote.
    ///
    /// - Returns: Nil if they are damaged.
    init?(_ entries: UnsafeRawBufferPointer, arePacked: Bool) {
        guard entries.count >= Self.checksumBytes,
            entries.number(at: 0, UInt64.self)
                == Self.checksum(of: UnsafeRawBufferPointer(rebasing: entries[Self.checksumBytes...]))
        else { return nil }
        let lengthBytes = arePacked ? Self.storedLengthBytes : 0
        var blocks: [Block] = []
        var place = Self.checksumBytes
        var stored = 0
        while place < entries.count {
            guard place + lengthBytes + Self.entryBytes <= entries.count else { return nil }
            let entry = place + lengthBytes
            let start = entry + Self.entryBytes
            let end = start + Int(entries.number(at: entry + 4, UInt16.self))
            guard end <= entries.count else { return nil }
            let bytes = Int(entries.number(at: entry, UInt32.self))
            let length = arePacked ? Int(entries.number(at: place, UInt32.self)) : bytes
            blocks.append(
                Block(
                    bytes: bytes, stored: stored..<stored + length,
                    checksum: entries.number(at: entry + 6, UInt64.self), opening: start..<end))
            stored += length
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
    /// - Precondition: The bytes of the number are there.
    fileprivate func number<Number: FixedWidthInteger>(at place: Int, _ type: Number.Type) -> Number {
        Number(bigEndian: loadUnaligned(fromByteOffset: place, as: type))
    }
}
