/// Sorted rows of a run, one behind the other.
struct RunRows {
    /// Each row behind its lengths.
    let bytes: UnsafeRawBufferPointer
    /// Of some rows in their order, the first among them.
    let samples: [RowSample]
    /// Where the samples' addresses stand: in the rows, or apart from them if those are in a file, which is not to be read for them.
    let keys: UnsafeRawBufferPointer

    /// The rows whose addresses are in a range.
    func rows(in range: KeyRange) -> UnsafeRawBufferPointer {
        let start = range.lower.map { place(of: $0) } ?? 0
        let end = range.upper.map { place(of: $0) } ?? bytes.count
        return UnsafeRawBufferPointer(rebasing: bytes[start..<max(start, end)])
    }

    /// Where the first row stands whose address is not before `key`: behind the last sample before it, found by halving.
    private func place(of key: [UInt8]) -> Int {
        key.withUnsafeBytes { key in
            let prefix = KeyPrefix(key)
            var (low, high) = (0, samples.count)
            while low < high {
                let middle = (low + high) / 2
                if isBefore(samples[middle], key, prefix) { low = middle + 1 } else { high = middle }
            }
            guard low > 0 else { return 0 }
            var rows = RunBlockCursor(bytes, from: samples[low - 1].offset)
            rows.seek(key)
            return rows.offset(in: bytes)
        }
    }

    private func isBefore(_ sample: RowSample, _ key: UnsafeRawBufferPointer, _ prefix: KeyPrefix) -> Bool {
        sample.prefix == prefix ? compareKeys(self.key(of: sample), key) < 0 : sample.prefix < prefix
    }

    /// The address of a sample.
    func key(of sample: RowSample) -> UnsafeRawBufferPointer {
        UnsafeRawBufferPointer(rebasing: keys[sample.key])
    }
}

/// One row of some sorted rows.
struct RowSample: BitwiseCopyable {
    let prefix: KeyPrefix
    /// Where the row begins.
    let offset: Int
    private let keyStart: Int
    private let keyLength: Int

    /// - Parameter offset: Where the row begins.
    /// - Parameter key: Where its address stands.
    init(prefix: KeyPrefix, offset: Int, key: Range<Int>) {
        self.prefix = prefix
        self.offset = offset
        keyStart = key.lowerBound
        keyLength = key.count
    }

    /// Where its address stands among those of the samples.
    var key: Range<Int> { keyStart..<keyStart + keyLength }
}
