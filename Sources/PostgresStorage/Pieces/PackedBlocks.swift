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
    /// - Parameter blocks: The lengths of its blocks.
    /// - Returns: Nil if LZ4 is not installed: others may read pieces that are not packed just as well.
    init?(_ piece: UnsafeRawBufferPointer, _ blocks: [Int]) {
        guard let library = LZ4.shared else { return nil }
        let longest = Self.headerBytes + (blocks.max() ?? 0)
        bytes.reserveCapacity(piece.count / 2)
        lengths.reserveCapacity(blocks.count)
        var place = 0
        withUnsafeTemporaryAllocation(byteCount: longest, alignment: 8) { memory in
            for length in blocks {
                let block = UnsafeRawBufferPointer(rebasing: piece[place..<place + length])
                place += length
                let room = UnsafeMutableRawBufferPointer(rebasing: memory[Self.headerBytes..<Self.headerBytes + length])
                var stored = library.compress(block, into: room) ?? length
                if stored >= length {
                    stored = length
                    room.copyMemory(from: block)
                }
                memory.storeBytes(of: UInt32(length).bigEndian, as: UInt32.self)
                memory.storeBytes(of: UInt32(stored).bigEndian, toByteOffset: 4, as: UInt32.self)
                bytes += memory[..<(Self.headerBytes + stored)]
                lengths.append(Self.headerBytes + stored)
            }
        }
    }

    /// Reads packed blocks one after the other.
    struct Reader: ~Copyable {
        private var rest: UnsafeRawBufferPointer
        private let path: StoragePath
        private let library: LZ4
        private var memory = UnsafeMutableRawBufferPointer.allocate(byteCount: 0, alignment: 16)

        /// The longest block that is read, in bytes. A piece, and so a block of it, is never longer.
        private static let longest = PostgresStorage.pieceBytes

        /// - Parameters:
        ///   - bytes: What is stored, from the beginning of a block.
        ///   - path: The file, for problems.
        /// - Throws: `.server` if LZ4 is not installed.
        init(_ bytes: UnsafeRawBufferPointer, of path: StoragePath) throws(StorageError) {
            guard let library = LZ4.shared else { throw .server(.noCompression) }
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
            let stored = Int(UInt32(bigEndian: rest.loadUnaligned(fromByteOffset: 4, as: UInt32.self)))
            guard (1...Self.longest).contains(length), (1...length).contains(stored) else { throw damage }
            let end = PackedBlocks.headerBytes + stored
            guard end <= rest.count else { return nil }
            let bytes = UnsafeRawBufferPointer(rebasing: rest[PackedBlocks.headerBytes..<end])
            rest = UnsafeRawBufferPointer(rebasing: rest[end...])
            if stored == length { return bytes }
            if memory.count < length {
                memory.deallocate()
                memory = .allocate(byteCount: max(length, 1 << 14), alignment: 16)
            }
            let block = UnsafeMutableRawBufferPointer(rebasing: memory[..<length])
            guard library.decompress(bytes, into: block) else { throw damage }
            return UnsafeRawBufferPointer(block)
        }

        private var damage: StorageError { .damaged(path, "a block of it cannot be unpacked") }
    }
}
