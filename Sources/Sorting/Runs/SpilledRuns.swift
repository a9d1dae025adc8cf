import Storage
internal import Synchronization

/// Sorted runs, one after the other in a scratch file.
final class SpilledRuns {
    /// What is known of a run apart from its rows.
    struct Run {
        private(set) var length = 0
        private(set) var samples: [RowSample] = []
        private(set) var keys: [UInt8] = []

        /// Adds a part at the end of the run.
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

    /// The index of each run.
    let indices: [SortedIndex]
    /// The offset of each run in the file.
    private let starts: [Int]
    private let file: any ScratchFile
    private let keys: UnsafeMutableRawBufferPointer
    /// Memory that is not in use.
    private let free = Mutex<[Memory]>([])

    /// Sendable, because only one thread at a time holds it.
    private struct Memory: @unchecked Sendable {
        let bytes: UnsafeMutableRawBufferPointer
    }

    /// - Parameters:
    ///   - file: Holds the runs, followed by `readAfterRows` more bytes.
    ///   - runs: The runs, in the order in which they are in the file.
    init(_ file: any ScratchFile, _ runs: [Run]) {
        self.file = file
        let keys = UnsafeMutableRawBufferPointer.allocate(
            byteCount: runs.reduce(0) { $0 + $1.keys.count }, alignment: 1)
        self.keys = keys
        var (start, keyStart) = (0, 0)
        var starts: [Int] = []
        indices = runs.map { run in
            defer { (start, keyStart) = (start + run.length, keyStart + run.keys.count) }
            starts.append(start)
            let own = UnsafeMutableRawBufferPointer(rebasing: keys[keyStart..<keyStart + run.keys.count])
            own.copyBytes(from: run.keys)
            return SortedIndex(length: run.length, samples: run.samples, keys: UnsafeRawBufferPointer(own))
        }
        self.starts = starts
    }

    deinit {
        keys.deallocate()
        for memory in free.withLock({ $0 }) { memory.bytes.deallocate() }
    }

    /// Reads the rows of a range, one buffer for each run; they are valid while the closure runs. Several threads may
    /// read at once.
    func read<Result>(
        _ range: KeyRange,
        _ body: ([UnsafeRawBufferPointer]) -> Result
    ) throws(StorageError) -> Result {
        let extents = indices.map { $0.extent(of: range) }
        let bytes = extents.reduce(0) { $0 + $1.count }
        return bytes <= Self.mostRead ? try read(extents, bytes, range, body) : try map(extents, range, body)
    }

    /// In bytes. Larger parts, such as those of a file that repeats one address, are mapped rather than read into
    /// memory.
    private static let mostRead = 32 << 20

    private func read<Result>(
        _ extents: [Range<Int>],
        _ bytes: Int,
        _ range: KeyRange,
        _ body: ([UnsafeRawBufferPointer]) -> Result
    ) throws(StorageError) -> Result {
        let memory = take(bytes + Self.readAfterRows)
        defer { free.withLock { $0.append(memory) } }
        var rows: [UnsafeRawBufferPointer] = []
        var place = 0
        for (run, extent) in extents.enumerated() {
            let target = UnsafeMutableRawBufferPointer(rebasing: memory.bytes[place..<place + extent.count])
            try file.read(from: starts[run] + extent.lowerBound, into: target)
            rows.append(indices[run].rows(in: range, of: UnsafeRawBufferPointer(target), from: extent.lowerBound))
            place += extent.count
        }
        return body(rows)
    }

    private func map<Result>(
        _ extents: [Range<Int>],
        _ range: KeyRange,
        _ body: ([UnsafeRawBufferPointer]) -> Result
    ) throws(StorageError) -> Result {
        try file.map().withBytes { (bytes) in
            body(
                extents.enumerated().map { run, extent in
                    let start = starts[run] + extent.lowerBound
                    let rows = UnsafeRawBufferPointer(rebasing: bytes[start..<start + extent.count])
                    return indices[run].rows(in: range, of: rows, from: extent.lowerBound)
                })
        }
    }

    /// How many bytes follow the last run, for code that unpacks its rows.
    static let readAfterRows = ByteBuffer.overreach

    private func take(_ bytes: Int) -> Memory {
        if let memory = free.withLock({ $0.popLast() }) {
            if memory.bytes.count >= bytes { return memory }
            memory.bytes.deallocate()
        }
        // A little more than necessary: other ranges are about as large.
        return Memory(bytes: .allocate(byteCount: bytes + bytes / 4, alignment: 8))
    }
}
