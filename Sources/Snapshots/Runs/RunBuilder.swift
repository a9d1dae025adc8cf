/// Sorts rows of any number with bounded memory: they gather in a run, and a run that is full is sorted and written to a
/// file of its own.
public final class RunBuilder {
    private var rows: ByteBuffer
    private var entries: [RunEntry] = []
    private var spilled: [Segment] = []
    private let capacity: Int
    private let spill: RunSpill

    /// Room for the row that fills a run.
    private static let slack = 1 << 20

    /// - Parameters:
    ///   - capacity: How many bytes of rows are sorted in memory. They are taken from the system as they fill.
    ///   - spill: Where full runs go.
    public init(capacity: Int = 192 << 20, spill: RunSpill) {
        // Offsets are 32 bits wide.
        self.capacity = min(capacity, Int(UInt32.max) / 2)
        rows = ByteBuffer(capacity: self.capacity + Self.slack)
        self.spill = spill
    }

    /// Adds a row that a closure writes to the end of the buffer: one line with its line end.
    ///
    /// - Parameters:
    ///   - keyLength: The length of its address, at most `EmailAddress.maximumLength` bytes.
    ///   - write: Writes the row.
    @inline(__always)
    public func add(
        keyLength: Int,
        _ write: (inout ByteBuffer) -> Void
    ) throws(SnapshotError) {
        if rows.count >= capacity { try spillRun() }
        let offset = rows.count
        write(&rows)
        entries.append(
            RunEntry(UnsafeRawBufferPointer(rebasing: rows.bytes[offset...]), keyLength: keyLength, offset: offset))
    }

    /// What was added, sorted.
    public func finish() throws(SnapshotError) -> SortedRows {
        if spilled.isEmpty { return .memory(takeRun()) }
        if !entries.isEmpty { try spillRun() }
        return .files(spilled)
    }

    /// Removes the files of spilled runs.
    public func removeSpilled() {
        spill.removeAll()
    }

    private func spillRun() throws(SnapshotError) {
        let run = takeRun()
        var cursor = run.cursor
        let writer = try spill.makeWriter()
        while let row = cursor.current {
            try writer.append(row)
            cursor.advance()
        }
        spilled.append(try spill.open(try writer.finishTemporary()))
        run.giveBack(rows: &rows, entries: &entries)
    }

    private func takeRun() -> SortedRun {
        var sorted: [RunEntry] = []
        swap(&sorted, &entries)
        RunEntry.sort(&sorted, in: rows.bytes)
        var full = ByteBuffer()
        swap(&full, &rows)
        return SortedRun(rows: full, entries: sorted)
    }
}

/// Rows sorted by address, equal ones in the order in which they came: in memory, or in several files.
public enum SortedRows {
    /// All of it fits into memory.
    case memory(SortedRun)
    /// It was spilled to files in the format of segments.
    case files([Segment])
}
