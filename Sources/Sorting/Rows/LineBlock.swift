import SystemCalls

/// The lines of rows on their way to a segment. Sendable, because only one thread at a time holds a block.
public final class LineBlock: @unchecked Sendable {
    /// Complete rows: lines with their line ends.
    public var lines: ByteBuffer
    /// The number of rows.
    public var rows = 0

    fileprivate init(capacity: Int) {
        lines = ByteBuffer(capacity: capacity)
    }
}

/// Blocks that are reused: fresh memory costs more than filling it. Any thread may use the pool.
public final class LineBlockPool: Sendable {
    /// The mutable state, under the monitor.
    private final class Free: @unchecked Sendable {
        var blocks: [LineBlock] = []
    }

    private let monitor = Monitor()
    private let free = Free()

    /// An empty pool.
    public init() {}

    /// An empty block. A new one has room for `capacity` bytes.
    public func take(capacity: Int) -> LineBlock {
        monitor.change { free.blocks.popLast() } ?? LineBlock(capacity: capacity)
    }

    /// Takes back a block that nobody uses any more.
    public func giveBack(_ block: LineBlock) {
        block.lines.removeAll()
        block.rows = 0
        monitor.change { free.blocks.append(block) }
    }
}
