import Storage

/// The blocks of a piece as they are stored if they are packed: each is compressed by itself, so that any of them can
/// be fetched alone.
///
/// A block begins with its length and the length of what is stored of it, four bytes each; then follows the block as
/// LZ4 compresses it, or as it is if that is not shorter.
struct PackedBlocks {
    /// What is stored.
    private(set) var bytes: [UInt8] = []
    /// The length of each packed block, with what it begins with.
    private(set) var lengths: [Int] = []

    private static let headerBytes = 8

    /// Packs a piece.
    ///
    /// - Parameters:
    ///   - piece: The piece.
    ///   - blocks: The lengths of its blocks.
    ///   - library: Nil if LZ4 is not installed.
    /// - Returns: Nil without LZ4: pieces that are not packed are read just as well.
    init?(_ piece: UnsafeRawBufferPointer, _ blocks: [Int], by library: LZ4? = .shared) {
        guard let library else { return nil }
        let longest = Self.headerBytes + (blocks.max() ?? 0)
        bytes.reserveCapacity(piece.count / 2)
        lengths.reserveCapacity(blocks.count)
        var place = 0
        withUnsafeTemporaryAllocation(byteCount: longest, alignment: 8) { memory in
            for length in blocks {
                let block = UnsafeRawBufferPointer(rebasing: piece[place..<place + length])
                place += length
                let room = UnsafeMutableRawBufferPointer(rebasing: memory[Self.headerBytes..<Self.headerBytes + length])
                var storedLength = library.compress(block, into: room) ?? length
                if storedLength >= length {
                    storedLength = length
                    room.copyMemory(from: block)
                }
                memory.storeBytes(of: UInt32(length).bigEndian, as: UInt32.self)
                memory.storeBytes(of: UInt32(storedLength).bigEndian, toByteOffset: 4, as: UInt32.self)
                bytes += memory[..<(Self.headerBytes + storedLength)]
                lengths.append(Self.headerBytes + storedLength)
            }
        }
    }

    /// Reads packed blocks one after the other.
    struct Reader: ~Copyable {
        private var rest: UnsafeRawBufferPointer
        private let path: StoragePath
        private let library: LZ4
        /// Room for a block; none until one must be unpacked.
        private var memory = UnsafeMutableRawBufferPointer(start: nil, count: 0)

        /// The longest block that is read, in bytes. Pieces, of which blocks are parts, have never been longer.
        private static let longest = 1 << 20

        /// - Parameters:
        ///   - bytes: What is stored, from the beginning of a block.
        ///   - path: The file, for problems.
        ///   - library: Nil if LZ4 is not installed.
        /// - Throws: `.server` without LZ4.
        init(
            _ bytes: UnsafeRawBufferPointer,
            of path: StoragePath,
            by library: LZ4? = .shared
        ) throws(StorageError) {
            guard let library else { throw .server(.noCompression) }
            (rest, self.path, self.library) = (bytes, path, library)
        }

        deinit {
            memory.deallocate()
        }

        /// The next block, valid until the next call; nil at the end, or before a block that is not there as a whole.
        ///
        /// - Throws: `.damaged`.
        mutating func next() throws(StorageError) -> UnsafeRawBufferPointer? {
            guard rest.count >= PackedBlocks.headerBytes else { return nil }
            let length = Int(UInt32(bigEndian: rest.loadUnaligned(as: UInt32.self)))
            let storedLength = Int(UInt32(bigEndian: rest.loadUnaligned(fromByteOffset: 4, as: UInt32.self)))
            guard (1...Self.longest).contains(length), (1...length).contains(storedLength) else { throw damage }
            let end = PackedBlocks.headerBytes + storedLength
            guard end <= rest.count else { return nil }
            let bytes = UnsafeRawBufferPointer(rebasing: rest[PackedBlocks.headerBytes..<end])
            rest = UnsafeRawBufferPointer(rebasing: rest[end...])
            if storedLength == length { return bytes }
            if memory.count < length {
                memory.deallocate()
                memory = .allocate(byteCount: max(length, 1 << 14), alignment: 16)
            }
            let block = UnsafeMutableRawBufferPointer(rebasing: memory[..<length])
            guard library.decompress(bytes, into: block) else { throw damage }
            return UnsafeRawBufferPointer(block)
        }

        private var damage: StorageError { .damaged(path, .other("a block of it cannot be unpacked")) }
    }
}
