internal import Synchronization

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
