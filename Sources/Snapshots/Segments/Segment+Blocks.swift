public import Sorting
internal import Storage
internal import SystemCalls

/// A large, remote segment: its blocks are fetched before they are read, as many as possible in one round trip.
extension Segment {
    /// Whether all its rows are available locally.
    public var isWhole: Bool { blocks?.isWhole ?? true }

    /// Fetches all rows that are not available locally.
    public func fetchAll() throws(SnapshotError) {
        guard let blocks else { return }
        try fetching { () throws(StorageError) in try blocks.fetchAll() }
    }

    private func fetching(_ call: () throws(StorageError) -> Void) throws(SnapshotError) {
        do throws(StorageError) {
            try call()
        } catch {
            throw SnapshotError(reading: error, path)
        }
    }

    /// The end of the consecutive rows that are available locally, from an offset on. If the first of them is not, it
    /// is fetched.
    ///
    /// - Parameter place: The offset at which a block begins or, in the first block, the first row.
    /// - Returns: Nil if rows could not be fetched; `checkRows()` throws the reason.
    func endOfFetched(from place: Int, _ blocks: BlockwiseFile) -> Int? {
        let block = blocks.index.block(at: place)
        do throws(SnapshotError) {
            if !blocks.isFetched(block) {
                try fetching { () throws(StorageError) in try blocks.fetchUnexpected(block) }
            }
            return blocks.endOfFetched(from: block)
        } catch {
            fetchProblem.withLock { $0 = $0 ?? error }
            return nil
        }
    }

    /// The same for positions in memory.
    func endOfFetched(from place: UnsafeRawPointer) -> UnsafeRawPointer? {
        guard let blocks, let start = blocks.mapped.bytes.baseAddress else { return nil }
        return endOfFetched(from: place - start, blocks).map { start + $0 }
    }

    /// The beginning of the block that must have an address if the segment has it.
    ///
    /// - Parameter place: A position in, or directly after, a block that does not come after the address.
    func startOfBlock(of key: UnsafeRawBufferPointer, from place: UnsafeRawPointer) -> UnsafeRawPointer? {
        guard let blocks, let start = blocks.mapped.bytes.baseAddress else { return nil }
        let first = blocks.index.block(at: max(place - start - 1, 0))
        return start + blocks.index.start(of: block(of: key, from: first, blocks.index))
    }

    /// The last block whose first row does not come after an address: if the segment has the address, it is there.
    ///
    /// - Parameter first: The block at which the search begins.
    func block(of key: UnsafeRawBufferPointer, from first: Int = 0, _ index: BlockIndex) -> Int {
        var (low, high) = (first, index.count - 1)
        while low < high {
            let middle = (low + high + 1) / 2
            if Self.isBehind(index, middle, key) { high = middle - 1 } else { low = middle }
        }
        return low
    }

    /// Whether the first row of a block comes after an address.
    private static func isBehind(_ index: BlockIndex, _ block: Int, _ key: UnsafeRawBufferPointer) -> Bool {
        index.withOpening(of: block) { opening in
            // A line that is not a row is noticed when it is read.
            guard opening.count > Row.keyOffset, opening.last == UInt8(ascii: "\"") else { return false }
            return compareKeys(UnsafeRawBufferPointer(rebasing: opening[Row.keyOffset..<opening.count - 1]), key) > 0
        }
    }

    /// The offset of a block's first row in the body.
    func rowPlace(of block: Int, _ index: BlockIndex) -> Int { max(index.start(of: block) - headerBytes, 0) }

    /// The size of the header line in bytes.
    private var headerBytes: Int { reference.bytes - body.count }

    /// The address of the last row of a block.
    fileprivate func lastKey(of block: Int, _ index: BlockIndex) -> UnsafeRawBufferPointer? {
        let (first, end) = (rowPlace(of: block, index), rowPlace(of: block + 1, index))
        guard first < end else { return nil }
        return Row(line: UnsafeRawBufferPointer(rebasing: body[body.line(around: end - 1, notBefore: first)]))?.key
    }
}

extension Sequence<Segment> {
    /// Fetches the blocks that a search for addresses will need and that are not available locally: two round trips per
    /// segment.
    ///
    /// - Parameter keys: The addresses, in order. If they are rows of these segments, those must have been fetched.
    public func fetch<Cursor: KeyedCursor>(rowsOf keys: @autoclosure () -> Cursor) throws(SnapshotError) {
        for segment in self where !segment.isWhole {
            guard let blocks = segment.blocks else { continue }
            let wanted = segment.blocks(of: keys(), blocks)
            guard wanted.count * Segment.denseFactor < blocks.index.count else {
                try segment.fetchAll()
                continue
            }
            try segment.fetch([0] + wanted.map(\.block), blocks)
            // An address that a block lacks may come after the block's last row. A cursor then goes on to the next
            // block's first row.
            let following = wanted.compactMap { block, last in
                segment.isPastEnd(last, of: block, blocks.index) ? block + 1 : nil
            }
            try segment.fetch(following, blocks)
        }
    }
}

extension Segment {
    /// If more than one block in this many is wanted, all are fetched: whole pieces cost the server less.
    fileprivate static let denseFactor = 2

    fileprivate func fetch(_ wanted: [Int], _ blocks: BlockwiseFile) throws(SnapshotError) {
        try fetching { () throws(StorageError) in try blocks.fetch(wanted) }
    }

    /// The blocks that the addresses may be in, each with the last of its addresses.
    fileprivate func blocks<Cursor: KeyedCursor>(
        of keys: Cursor,
        _ blocks: BlockwiseFile
    ) -> [(block: Int, last: UnsafeRawBufferPointer)] {
        var keys = keys
        var wanted: [(block: Int, last: UnsafeRawBufferPointer)] = []
        while let row = keys.current, wanted.count * Self.denseFactor < blocks.index.count {
            let last = wanted.last?.block ?? 0
            // Mostly it is the same block or one of the next.
            let block = block(of: row.key, from: last, blocks.index)
            if block == wanted.last?.block {
                wanted[wanted.count - 1].last = row.key
            } else {
                wanted.append((block, row.key))
            }
            keys.advance()
        }
        return wanted
    }

    fileprivate func isPastEnd(_ key: UnsafeRawBufferPointer, of block: Int, _ index: BlockIndex) -> Bool {
        guard block + 1 < index.count, let last = lastKey(of: block, index) else { return false }
        return compareKeys(last, key) < 0
    }
}
