public import Storage

/// Rows sorted by address, in runs of a file and, after them, in blocks in memory. Rows with equal addresses are in the
/// order in which they came.
public final class SortedRows {
    /// Nil if all rows are in memory.
    let file: SpilledRuns?
    private let blocks: [SortedBlock]
    /// The indexes of all runs and blocks, in the order in which their rows came.
    let parts: [SortedIndex]
    /// The size of the packed rows in bytes.
    let bytes: Int
    private let repeated: RepeatedTexts?

    /// - Parameter repeated: The texts that the codes in the rows stand for; nil if there are no codes.
    init(file: SpilledRuns? = nil, blocks: [SortedBlock], _ repeated: RepeatedTexts?) {
        self.file = file
        self.blocks = blocks
        self.repeated = repeated
        parts = (file?.indices ?? []) + blocks.map(\.index)
        bytes = parts.reduce(0) { $0 + $1.length }
    }

    /// About how many bytes of lines one byte of packed rows becomes.
    static let linePerPacked = 2

    /// Reads the rows of a range, which are valid while the closure runs. Several threads may read at once.
    public func read<Result>(
        _ range: KeyRange = .all,
        _ body: (SortedCursor) -> Result
    ) throws(StorageError) -> Result {
        let inMemory = blocks.map { $0.index.rows(in: range, of: $0.rows) }
        let table = repeated?.table
        guard let file else { return body(SortedCursor(inMemory, table)) }
        return try file.read(range) { body(SortedCursor($0 + inMemory, table)) }
    }
}

extension SortedRows {
    /// What the rows are merged with.
    public enum State {
        case nothing
        /// Segments that are read together with the rows.
        case read([any KeySampling])
        /// Segments in which each row is searched for, which takes longer than the row itself.
        case searched
    }

    /// Consecutive ranges of addresses that can be merged separately: each row is in one of them, and about as many
    /// bytes in each. Bytes of segments that are read count as if they were packed too.
    public func ranges(beside state: State = .nothing) -> [KeyRange] {
        var segments: [any KeySampling] = []
        if case .read(let read) = state { segments = read }
        return ranges(beside: segments, of: rangeBytes(beside: state))
    }

    /// In bytes: enough for the packed rows of most ranges.
    func usualBlockBytes(beside state: State = .nothing) -> Int {
        let usual = rangeBytes(beside: state)
        return min(bytes, usual + usual / 2)
    }

    /// In bytes: enough for the lines of most ranges after unpacking.
    public func usualLineBytes(beside state: State) -> Int { Self.linePerPacked * usualBlockBytes(beside: state) }

    /// About how many bytes of packed rows each range has.
    private func rangeBytes(beside state: State) -> Int {
        var least = RangeSize.least
        if case .searched = state { least = RangeSize.leastSearched }
        // Each cut is searched for in each block. That must cost little compared with merging what is between two cuts.
        return min(max(least, parts.count * RangeSize.ofBlock), RangeSize.maximum)
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
    /// The same for rows that are searched for.
    static let leastSearched = 1 << 16
    /// In bytes, for each block that a cut is searched for in.
    static let ofBlock = 4 << 10
    /// In bytes: several ranges are in memory at a time.
    static let maximum = 16 << 20
    /// How many addresses are sampled for each range.
    static let samples = 32
}

/// A position in sorted rows: in the order of addresses, and for equal addresses in the order in which they came.
public struct SortedCursor: KeyedCursor {
    private var merged: LoserTree<SortedBlockCursor>
    /// The texts that the codes in the rows stand for; nil if there are no codes.
    public let repeated: RepeatedTexts.Table?

    /// - Parameter blocks: Sorted rows, in the order in which they came.
    init(_ blocks: [UnsafeRawBufferPointer], _ repeated: RepeatedTexts.Table?) {
        self.repeated = repeated
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
