/// Where the rows of a large import go while it is sorted, merged into a few long runs: a scratch file.
public final class RunSpill {
    private let makeFile: () throws(StorageError) -> any ScratchFile
    private var file: (any ScratchFile)?
    /// The runs in the file.
    private var runs: [SpilledRuns.Run] = []
    private let pool = LineBlockPool()

    /// - Parameter makeFile: Called once there are rows that do not fit into the memory.
    public init(makeFile: @escaping () throws(StorageError) -> any ScratchFile) {
        self.makeFile = makeFile
    }

    /// A part of a run on its way to the file.
    private struct Part: Sendable {
        let rows: LineBlock
        var samples: [RowSample] = []
        /// The samples' addresses.
        var keys: [UInt8] = []
    }

    /// Merges rows into one run, on all processors.
    func append(_ rows: SortedRows) throws(SnapshotError) {
        let pool = pool
        let capacity = rows.usualBlockBytes
        let work = OrderedWork<KeyRange, Result<Part, SnapshotError>> {
            { range in
                Result { () throws(SnapshotError) in
                    try rows.read(range) { Self.merge($0, into: pool.take(capacity: capacity)) }
                }
            }
        }
        var run = SpilledRuns.Run()
        let file = try open()
        try work.run(rows.ranges()) { (part) throws(SnapshotError) in
            let part = try part.get()
            try storing { () throws(StorageError) in try file.write(part.rows.lines.bytes) }
            run.add(part.samples, keys: part.keys, length: part.rows.lines.count)
            pool.giveBack(part.rows)
        }
        runs.append(run)
    }

    /// How many bytes go on a sample.
    private static let sampleBytes = 8 << 10

    private static func merge(_ cursor: RunCursor, into block: LineBlock) -> Part {
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

    /// Ends the file, and gives the runs in it; nil for none. No run comes after that.
    func finish() throws(SnapshotError) -> SpilledRuns? {
        guard let file else { return nil }
        let behind = [UInt8](repeating: 0, count: SpilledRuns.readBehindRows)
        try behind.span.bytes.withUnsafeBytes { (behind) throws(SnapshotError) in
            try storing { () throws(StorageError) in try file.write(behind) }
        }
        return SpilledRuns(file, runs)
    }

    private func open() throws(SnapshotError) -> any ScratchFile {
        if let file { return file }
        let made = try storing(makeFile)
        file = made
        return made
    }
}
