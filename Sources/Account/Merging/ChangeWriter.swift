internal import Snapshots
internal import Sorting
internal import Storage

/// Writes the recipients that a change touches into a new segment, which is begun with the first of them.
final class ChangeWriter {
    private let storage: any Storage
    private let manifest: GroupManifest
    private var writer: SegmentWriter?
    /// The first few rows, which wait for more, so that a change that discards them has created no file.
    private var held: LineBlock?

    /// In bytes. A block with fewer bytes waits.
    static let portion = 1 << 16

    /// The pool of the blocks that are appended.
    let pool = LineBlockPool()

    /// - Parameter manifest: The group, with all columns that the rows have.
    init(_ storage: any Storage, _ manifest: GroupManifest) {
        self.storage = storage
        self.manifest = manifest
    }

    /// Writes the rows of a block from the pool, and gives the block back.
    func append(_ block: LineBlock) throws(SnapshotError) {
        guard block.rows > 0 else { return pool.giveBack(block) }
        if writer == nil, held == nil, block.lines.count < Self.portion {
            held = block
        } else {
            try open().append(block)
        }
    }

    /// Writes a row, including its line end.
    func append(line: UnsafeRawBufferPointer) throws(SnapshotError) {
        try open().append(lines: line)
    }

    /// Writes the mark that a recipient was removed.
    func appendRemoval(of address: UnsafeRawBufferPointer) throws(SnapshotError) {
        var line = ByteBuffer()
        RowEncoder.appendRemoval(of: address, to: &line)
        try append(line: line.bytes)
    }

    /// Finishes the segment; nil if nothing was written.
    func finish() throws(SnapshotError) -> SegmentReference? {
        if writer == nil, held == nil { return nil }
        return try open().finish()
    }

    /// Discards all rows: none of them is needed.
    func discard() {
        held = nil
        writer?.abandon()
        writer = nil
    }

    /// Removes what was written, unless a failed commit may still refer to it.
    func abandon(_ store: Store) {
        guard let writer, !store.mayReferTo(segment: manifest.nextSegment, ofGroup: manifest.number) else { return }
        writer.abandon()
    }

    private func open() throws(SnapshotError) -> SegmentWriter {
        if let writer { return writer }
        let made = try manifest.makeSegmentWriter(manifest.nextSegment, in: storage, pool: pool)
        writer = made
        if let held {
            self.held = nil
            try made.append(held)
        }
        return made
    }
}

extension GroupManifest {
    /// Begins a segment with this group's columns.
    func makeSegmentWriter(
        _ number: Int,
        in storage: any Storage,
        pool: LineBlockPool = LineBlockPool()
    ) throws(SnapshotError) -> SegmentWriter {
        let path = StoreLayout.segment(number, ofGroup: self.number)
        return try SegmentWriter(number: number, at: path, columns: segmentColumns, in: storage, pool: pool)
    }
}
