internal import Snapshots

/// Writes the recipients that a change touches into a new segment, which is begun with the first of them.
final class ChangeWriter {
    private let storage: any Storage
    private let manifest: GroupManifest
    var progress: ProgressCounter?
    private var writer: SegmentWriter?
    private var scratch = ByteBuffer()

    /// - Parameter manifest: The group with all the columns that the rows have.
    init(_ storage: any Storage, _ manifest: GroupManifest) {
        self.storage = storage
        self.manifest = manifest
    }

    /// Writes a row, which ends with its line end.
    func append(line: UnsafeRawBufferPointer) throws(SnapshotError) {
        try open().append(lines: line)
    }

    func append(_ row: Row) throws(SnapshotError) {
        try open().append(row)
    }

    func appendRemoval(of address: UnsafeRawBufferPointer) throws(SnapshotError) {
        scratch.removeAll()
        RowEncoder.appendRemoval(of: address, to: &scratch)
        try open().append(lines: scratch.bytes)
    }

    /// The finished segment; nil if nothing was written.
    func finish() throws(SnapshotError) -> SegmentReference? {
        guard let writer else { return nil }
        return try writer.finish()
    }

    /// Removes what was written, unless a commit that failed halfway may refer to it.
    func abandon(_ store: Store) {
        guard let writer, !store.mayReferTo(segment: manifest.nextSegment, ofGroup: manifest.number) else { return }
        writer.abandon()
    }

    private func open() throws(SnapshotError) -> SegmentWriter {
        if let writer { return writer }
        let made = try manifest.makeSegmentWriter(manifest.nextSegment, in: storage)
        writer = made
        return made
    }
}

extension GroupManifest {
    /// Begins a segment with this group's columns.
    func makeSegmentWriter(_ number: Int, in storage: any Storage) throws(SnapshotError) -> SegmentWriter {
        let path = StoreLayout.segment(number, ofGroup: self.number)
        return try SegmentWriter(number: number, at: path, columns: segmentColumns, in: storage)
    }
}
