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
        bytes += block.lines.count
        while bytes > capacity, let oldest = blocks.first {
            try spill.append(oldest)
            blocks.removeFirst()
            bytes -= oldest.lines.count
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

/// Rows sorted by address, equal ones in the order in which they came: in blocks of a file, and behind them in memory.
public struct SortedRows {
    let file: SpilledBlocks?
    let blocks: [RunBlock]

    /// From so many blocks on, they are merged on another thread while the rows are used.
    private static let parallelBlocks = 8

    /// A place at the first row.
    public var cursor: RunCursor {
        let spilled = (file?.blocks ?? []).map { LineCursor($0, of: nil) }
        let merged = MergingCursor(lines: spilled + blocks.map { LineCursor($0.lines, of: nil) })
        return RunCursor(RowFeed(merged, over: self, isAhead: spilled.count + blocks.count >= Self.parallelBlocks))
    }
}
