internal import CPrefetch

/// Rows in memory, sorted by address; equal addresses stand in the order in which they came.
public final class SortedRun {
    private var rows: ByteBuffer
    private(set) var entries: [RunEntry]

    init(rows: consuming ByteBuffer, entries: [RunEntry]) {
        self.rows = rows
        self.entries = entries
    }

    /// Gives the memory back for the next run; nothing may be read from this one any more.
    func giveBack(rows: inout ByteBuffer, entries: inout [RunEntry]) {
        swap(&rows, &self.rows)
        swap(&entries, &self.entries)
        rows.removeAll()
        entries.removeAll(keepingCapacity: true)
    }

    /// How many rows there are, repeated addresses included.
    public var count: Int { entries.count }

    /// A cursor before the first row.
    public var cursor: RunCursor { RunCursor(self) }

    /// Brings a row nearer that is soon asked for. Rows lie anywhere in memory; waiting for each took a fifth of an import's
    /// time.
    @inline(__always)
    func prefetch(_ index: Int) {
        guard index < entries.count, let start = rows.bytes.baseAddress else { return }
        let row = start + Int(entries[index].offset)
        cbs_prefetch(row)
        cbs_prefetch(row + 64)
        cbs_prefetch(row + 128)
    }

    @inline(__always)
    func row(at index: Int) -> Row {
        entries[index].row(in: rows.bytes)
    }
}
