/// Rows sorted by address, equal ones in the order in which they came: in runs of a file, and behind them in memory. A
/// cursor's rows are valid while this lives.
public final class SortedRows {
    let file: SpilledRuns?
    private let blocks: [RunBlock]
    /// The rows of all runs and blocks, in the order in which they came.
    let parts: [RunRows]
    /// How many bytes of rows there are.
    let bytes: Int

    init(file: SpilledRuns? = nil, blocks: [RunBlock]) {
        self.file = file
        self.blocks = blocks
        parts = (file?.runs ?? []) + blocks.map(\.rows)
        bytes = parts.reduce(0) { $0 + $1.bytes.count }
    }

    /// A place at the first row of a range. Threads may ask beside each other.
    public func cursor(in range: KeyRange = .all) -> RunCursor {
        RunCursor((file?.rows(in: range) ?? []) + blocks.map { $0.rows.rows(in: range) })
    }
}
