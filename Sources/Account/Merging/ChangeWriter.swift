internal import Snapshots
internal import Sorting
internal import Storage

/// Writes the recipients that a change touches into a new segment, which is begun with the first of them.
final class ChangeWriter {
    private let storage: any Storage
    private let manifest: GroupManifest
    private let expectedBytes: Int
    private var writer: SegmentWriter?
    /// A few rows that came first and wait for more, so that those who forget them have made no file.
    private var held: LineBlock?

    /// Fewer bytes than these wait.
    static let portion = 1 << 16

    /// Of the blocks that are appended.
    let pool = LineBlockPool()

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
        if writer == nil, held == nil, block.lines.count < Self.portion {
            held = block
        } else {
            try open().append(block)
        }
    }

    /// Writes a row, which ends with its line end.
    func append(line: UnsafeRawBufferPointer) throws(SnapshotError) {
        try open().append(lines: line)
    }

    /// Writes the mark that a recipient was removed.
    func appendRemoval(of address: UnsafeRawBufferPointer) throws(SnapshotError) {
        var line = ByteBuffer()
        RowEncoder.appendRemoval(of: address, to: &line)
        try append(line: line.bytes)
    }

    /// The finished segment; nil if nothing was written.
    func finish() throws(SnapshotError) -> SegmentReference? {
        if writer == nil, held == nil { return nil }
        return try open().finish()
    }

    /// Forgets all rows: nothing of them is needed.
    func discard() {
        held = nil
        writer?.abandon()
        writer = nil
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
        if let held {
            self.held = nil
            try made.append(held)
        }
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
