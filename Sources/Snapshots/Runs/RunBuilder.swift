/// Sorts rows of any number with bounded memory: sorted blocks gather here, and whenever there are too many, the oldest go to a file as
/// one sorted run. Runs and blocks are merged when they are read.
public final class RunBuilder {
    /// The blocks that are in no run.
    private var blocks: [RunBlock] = []
    private var bytes = 0
    private let capacity: Int
    private let spill: RunSpill

    /// - Parameters:
    ///   - capacity: How many bytes of rows are kept in memory.
    ///   - spill: Where the others go.
    public init(capacity: Int = 96 << 20, spill: RunSpill) {
        self.capacity = capacity
        self.spill = spill
    }

    /// Adds the rows that come after all those before.
    public func add(_ block: RunBlock) throws(SnapshotError) {
        blocks.append(block)
        bytes += block.rows.count
        if bytes > capacity { try spillOldest() }
    }

    /// Spills half of the capacity: the longer the runs, the fewer there are to merge; what stays is neither written nor read.
    private func spillOldest() throws(SnapshotError) {
        var count = 0
        var spilled = 0
        while spilled < capacity / 2 || spilled < bytes - capacity {
            spilled += blocks[count].rows.count
            count += 1
        }
        try spill.append(SortedRows(blocks: Array(blocks[..<count])))
        blocks.removeFirst(count)
        bytes -= spilled
    }

    /// What was added, sorted.
    public func finish() throws(SnapshotError) -> SortedRows {
        SortedRows(file: try spill.finish(), blocks: blocks)
    }
}
