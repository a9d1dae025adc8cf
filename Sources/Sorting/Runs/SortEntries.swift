internal import CProcessor

/// The place of a row in a block that is being built.
struct SortEntry: BitwiseCopyable {
    fileprivate let prefix: KeyPrefix
    /// The offset of the row, where its lengths are.
    let offset: Int

    /// - Parameters:
    ///   - key: The row's address.
    ///   - offset: Where the row begins.
    @inline(__always)
    init(_ key: UnsafeRawBufferPointer, at offset: Int) {
        prefix = KeyPrefix(key)
        self.offset = offset
    }

    @inline(__always)
    private static func key(at offset: Int, in rows: UnsafeRawPointer) -> UnsafeRawBufferPointer {
        PackedRow(at: rows + offset).key
    }

    /// - Parameter place: The offset of the row in the sorted block.
    func sample(at place: Int, keyLength: Int) -> RowSample {
        let start = place + RowLengths.size
        return RowSample(prefix: prefix, offset: place, key: start..<start + keyLength)
    }

    /// 1 if the left address comes first, else 0.
    @inline(__always)
    fileprivate static func isBefore(_ left: SortEntry, _ right: SortEntry, in rows: UnsafeRawPointer) -> UInt64 {
        if left.prefix == right.prefix { return isBeforeByKey(left, right, in: rows) }
        return left.prefix < right.prefix ? 1 : 0
    }

    @inline(never)
    private static func isBeforeByKey(_ left: SortEntry, _ right: SortEntry, in rows: UnsafeRawPointer) -> UInt64 {
        compareKeys(key(at: left.offset, in: rows), key(at: right.offset, in: rows)) < 0 ? 1 : 0
    }
}

/// The entries of a block, in memory that is reused.
struct SortEntries: ~Copyable {
    private var entries: UnsafeMutablePointer<SortEntry>
    /// As long as the entries; merges write to it.
    private var scratch: UnsafeMutablePointer<SortEntry>
    private var capacity: Int
    private(set) var count = 0

    init() {
        capacity = 8192
        entries = .allocate(capacity: capacity)
        scratch = .allocate(capacity: capacity)
    }

    deinit {
        entries.deallocate()
        scratch.deallocate()
    }

    subscript(index: Int) -> SortEntry {
        precondition(index >= 0 && index < count)
        return entries[index]
    }

    mutating func removeAll() {
        count = 0
    }

    @inline(__always)
    mutating func append(_ entry: SortEntry) {
        if count == capacity { grow() }
        (entries + count).initialize(to: entry)
        count += 1
    }

    private mutating func grow() {
        let larger = UnsafeMutablePointer<SortEntry>.allocate(capacity: 2 * capacity)
        larger.initialize(from: entries, count: count)
        entries.deallocate()
        scratch.deallocate()
        capacity *= 2
        entries = larger
        scratch = .allocate(capacity: capacity)
    }

    /// Sorts by address; entries with equal addresses keep their order.
    ///
    /// A bottom-up merge sort, from single entries to halves. A sort that branches on its comparisons took twice the
    /// time: the order of addresses cannot be predicted.
    ///
    /// - Parameter rows: The rows that the entries were made for.
    mutating func sort(in rows: UnsafeRawPointer) {
        if isSorted(in: rows) { return }
        var level = 0
        while 1 << level < count { level += 1 }
        while level > 0 {
            // All parts have the same length, or one entry more.
            var (start, part) = (0, 0)
            while start < count {
                let middle = ((part + 1) * count) >> level
                let end = ((part + 2) * count) >> level
                Self.merge(entries + start, middle - start, end - middle, into: scratch + start, rows)
                start = end
                part += 2
            }
            swap(&entries, &scratch)
            level -= 1
        }
    }

    private func isSorted(in rows: UnsafeRawPointer) -> Bool {
        (1..<max(1, count)).allSatisfy { SortEntry.isBefore(entries[$0], entries[$0 - 1], in: rows) == 0 }
    }

    /// Merges two neighbouring parts whose lengths differ by at most one: from the front and from the back at once, as
    /// long as neither part can be exhausted.
    @inline(__always)
    private static func merge(
        _ left: UnsafeMutablePointer<SortEntry>,
        _ leftCount: Int,
        _ rightCount: Int,
        into target: UnsafeMutablePointer<SortEntry>,
        _ rows: UnsafeRawPointer
    ) {
        let count = leftCount + rightCount
        var (firstLeft, firstRight) = (left, left + leftCount)
        var (lastLeft, lastRight) = (firstRight - 1, left + (count - 1))
        for step in 0..<min(leftCount, rightCount) {
            let takesRight = cbs_opaque(SortEntry.isBefore(firstRight.pointee, firstLeft.pointee, in: rows))
            target[step] = choose(firstRight, firstLeft, takesRight).pointee
            firstRight += Int(truncatingIfNeeded: takesRight)
            firstLeft += Int(truncatingIfNeeded: 1 &- takesRight)

            let takesLeft = cbs_opaque(SortEntry.isBefore(lastRight.pointee, lastLeft.pointee, in: rows))
            target[count - 1 - step] = choose(lastLeft, lastRight, takesLeft).pointee
            lastLeft -= Int(truncatingIfNeeded: takesLeft)
            lastRight -= Int(truncatingIfNeeded: 1 &- takesLeft)
        }
        if leftCount != rightCount {
            target[min(leftCount, rightCount)] = firstLeft <= lastLeft ? firstLeft.pointee : firstRight.pointee
        }
    }

    /// The first if `one` is 1, the second if it is 0.
    @inline(__always)
    private static func choose(
        _ first: UnsafeMutablePointer<SortEntry>,
        _ second: UnsafeMutablePointer<SortEntry>,
        _ one: UInt64
    ) -> UnsafeMutablePointer<SortEntry> {
        second + ((first - second) & Int(truncatingIfNeeded: 0 &- one))
    }
}
