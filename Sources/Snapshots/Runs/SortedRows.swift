/// Rows sorted by address, equal ones in the order in which they came: in runs of a file, and behind them in memory.
public final class SortedRows {
    private let file: SpilledRuns?
    private let blocks: [RunBlock]
    /// Of all runs and blocks, in the order in which they came.
    let parts: [RunIndex]
    /// How many bytes of packed rows there are.
    let bytes: Int

    init(file: SpilledRuns? = nil, blocks: [RunBlock]) {
        self.file = file
        self.blocks = blocks
        parts = (file?.indices ?? []) + blocks.map(\.index)
        bytes = parts.reduce(0) { $0 + $1.length }
    }

    /// About how many bytes of lines the rows become.
    public var lineBytes: Int { Self.linePerPacked * bytes }

    /// How many bytes of lines a byte of packed rows becomes, about.
    static let linePerPacked = 2

    /// Whether some are in a file.
    var isSpilled: Bool { file != nil }

    /// Reads the rows of a range, which are valid while the closure runs. Threads may read beside each other.
    public func read<Result>(
        _ range: KeyRange = .all,
        _ body: (RunCursor) -> Result
    ) throws(SnapshotError) -> Result {
        let inMemory = blocks.map { $0.index.rows(in: range, of: $0.rows) }
        guard let file else { return body(RunCursor(inMemory)) }
        return try storing { () throws(StorageError) in try file.read(range) { body(RunCursor($0 + inMemory)) } }
    }
}
