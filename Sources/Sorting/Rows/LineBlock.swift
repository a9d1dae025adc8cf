import SystemCalls

/// Rows' lines on their way to a segment. Sendable, since whoever holds one is the only one.
public final class LineBlock: @unchecked Sendable {
    /// Complete rows: lines with their line ends.
    public var lines: ByteBuffer
    /// How many they are.
    public var rows = 0

    fileprivate init(capacity: Int) {
        lines = ByteBuffer(capacity: capacity)
    }
}

/// Blocks that are used again: fresh memory costs more than what is written to it. Any thread may use it.
public final class LineBlockPool: Sendable {
    /// What changes, under the monitor.
    private final class Free: @unchecked Sendable {
        var blocks: [LineBlock] = []
    }

    private let monitor = Monitor()
    private let free = Free()

    /// A pool without blocks.
    public init() {}

    /// An empty block; a new one has room for so many bytes.
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
