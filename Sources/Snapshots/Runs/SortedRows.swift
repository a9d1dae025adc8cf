internal import Synchronization

/// Rows sorted by address, equal ones in the order in which they came: in blocks of a file, and behind them in memory. A
/// cursor's rows are valid while this lives.
public final class SortedRows {
    let file: SpilledBlocks?
    private let blocks: [RunBlock]
    /// The rows of all blocks, in the order in which they came.
    let parts: [RunRows]
    /// How many bytes of rows there are.
    let bytes: Int
    /// The bytes of the rows that were gone through since the file's were evicted.
    private let read = Atomic(0)

    private static let evictionBytes = 128 << 20

    init(file: SpilledBlocks?, blocks: [RunBlock]) {
        self.file = file
        self.blocks = blocks
        parts = (file?.blocks ?? []) + blocks.map(\.rows)
        bytes = parts.reduce(0) { $0 + $1.bytes.count }
    }

    /// A place at the first row of a range. Threads may ask beside each other.
    public func cursor(in range: KeyRange = .all) -> RunCursor {
        evictSpilled()
        let rows = parts.map { $0.rows(in: range) }
        read.add(rows.reduce(0) { $0 + $1.count }, ordering: .relaxed)
        return RunCursor(rows)
    }

    /// Lets the system take back the memory of rows of the file, now and then. The few that are needed again are read again.
    private func evictSpilled() {
        guard let file, read.load(ordering: .relaxed) >= Self.evictionBytes else { return }
        read.store(0, ordering: .relaxed)
        file.evict()
    }
}
