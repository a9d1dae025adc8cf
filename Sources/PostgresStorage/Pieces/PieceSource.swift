internal import Storage

/// Fetches blocks of a file from the rows that hold its pieces.
///
/// Sendable: only the session changes, and it locks itself.
final class PieceSource: BlockSource, @unchecked Sendable {
    private let session: PostgresSession
    private let path: StoragePath
    private let body: String
    private let pieces: [Piece]
    /// Where each block is in what is stored of its piece.
    private let stored: [Range<Int>]
    private let checksums: [UInt64]
    /// The blocks of all pieces.
    let index: BlockIndex

    private struct Piece {
        /// Its offset.
        let start: Int
        let blocks: Range<Int>
        let isPacked: Bool
    }

    /// - Parameters:
    ///   - rows: The answer to `Statements.readBlocks`.
    ///   - size: The size of the file in bytes.
    /// - Throws: `.damaged` if the entries beside a piece are damaged.
    /// - Returns: Nil if some pieces have no blocks, or if the pieces do not add up to the size.
    init?(_ session: PostgresSession, _ path: StoragePath, _ body: String, _ rows: PostgresRows, size: Int)
        throws(StorageError)
    {
        var index = BlockIndex()
        var (pieces, stored, checksums): ([Piece], [Range<Int>], [UInt64]) = ([], [], [])
        for row in 0..<rows.count {
            guard let start = rows.integer(row, 0), start == index.size, let bytes = rows.integer(row, 1),
                let entries = rows.bytes(row, 2)
            else { return nil }
            let isPacked = rows.integer(row, 3) != nil
            guard let described = PieceBlocks(entries, arePacked: isPacked),
                described.blocks.reduce(0, { $0 + $1.bytes }) == bytes
            else {
                throw .damaged(path, .other("its list of blocks has been changed"))
            }
            let blocks = index.count..<index.count + described.blocks.count
            pieces.append(Piece(start: start, blocks: blocks, isPacked: isPacked))
            for block in described.blocks {
                index.add(bytes: block.bytes, opening: UnsafeRawBufferPointer(rebasing: entries[block.opening]))
                stored.append(block.stored)
                checksums.append(block.checksum)
            }
        }
        guard index.size == size, size > 0 else { return nil }
        (self.session, self.path, self.body, self.index) = (session, path, body, index)
        (self.pieces, self.stored, self.checksums) = (pieces, stored, checksums)
    }

    /// Hands over the blocks that are complete in the first bytes that are stored of the file.
    func takeFirst(
        _ bytes: UnsafeRawBufferPointer,
        _ take: (_ block: Int, _ bytes: UnsafeRawBufferPointer) throws(StorageError) -> Void
    ) throws(StorageError) {
        guard let piece = pieces.first else { return }
        let blocks = piece.blocks.prefix { stored[$0].upperBound <= bytes.count }
        if let last = blocks.last {
            let found = UnsafeRawBufferPointer(rebasing: bytes[..<stored[last].upperBound])
            try handOver(Part(piece: 0, blocks: blocks), found, take)
        }
    }

    /// Checks a block that has arrived.
    ///
    /// - Throws: `.damaged` if its length or its checksum does not match.
    private func check(_ block: Int, _ bytes: UnsafeRawBufferPointer) throws(StorageError) {
        guard bytes.count == index.start(of: block + 1) - index.start(of: block) else {
            throw .damaged(path, .other("a block of it has the wrong length"))
        }
        guard PieceBlocks.checksum(of: bytes) == checksums[block] else {
            throw .damaged(path, .other("the checksum of a block is wrong"))
        }
    }

