/// Sorts rows of any number with bounded memory: sorted blocks gather in a run, and a run that is full is merged and written
/// to a file of its own.
public final class RunBuilder {
    private var blocks: [RunBlock] = []
    private var bytes = 0
    private var spilled: [Segment] = []
    private let capacity: Int
    private let spill: RunSpill

    /// - Parameters:
    ///   - capacity: How many bytes of rows are kept in memory.
    ///   - spill: Where full runs go.
    public init(capacity: Int = 192 << 20, spill: RunSpill) {
        self.capacity = capacity
        self.spill = spill
    }

    /// Adds the rows that come after all those before.
    public func add(_ block: RunBlock) throws(SnapshotError) {
        blocks.append(block)
        bytes += block.lines.count
        if bytes >= capacity { try spillRun() }
    }

    /// What was added, sorted.
    public func finish() -> SortedRows {
        SortedRows(files: spilled, blocks: blocks)
    }

    /// Removes the files of spilled runs.
    public func removeSpilled() {
        spill.removeAll()
    }

    private func spillRun() throws(SnapshotError) {
        var cursor = SortedRows(files: [], blocks: blocks).cursor
        let writer = try spill.makeWriter()
        while let row = cursor.current {
            try writer.append(row)
            cursor.advance()
        }
        spilled.append(try spill.open(try writer.finishTemporary()))
        blocks = []
        bytes = 0
    }
}

/// Rows sorted by address, equal ones in the order in which they came: in files, and behind them in memory.
public struct SortedRows {
    let files: [Segment]
    let blocks: [RunBlock]

    /// From so many blocks on, they are merged on another thread while the rows are used.
    private static let parallelBlocks = 8

    public var cursor: RunCursor {
        let isLarge = !files.isEmpty || blocks.count >= Self.parallelBlocks
        return RunCursor(RowFeed(MergingCursor(files, and: blocks), over: self, isAhead: isLarge))
    }

    /// Called after reading: throws if a file was found damaged.
    public func checkRead() throws(SnapshotError) {
        for file in files { try file.checkRead() }
    }
}
