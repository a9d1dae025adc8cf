/// What is known of consecutive sorted rows without reading them.
struct SortedIndex {
    /// The size of all rows in bytes.
    let length: Int
    /// Some of the rows in order, including the first.
    let samples: [RowSample]
    /// The bytes of the samples' addresses: the rows themselves, or separate memory if the rows are in a file.
    let keys: UnsafeRawBufferPointer

    /// The offsets between which the rows of a range are. They are those of samples, so there may be other rows before
    /// and after them.
    func extent(of range: KeyRange) -> Range<Int> {
        let start = range.lower.map { samplesBefore($0) } ?? 0
        let end = range.upper.map { samplesBefore($0) } ?? samples.count
        let lower = start > 0 ? samples[start - 1].offset : 0
        return lower..<max(lower, end < samples.count ? samples[end].offset : length)
    }

    /// The rows whose addresses are in a range.
    ///
    /// - Parameters:
    ///   - rows: All rows, or those of the range's extent.
    ///   - offset: The offset at which these begin among all rows.
    func rows(
        in range: KeyRange, of rows: UnsafeRawBufferPointer, from offset: Int = 0
    ) -> UnsafeRawBufferPointer {
        let start = range.lower.map { place(of: $0, in: rows, from: offset) } ?? 0
        let end = range.upper.map { place(of: $0, in: rows, from: offset) } ?? rows.count
        return UnsafeRawBufferPointer(rebasing: rows[start..<max(start, end)])
    }

    /// The offset in `rows` of the first row whose address is not before `key`. The search starts at the last sample
    /// before it.
    private func place(of key: [UInt8], in rows: UnsafeRawBufferPointer, from offset: Int) -> Int {
        let before = samplesBefore(key)
        guard before > 0 else { return 0 }
        var cursor = SortedBlockCursor(rows, from: samples[before - 1].offset - offset)
        key.withUnsafeBytes { cursor.seek($0) }
        return cursor.offset(in: rows)
    }

    /// The number of samples before an address. A binary search.
    private func samplesBefore(_ key: [UInt8]) -> Int {
        key.withUnsafeBytes { key in
            let prefix = KeyPrefix(key)
            var (low, high) = (0, samples.count)
            while low < high {
                let middle = (low + high) / 2
                if isBefore(samples[middle], key, prefix) { low = middle + 1 } else { high = middle }
            }
            return low
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

/// One of many sorted rows.
struct RowSample: BitwiseCopyable {
    let prefix: KeyPrefix
    /// The offset of the row.
    let offset: Int
    private let keyStart: Int
    private let keyLength: Int

    /// - Parameter offset: The offset of the row.
    /// - Parameter key: The range of its address among those of the samples.
    init(prefix: KeyPrefix, offset: Int, key: Range<Int>) {
        self.prefix = prefix
        self.offset = offset
        keyStart = key.lowerBound
        keyLength = key.count
    }

    /// The range of its address among those of the samples.
    var key: Range<Int> { keyStart..<keyStart + keyLength }
}
