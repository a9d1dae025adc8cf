public import Storage

/// Rows sorted by address, equal ones in the order in which they came: in runs of a file, and after them in memory.
public final class SortedRows {
    private let file: SpilledRuns?
    private let blocks: [SortedBlock]
    /// Of all runs and blocks, in the order in which they came.
    let parts: [SortedIndex]
    /// How many bytes of packed rows there are.
    let bytes: Int

    init(file: SpilledRuns? = nil, blocks: [SortedBlock]) {
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
        _ body: (SortedCursor) -> Result
    ) throws(StorageError) -> Result {
        let inMemory = blocks.map { $0.index.rows(in: range, of: $0.rows) }
        guard let file else { return body(SortedCursor(inMemory)) }
        return try file.read(range) { body(SortedCursor($0 + inMemory)) }
    }
}

extension SortedRows {
    /// Ranges of addresses, one after the other, that can be merged apart: all rows are in one of them, about equally many
    /// bytes in each.
    ///
    /// - Parameter state: What is read beside the rows, and counts as if it were packed like them.
    public func ranges(beside state: [any KeySampling] = []) -> [KeyRange] {
        ranges(beside: state, of: rangeBytes)
    }

    /// Enough for the packed rows of most ranges.
    var usualBlockBytes: Int { min(bytes, rangeBytes + rangeBytes / 2) }

    /// Enough for the lines of most ranges, as they are unpacked.
    public var usualLineBytes: Int { Self.linePerPacked * usualBlockBytes }

    /// About how many bytes there are in each range.
    private var rangeBytes: Int {
        // A cut is searched in each block, which must stay little beside merging what is between two of them.
        min(max(RangeSize.least, parts.count * RangeSize.ofBlock), RangeSize.most)
    }

    /// - Parameter target: The bytes of a range, packed.
    func ranges(beside state: [any KeySampling], of target: Int) -> [KeyRange] {
        let total = bytes + state.reduce(0) { $0 + $1.lineBytes / Self.linePerPacked }
        guard total >= 2 * target else { return [.all] }
        let step = max(1, target / RangeSize.samples)
        var keys = sampledKeys(every: step)
        for segment in state { keys += segment.sampledKeys(every: Self.linePerPacked * step) }
        keys.sort { compareKeys($0, $1) < 0 }
        return KeyRange.ranges(between: keys, every: RangeSize.samples)
    }

    /// An address for every so many bytes of rows. What one block has too much counts for the next, so that each block
    /// is looked at in other places.
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

/// Sorted rows, as lines, that are read beside those of `SortedRows`.
public protocol KeySampling {
    /// How many bytes of lines there are.
    var lineBytes: Int { get }

    /// The address of a row for every so many bytes; valid while the rows are.
    func sampledKeys(every step: Int) -> [UnsafeRawBufferPointer]
}

/// How much is merged together.
private enum RangeSize {
    /// In bytes: enough to be worth being handed from thread to thread, and little enough for the processor's caches.
    static let least = 1 << 19
    /// In bytes for each block.
    static let ofBlock = 6 << 10
    /// In bytes: some ranges are in memory at a time.
    static let most = 16 << 20
    /// How many addresses are looked at for each range.
    static let samples = 32
}

/// A place in sorted rows: in the order of their addresses, equal ones in the order in which they came.
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

    /// Whether this cursor is at a row with the same address. Not left to `KeyedCursor`: what is generic is not specialised for
    /// other modules, and an import took a tenth longer.
    public func isAt(addressOf row: PackedRow) -> Bool {
        current?.hasSameKey(as: row) ?? false
    }
}
