extension SortedRows {
    /// Ranges of addresses, one behind the other, that can be merged apart: all rows are in one of them, about equally many
    /// bytes in each.
    ///
    /// - Parameter state: What is read beside the rows, and counts as if it were packed like them.
    public func ranges(beside state: [Segment] = []) -> [KeyRange] {
        ranges(beside: state, of: rangeBytes)
    }

    /// Enough for the packed rows of most ranges.
    var usualBlockBytes: Int { min(bytes, rangeBytes + rangeBytes / 2) }

    /// Enough for the lines of most ranges, as they are unpacked.
    public var usualLineBytes: Int { Self.linePerPacked * usualBlockBytes }

    /// About how many bytes there are in each range.
    private var rangeBytes: Int {
        // A cut is searched in each block, which must stay little beside merging what is between two of them.
        min(max(RangeSize.least, parts.count * RangeSize.ofBlock), RangeSize.most)
    }

    /// - Parameter target: The bytes of a range, packed.
    func ranges(beside state: [Segment], of target: Int) -> [KeyRange] {
        let total = bytes + state.reduce(0) { $0 + $1.body.count / Self.linePerPacked }
        guard total >= 2 * target else { return [.all] }
        let step = max(1, target / RangeSize.samples)
        var keys = sampledKeys(every: step)
        for segment in state { keys += segment.sampledKeys(every: Self.linePerPacked * step) }
        keys.sort { compareKeys($0, $1) < 0 }
        var ranges: [KeyRange] = []
        var lower: [UInt8]?
        for index in stride(from: RangeSize.samples, to: keys.count, by: RangeSize.samples) {
            let upper = Array(keys[index])
            guard upper != lower else { continue }
            ranges.append(KeyRange(lower: lower, upper: upper))
            lower = upper
        }
        return ranges + [KeyRange(lower: lower, upper: nil)]
    }

    /// An address for every so many bytes of rows. What one block has too much counts for the next, so that each block
    /// is looked at in other places.
    private func sampledKeys(every step: Int) -> [UnsafeRawBufferPointer] {
        var keys: [UnsafeRawBufferPointer] = []
        var left = step
        for part in parts {
            for (index, sample) in part.samples.enumerated() {
                if left <= 0 {
                    keys.append(part.key(of: sample))
                    left += step
                }
                let end = index + 1 < part.samples.count ? part.samples[index + 1].offset : part.length
                left -= end - sample.offset
            }
        }
        return keys
    }
}

/// How much is merged together.
private enum RangeSize {
    /// In bytes: enough to be worth being handed from thread to thread, and little enough for the processor's caches.
    static let least = 1 << 19
    /// In bytes for each block.
    static let ofBlock = 6 << 10
    /// In bytes: some ranges are in memory at a time.
    static let most = 16 << 20
    /// How many addresses are looked at for each range.
    static let samples = 32
}
