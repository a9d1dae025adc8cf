/// Sorts rows of any number with bounded memory: sorted blocks gather here, and while there are too many, the oldest go to a
/// file. They are merged once, when they are read.
public final class RunBuilder {
    /// The latest blocks.
    private var blocks: [RunBlock] = []
    private var bytes = 0
    private let capacity: Int
    private let spill: RunSpill

    /// - Parameters:
    ///   - capacity: How many bytes of rows are kept in memory.
    ///   - spill: Where the others go.
    public init(capacity: Int = 192 << 20, spill: RunSpill) {
        self.capacity = capacity
        self.spill = spill
    }

    /// Adds the rows that come after all those before.
    public func add(_ block: RunBlock) throws(SnapshotError) {
        blocks.append(block)
        bytes += block.rows.bytes.count
        while bytes > capacity, let oldest = blocks.first {
            try spill.append(oldest)
            blocks.removeFirst()
            bytes -= oldest.rows.bytes.count
        }
    }

    /// What was added, sorted.
    public func finish() throws(SnapshotError) -> SortedRows {
        SortedRows(file: try spill.finish(), blocks: blocks)
    }

    /// Removes the file.
    public func removeSpilled() {
        spill.remove()
    }
}
