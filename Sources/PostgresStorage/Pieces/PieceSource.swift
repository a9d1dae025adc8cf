internal import Storage

/// Fetches blocks of a file from the rows that hold its pieces.
///
/// Sendable: only the session changes, and it locks itself.
final class PieceSource: BlockSource, @unchecked Sendable {
    private let session: PostgresSession
    private let path: StoragePath
    private let body: String
    /// The offset of each piece, and its blocks.
    private let pieces: [(start: Int, blocks: Range<Int>)]
    private let sizes: [Int]
    private let checksums: [UInt64]
    /// The blocks of all pieces.
    let index: BlockIndex

    /// - Parameters:
    ///   - rows: The answer to `Statements.readBlocks`.
    ///   - size: The size of the file in bytes.
    /// - Throws: `.damaged` if the entries beside a piece are damaged.
    /// - Returns: Nil if some pieces have no blocks, or if the pieces do not add up to the size.
    init?(_ session: PostgresSession, _ path: StoragePath, _ body: String, _ rows: PostgresRows, size: Int)
        throws(StorageError)
    {
        var index = BlockIndex()
        var (pieces, sizes, checksums): ([(start: Int, blocks: Range<Int>)], [Int], [UInt64]) = ([], [], [])
        for row in 0..<rows.count {
            guard let start = rows.integer(row, 0), start == index.size, let bytes = rows.integer(row, 1),
                let entries = rows.bytes(row, 2)
            else { return nil }
            guard let described = PieceBlocks(entries), described.blocks.reduce(0, { $0 + $1.bytes }) == bytes else {
                throw .damaged(path, "its list of blocks has been changed")
            }
            pieces.append((start, index.count..<index.count + described.blocks.count))
            for block in described.blocks {
                index.add(bytes: block.bytes, opening: UnsafeRawBufferPointer(rebasing: entries[block.opening]))
                sizes.append(block.bytes)
                checksums.append(block.checksum)
            }
        }
        guard index.size == size, size > 0 else { return nil }
        (self.session, self.path, self.body, self.index) = (session, path, body, index)
        (self.pieces, self.sizes, self.checksums) = (pieces, sizes, checksums)
    }

    /// Checks a block that has arrived.
    ///
    /// - Throws: `.damaged` if its checksum does not match.
    func check(_ block: Int, _ bytes: UnsafeRawBufferPointer) throws(StorageError) {
        guard PieceBlocks.checksum(of: bytes) == checksums[block] else {
            throw .damaged(path, "the checksum of a block is wrong")
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
                        .integers(parts.map { index.start(of: $0.blocks.lowerBound) - pieces[$0.piece].start + 1 }),
                        .integers(
                            parts.map { index.start(of: $0.blocks.upperBound) - index.start(of: $0.blocks.lowerBound) }),
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
        var place = 0
        for block in parts.lazy.flatMap(\.blocks) {
            guard place + sizes[block] <= bytes.count else { throw .damaged(path, "a piece of it is too short") }
            let found = UnsafeRawBufferPointer(rebasing: bytes[place..<place + sizes[block]])
            try check(block, found)
            try take(block, found)
            place += sizes[block]
        }
        return parts.count
    }
}
