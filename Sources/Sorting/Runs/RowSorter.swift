public import Storage

/// Sorts any number of rows in bounded memory: sorted blocks gather here, and whenever there are too many, the oldest
/// are written to a file as one sorted run. Runs and blocks are merged when they are read.
public final class RowSorter {
    /// The blocks that are not in a run.
    private var blocks: [SortedBlock] = []
    private var bytes = 0
    private let capacity: Int
    /// The memory that all blocks must be made in.
    public let memory = BlockMemory()
    private let spill: RowSpill

    /// - Parameters:
    ///   - capacity: How many bytes of packed rows are kept in memory.
    ///   - spill: Where the others are written.
    public init(capacity: Int = 96 << 20, spill: RowSpill) {
        self.capacity = capacity
        self.spill = spill
    }

    /// Adds a block of rows that came after all those before.
    public func add(_ block: SortedBlock) throws(StorageError) {
        blocks.append(block)
        bytes += block.rows.count
        if bytes > capacity { try spillOldest() }
    }

    /// Spills half of the capacity: the longer the runs, the fewer there are to merge; what stays is neither written
    /// nor read back.
    private func spillOldest() throws(StorageError) {
        var count = 0
        var spilled = 0
        while spilled < capacity / 2 || spilled < bytes - capacity {
            spilled += blocks[count].rows.count
            count += 1
        }
        try spill.append(SortedRows(blocks: Array(blocks[..<count]), memory.repeated))
        blocks.removeFirst(count)
        bytes -= spilled
    }

    /// All rows that were added, sorted. The sorter is empty afterwards.
    public func finish() throws(StorageError) -> SortedRows {
        defer { blocks = [] }
        return SortedRows(file: try spill.finish(), blocks: blocks, memory.repeated)
    }
}

/// A scratch file that the rows of a large import go to while it is sorted, merged into a few long runs.
public final class RowSpill {
    private let makeFile: () throws(StorageError) -> any ScratchFile
    private var file: (any ScratchFile)?
    /// The runs in the file.
    private var runs: [SpilledRuns.Run] = []
    private let pool = LineBlockPool()

    /// - Parameter makeFile: Called as soon as there are rows that do not fit into memory.
    public init(makeFile: @escaping () throws(StorageError) -> any ScratchFile) {
        self.makeFile = makeFile
    }

    /// A part of a run on its way to the file.
    private struct Part: Sendable {
        let rows: LineBlock
        var samples: [RowSample] = []
        /// The addresses of the samples.
        var keys: [UInt8] = []
    }

    /// Merges rows into one run of the file, on all processors.
    func append(_ rows: SortedRows) throws(StorageError) {
        let pool = pool
        let capacity = rows.usualBlockBytes()
        let work = OrderedWork<KeyRange, Result<Part, StorageError>> {
            { range in
                Result { () throws(StorageError) in
                    try rows.read(range) { Self.merge($0, into: pool.take(capacity: capacity)) }
                }
            }
        }
        var run = SpilledRuns.Run()
        let file = try open()
        try work.run(rows.ranges()) { (part) throws(StorageError) in
            let part = try part.get()
            try file.write(part.rows.lines.bytes)
            run.add(part.samples, keys: part.keys, length: part.rows.lines.count)
            pool.giveBack(part.rows)
        }
        runs.append(run)
    }

    /// How many bytes of rows there are for each sample.
    private static let sampleBytes = 8 << 10

    private static func merge(_ cursor: SortedCursor, into block: LineBlock) -> Part {
        var cursor = cursor
        var part = Part(rows: block)
        var lines = ByteBuffer()
        swap(&lines, &block.lines)
        var nextSample = 0
        while let row = cursor.current {
            if lines.count >= nextSample {
                let keys = part.keys.count..<part.keys.count + row.key.count
                part.samples.append(RowSample(prefix: KeyPrefix(row.key), offset: lines.count, key: keys))
                part.keys += row.key
                nextSample = lines.count + sampleBytes
            }
            lines.append(row.bytes)
            cursor.advance()
        }
        swap(&lines, &block.lines)
        return part
    }

    /// Ends the file and returns the runs in it; nil if there are none. No run may be added after that.
    func finish() throws(StorageError) -> SpilledRuns? {
        guard let file else { return nil }
        let behind = [UInt8](repeating: 0, count: SpilledRuns.readAfterRows)
        try behind.span.bytes.withUnsafeBytes { (behind) throws(StorageError) in try file.write(behind) }
        return SpilledRuns(file, runs)
    }

    private func open() throws(StorageError) -> any ScratchFile {
        if let file { return file }
        let made = try makeFile()
        file = made
        return made
    }
}
