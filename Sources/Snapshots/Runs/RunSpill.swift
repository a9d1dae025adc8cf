/// Where the rows of a large import go while it is sorted, merged into a few long runs: a file beside the group's segments, which is
/// swept like any other segment without a reference if the process ends first.
public final class RunSpill {
    private let storage: any Storage
    private let path: StoragePath
    private var writer: (any StorageWriter)?
    private var isFinished = false
    /// The runs in the file.
    private var runs: [SpilledRuns.Run] = []
    private let pool = LineBlockPool()

    /// - Parameter storage: The store.
    /// - Parameter group: The number of the group whose folder takes the file.
    /// - Parameter number: A number that no segment of the group has.
    public init(storage: any Storage, group: Int, number: Int) {
        self.storage = storage
        path = StoreLayout.segment(number, ofGroup: group)
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
        let work = OrderedWork<KeyRange, Part> {
            { range in Self.merge(rows.cursor(in: range), into: pool.take(capacity: capacity)) }
        }
        var run = SpilledRuns.Run()
        do throws(StorageError) {
            let writer = try open()
            try work.run(rows.ranges()) { (part) throws(StorageError) in
                try writer.write(part.rows.lines.bytes)
                run.add(part.samples, keys: part.keys, length: part.rows.lines.count)
                pool.giveBack(part.rows)
            }
        } catch {
            throw .storage(error)
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
            lines.append(RunBlockCursor.bytes(of: row))
            cursor.advance()
        }
        swap(&lines, &block.lines)
        return part
    }

    /// The runs in the file; nil for none.
    func finish() throws(SnapshotError) -> SpilledRuns? {
        guard let writer else { return nil }
        do throws(StorageError) {
            try writer.finish()
            isFinished = true
            return SpilledRuns(try storage.map(path), runs)
        } catch {
            throw .storage(error)
        }
    }

    func remove() {
        guard let writer else { return }
        // What stays is swept at the next open.
        if isFinished { try? storage.remove(path) } else { writer.abandon() }
        self.writer = nil
    }

    private func open() throws(StorageError) -> any StorageWriter {
        if let writer { return writer }
        let made = try storage.create(path, as: .temporary)
        writer = made
        return made
    }
}
