internal import Snapshots
internal import Sorting
internal import Storage

/// Writes the recipients that a change touches into a new segment, which is begun with the first of them.
final class ChangeWriter {
    private let storage: any Storage
    private let manifest: GroupManifest
    private let expectedBytes: Int
    private var writer: SegmentWriter?
    /// Rows that are handed over to the writer together: going to it for each took a tenth of an import's time.
    private var lines = ByteBuffer()
    private var rows = 0

    /// Of the blocks that are appended.
    let pool = LineBlockPool()

    private static let portion = 1 << 14

    /// - Parameters:
    ///   - manifest: The group with all the columns that the rows have.
    ///   - size: About how many bytes of rows there may be; 0 for few.
    init(_ storage: any Storage, _ manifest: GroupManifest, expecting size: Int = 0) {
        self.storage = storage
        self.manifest = manifest
        expectedBytes = size
    }

    /// Writes the rows of a block of the pool, which goes back there.
    func append(_ block: LineBlock) throws(SnapshotError) {
        guard block.rows > 0 else { return pool.giveBack(block) }
        try flush()
        try open().append(block)
    }

    /// Writes a row, which ends with its line end.
    @inline(__always)
    func append(line: UnsafeRawBufferPointer) throws(SnapshotError) {
        lines.append(line)
        try countRow()
    }

    func appendRemoval(of address: UnsafeRawBufferPointer) throws(SnapshotError) {
        RowEncoder.appendRemoval(of: address, to: &lines)
        try countRow()
    }

    /// The finished segment; nil if nothing was written.
    func finish() throws(SnapshotError) -> SegmentReference? {
        try flush()
        guard let writer else { return nil }
        return try writer.finish()
    }

    @inline(__always)
    private func countRow() throws(SnapshotError) {
        rows += 1
        if lines.count >= Self.portion { try flush() }
    }

    private func flush() throws(SnapshotError) {
        guard rows > 0 else { return }
        try open().append(lines: lines.bytes, rows: rows)
        lines.removeAll()
        rows = 0
    }

    /// Forgets all rows: nothing of them is needed.
    func discard() {
        writer?.abandon()
        writer = nil
        lines.removeAll()
        rows = 0
    }

    /// Removes what was written, unless a commit that failed halfway may refer to it.
    func abandon(_ store: Store) {
        guard let writer, !store.mayReferTo(segment: manifest.nextSegment, ofGroup: manifest.number) else { return }
        writer.abandon()
    }

    private func open() throws(SnapshotError) -> SegmentWriter {
        if let writer { return writer }
        let made = try manifest.makeSegmentWriter(
            manifest.nextSegment, in: storage, expecting: expectedBytes, pool: pool)
        writer = made
        return made
    }
}

extension GroupManifest {
    /// Begins a segment with this group's columns.
    ///
    /// - Parameter size: About how many bytes it will have.
    func makeSegmentWriter(
        _ number: Int,
        in storage: any Storage,
        expecting size: Int,
        pool: LineBlockPool = LineBlockPool()
    ) throws(SnapshotError) -> SegmentWriter {
        let path = StoreLayout.segment(number, ofGroup: self.number)
        return try SegmentWriter(
            number: number, at: path, columns: segmentColumns, in: storage, expecting: size, pool: pool)
    }
}