    func fetch(
        _ ranges: [Range<Int>],
        _ take: (_ block: Int, _ bytes: UnsafeRawBufferPointer) throws(StorageError) -> Void
    ) throws(StorageError) {
        let parts = parts(of: ranges)
        let byStart = Dictionary(grouping: parts, by: { pieces[$0.piece].start })
        var fetched = 0
        var problem: StorageError?
        try withoutActuallyEscaping(take) { take in
            Result { () throws(StorageError) in
                try session.stream(Statements.readRanges) { [session, body] in
                    fetched = 0
                    return [
                        .text(session.account), .text(body), .integers(parts.map { pieces[$0.piece].start }),
                        .integers(parts.map { place(of: $0).lowerBound + 1 }),
                        .integers(parts.map { place(of: $0).count }),
                    ]
                } each: { [self] rows in
                    guard problem == nil, let start = rows.integer(0, 0), let bytes = rows.bytes(0, 1) else { return }
                    do throws(StorageError) {
                        fetched += try split(bytes, byStart[start] ?? [], take)
                    } catch {
                        problem = error
                    }
                }
            }
        }.get()
        if let problem { throw problem }
        if fetched < parts.count { throw try absence }
    }

    /// Why blocks are missing: another process has removed them. A writer has lost its turn if that happens.
    private var absence: StorageError {
        get throws(StorageError) {
            guard let turn = session.turn else { return .missing(path) }
            let rows = try session.repeatable(Statements.epoch) { [session] _ in [.text(session.account)] }
            return rows.integer(0, 0) == turn.epoch ? .missing(path) : .overtaken(by: nil)
        }
    }

    /// Consecutive blocks of one piece.
    private struct Part {
        let piece: Int
        let blocks: Range<Int>
    }

    /// Where a part is in what is stored of its piece.
    private func place(of part: Part) -> Range<Int> {
        stored[part.blocks.lowerBound].lowerBound..<stored[part.blocks.upperBound - 1].upperBound
    }

    private func parts(of ranges: [Range<Int>]) -> [Part] {
        var parts: [Part] = []
        var piece = 0
        for range in ranges {
            while pieces[piece].blocks.upperBound <= range.lowerBound { piece += 1 }
            var place = piece
            while place < pieces.count, pieces[place].blocks.lowerBound < range.upperBound {
                parts.append(Part(piece: place, blocks: pieces[place].blocks.clamped(to: range)))
                place += 1
            }
        }
        return parts
    }

    /// Hands over the blocks of a row, which holds the requested parts of one piece one after the other.
    ///
    /// - Returns: The number of these parts.
    private func split(
        _ bytes: UnsafeRawBufferPointer,
        _ parts: [Part],
        _ take: (_ block: Int, _ bytes: UnsafeRawBufferPointer) throws(StorageError) -> Void
    ) throws(StorageError) -> Int {
        var start = 0
        for part in parts {
            let end = start + place(of: part).count
            guard end <= bytes.count else { throw tooShort }
            let found = UnsafeRawBufferPointer(rebasing: bytes[start..<end])
            try handOver(part, found, take)
            start = end
        }
        return parts.count
    }

    /// Hands over the blocks of a part.
    ///
    /// - Parameter bytes: What is stored of the part.
    private func handOver(
        _ part: Part,
        _ bytes: UnsafeRawBufferPointer,
        _ take: (_ block: Int, _ bytes: UnsafeRawBufferPointer) throws(StorageError) -> Void
    ) throws(StorageError) {
        func checkAndTake(_ block: Int, _ found: UnsafeRawBufferPointer) throws(StorageError) {
            try check(block, found)
            try take(block, found)
        }
        if pieces[part.piece].isPacked {
            var reader = try PackedBlocks.Reader(bytes, of: path)
            for block in part.blocks {
                guard let found = try reader.next() else { throw tooShort }
                try checkAndTake(block, found)
            }
        } else {
            let start = place(of: part).lowerBound
            for block in part.blocks {
                let found = bytes[stored[block].lowerBound - start..<stored[block].upperBound - start]
                try checkAndTake(block, UnsafeRawBufferPointer(rebasing: found))
            }
        }
    }

    private var tooShort: StorageError { .damaged(path, .other("a piece of it is too short")) }
}
