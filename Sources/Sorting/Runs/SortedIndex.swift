/// Where sorted rows are that follow one another: what is known of them without reading them.
struct SortedIndex {
    /// Of all rows, in bytes.
    let length: Int
    /// Of some rows in their order, the first among them.
    let samples: [RowSample]
    /// Where the samples' addresses are: in the rows, or apart from them if those are in a file.
    let keys: UnsafeRawBufferPointer

    /// Where the rows of a range are: from one sample to another, so that there may be others before and after them.
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
    ///   - offset: Where they begin among all.
    func rows(
        in range: KeyRange, of rows: UnsafeRawBufferPointer, from offset: Int = 0
    ) -> UnsafeRawBufferPointer {
        let start = range.lower.map { place(of: $0, in: rows, from: offset) } ?? 0
        let end = range.upper.map { place(of: $0, in: rows, from: offset) } ?? rows.count
        return UnsafeRawBufferPointer(rebasing: rows[start..<max(start, end)])
    }

    /// The place of the first row whose address is not before `key`: after the last sample before it.
    private func place(of key: [UInt8], in rows: UnsafeRawBufferPointer, from offset: Int) -> Int {
        let before = samplesBefore(key)
        guard before > 0 else { return 0 }
        var cursor = SortedBlockCursor(rows, from: samples[before - 1].offset - offset)
        key.withUnsafeBytes { cursor.seek($0) }
        return cursor.offset(in: rows)
    }

    /// How many samples are before an address, found by halving.
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

/// One row of some sorted rows.
struct RowSample: BitwiseCopyable {
    let prefix: KeyPrefix
    /// Where the row begins.
    let offset: Int
    private let keyStart: Int
    private let keyLength: Int

    /// - Parameter offset: Where the row begins.
    /// - Parameter key: Where its address is.
    init(prefix: KeyPrefix, offset: Int, key: Range<Int>) {
        self.prefix = prefix
        self.offset = offset
        keyStart = key.lowerBound
        keyLength = key.count
    }

    /// Where its address is among those of the samples.
    var key: Range<Int> { keyStart..<keyStart + keyLength }
}
