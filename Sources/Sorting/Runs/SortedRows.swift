public import Storage

/// Rows sorted by address, in runs of a file and, after them, in blocks in memory. Rows with equal addresses are in the
/// order in which they came.
public final class SortedRows {
    private let file: SpilledRuns?
    private let blocks: [SortedBlock]
    /// The indexes of all runs and blocks, in the order in which their rows came.
    let parts: [SortedIndex]
    /// The size of the packed rows in bytes.
    let bytes: Int

    init(file: SpilledRuns? = nil, blocks: [SortedBlock]) {
        self.file = file
        self.blocks = blocks
        parts = (file?.indices ?? []) + blocks.map(\.index)
        bytes = parts.reduce(0) { $0 + $1.length }
    }

    /// About how many bytes the rows take as lines.
    public var lineBytes: Int { Self.linePerPacked * bytes }

    /// About how many bytes of lines one byte of packed rows becomes.
    static let linePerPacked = 2

    /// Whether some rows are in a file.
    var isSpilled: Bool { file != nil }

    /// Reads the rows of a range, which are valid while the closure runs. Several threads may read at once.
    public func read<Result>(
        _ range: KeyRange = .all,
        _ body: (SortedCursor) -> Result
    ) throws(StorageError) -> Result {
        let inMemory = blocks.map { $0.index.rows(in: range, of: $0.rows) }
        guard let file else { return body(SortedCursor(inMemory)) }
        return try file.read(range) { body(SortedCursor($0 + inMemory)) }
    }
}

extension SortedRows {
    /// Consecutive ranges of addresses that can be merged separately: each row is in one of them, and about as many
    /// bytes in each.
    ///
    /// - Parameter state: The segments that are read together with the rows; their size counts as if they were packed
    ///   too.
    public func ranges(beside state: [any KeySampling] = []) -> [KeyRange] {
        ranges(beside: state, of: rangeBytes)
    }

    /// In bytes: enough for the packed rows of most ranges.
    var usualBlockBytes: Int { min(bytes, rangeBytes + rangeBytes / 2) }

    /// In bytes: enough for the lines of most ranges after unpacking.
    public var usualLineBytes: Int { Self.linePerPacked * usualBlockBytes }

    /// About how many bytes of packed rows each range has.
    private var rangeBytes: Int {
        // Each cut is searched for in each block. That must cost little compared with merging what is between two cuts.
        min(max(RangeSize.least, parts.count * RangeSize.ofBlock), RangeSize.most)
    }

    /// - Parameter target: The bytes of packed rows in a range.
    func ranges(beside state: [any KeySampling], of target: Int) -> [KeyRange] {
        let total = bytes + state.reduce(0) { $0 + $1.lineBytes / Self.linePerPacked }
        guard total >= 2 * target else { return [.all] }
        let step = max(1, target / RangeSize.samples)
        var keys = sampledKeys(every: step)
        for segment in state { keys += segment.sampledKeys(every: Self.linePerPacked * step) }
        keys.sort { compareKeys($0, $1) < 0 }
        return KeyRange.ranges(between: keys, every: RangeSize.samples)
    }

    /// One address for every `step` bytes of rows. The remainder is carried from one block to the next, so that blocks
    /// are not all sampled at the same offsets.
    private func sampledKeys(every step: Int) -> [UnsafeRawBufferPointer] {
        var keys: [UnsafeRawBufferPointer] = []
        var left = step
        for part in parts {
            for (index, sample) in part.samples.enumerated() {
                if left <= 0 {
                    keys.append(part.key(of: sample))
                    left += step
                }
                let end = index + 1 < part.samples.count ? part.samples[index + 1].offset : part.length
                left -= end - sample.offset
            }
        }
        return keys
    }
}

/// Sorted rows, as lines, that are read together with those of `SortedRows`.
public protocol KeySampling {
    /// The size of the lines in bytes.
    var lineBytes: Int { get }

    /// The address of one row for every `step` bytes; valid as long as the rows are.
    func sampledKeys(every step: Int) -> [UnsafeRawBufferPointer]
}

/// The size of the ranges that are merged.
private enum RangeSize {
    /// In bytes of packed rows: enough to be worth handing from thread to thread, and few enough for the processor's
    /// caches.
    static let least = 1 << 19
    /// In bytes, for each block that a cut is searched for in.
    static let ofBlock = 4 << 10
    /// In bytes: several ranges are in memory at a time.
    static let most = 16 << 20
    /// How many addresses are sampled for each range.
    static let samples = 32
}

/// A position in sorted rows: in the order of addresses, and for equal addresses in the order in which they came.
public struct SortedCursor: KeyedCursor {
    private var merged: LoserTree<SortedBlockCursor>

    /// - Parameter blocks: Sorted rows, in the order in which they came.
    init(_ blocks: [UnsafeRawBufferPointer]) {
        merged = LoserTree(blocks.map { SortedBlockCursor($0) })
    }

    public var current: PackedRow? {
        @inline(__always) get { merged.current }
    }

    @inline(__always)
    public mutating func advance() {
        merged.advance()
    }

    /// Whether this cursor is at a row with the same address as another. Not inherited from `KeyedCursor`: generic code
    /// is not specialised for other modules, which made an import take a tenth longer.
    public func isAt(addressOf row: PackedRow) -> Bool {
        current?.hasSameKey(as: row) ?? false
    }
}
