internal import Synchronization

/// Sorted runs one behind the other in a scratch file.
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

    /// Of each run.
    let indices: [RunIndex]
    private let file: any ScratchFile
    private let keys: UnsafeMutableRawBufferPointer
    /// Memory that nobody uses.
    private let free = Mutex<[Memory]>([])

    /// Sendable, since whoever holds it is the only one.
    private struct Memory: @unchecked Sendable {
        let bytes: UnsafeMutableRawBufferPointer
    }

    init(_ file: any ScratchFile, _ runs: [Run]) {
        self.file = file
        let keys = UnsafeMutableRawBufferPointer.allocate(
            byteCount: runs.reduce(0) { $0 + $1.keys.count }, alignment: 1)
        self.keys = keys
        var start = 0
        indices = runs.map { run in
            defer { start += run.keys.count }
            let own = UnsafeMutableRawBufferPointer(rebasing: keys[start..<start + run.keys.count])
            own.copyBytes(from: run.keys)
            return RunIndex(length: run.length, samples: run.samples, keys: UnsafeRawBufferPointer(own))
        }
    }

    deinit {
        keys.deallocate()
        for memory in free.withLock({ $0 }) { memory.bytes.deallocate() }
    }

    /// Reads the rows of a range; each run's are valid while the closure runs. Threads may read beside each other.
    func read<Result>(
        _ range: KeyRange,
        _ body: ([UnsafeRawBufferPointer]) -> Result
    ) throws(StorageError) -> Result {
        let extents = indices.map { $0.extent(of: range) }
        // Whoever unpacks a row reads behind it.
        let memory = take(extents.reduce(ByteBuffer.overreach) { $0 + $1.count })
        defer { free.withLock { $0.append(memory) } }
        var rows: [UnsafeRawBufferPointer] = []
        var (start, place) = (0, 0)
        for (index, extent) in zip(indices, extents) {
            let target = UnsafeMutableRawBufferPointer(rebasing: memory.bytes[place..<place + extent.count])
            try file.read(from: start + extent.lowerBound, into: target)
            rows.append(index.rows(in: range, of: UnsafeRawBufferPointer(target), from: extent.lowerBound))
            start += index.length
            place += extent.count
        }
        return body(rows)
    }

    private func take(_ bytes: Int) -> Memory {
        if let memory = free.withLock({ $0.popLast() }) {
            if memory.bytes.count >= bytes { return memory }
            memory.bytes.deallocate()
        }
        // Ranges are about equally large.
        return Memory(bytes: .allocate(byteCount: bytes + bytes / 4, alignment: 8))
    }
}
