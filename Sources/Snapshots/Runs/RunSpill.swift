internal import Synchronization

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

/// Sorted runs one behind the other in a file that this program has just written for itself.
final class SpilledRuns {
    /// What is known of a run beside its rows.
    struct Run {
        private(set) var length = 0
        private(set) var samples: [RowSample] = []
        private(set) var keys: [UInt8] = []

        /// Adds a part behind those before.
        mutating func add(_ samples: [RowSample], keys: [UInt8], length: Int) {
            for sample in samples {
                let start = self.keys.count + sample.key.lowerBound
                self.samples.append(
                    RowSample(
                        prefix: sample.prefix, offset: self.length + sample.offset,
                        key: start..<start + sample.key.count))
            }
            self.keys += keys
            self.length += length
        }
    }

    let runs: [RunRows]
    private let mapped: MappedBytes
    private let keys: UnsafeMutableRawBufferPointer
    /// Up to where each run was evicted.
    private let evicted: Mutex<[Int]>

    init(_ mapped: MappedBytes, _ runs: [Run]) {
        self.mapped = mapped
        let keys = UnsafeMutableRawBufferPointer.allocate(
            byteCount: runs.reduce(0) { $0 + $1.keys.count }, alignment: 1)
        self.keys = keys
        var (start, keyStart) = (0, 0)
        self.runs = runs.map { run in
            defer { (start, keyStart) = (start + run.length, keyStart + run.keys.count) }
            let own = UnsafeMutableRawBufferPointer(rebasing: keys[keyStart..<keyStart + run.keys.count])
            own.copyBytes(from: run.keys)
            let rows = UnsafeRawBufferPointer(rebasing: mapped.bytes[start..<start + run.length])
            return RunRows(bytes: rows, samples: run.samples, keys: UnsafeRawBufferPointer(own))
        }
        evicted = Mutex(self.runs.map { Self.place(of: $0.bytes, in: mapped) })
    }

    deinit {
        keys.deallocate()
    }

    /// The rows of each run that are in a range. Ranges come one after the other, so the system may take back the memory of those that
    /// are well behind.
    func rows(in range: KeyRange) -> [UnsafeRawBufferPointer] {
        let slices = runs.map { $0.rows(in: range) }
        for (index, slice) in slices.enumerated() {
            let behind = Self.place(of: slice, in: mapped) - Self.rangesInUse * slice.count
            let start = evicted.withLock { evicted in
                let start = evicted[index]
                if behind - start >= Self.evictionBytes { evicted[index] = behind }
                return start
            }
            if behind - start >= Self.evictionBytes { mapped.evict(start..<behind) }
        }
        return slices
    }

    /// Of each run; evicting more often took longer.
    private static let evictionBytes = 4 << 20
    /// How many ranges threads may be busy with. What is evicted too early is read again.
    private static let rangesInUse = 6

    private static func place(of rows: UnsafeRawBufferPointer, in mapped: MappedBytes) -> Int {
        guard let start = rows.baseAddress, let base = mapped.bytes.baseAddress else { return 0 }
        return start - base
    }
}
