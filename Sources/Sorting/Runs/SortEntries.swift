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

    /// 1 if the address of an entry comes before that of another, else 0.
    @inline(__always)
    fileprivate static func isBefore(_ left: SortEntry, _ right: SortEntry, in rows: UnsafeRawPointer) -> UInt64 {
        let order = compareKeys(key(at: left.offset, in: rows), key(at: right.offset, in: rows))
        return order < 0 ? 1 : 0
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
    /// - Parameter rows: The rows that the entries were made for.
    mutating func sort(in rows: UnsafeRawPointer) {
        // The prefixes alone first: it takes half the steps to compare them if it does not matter whether they are
        // equal.
        if !areInOrder(), Self.sort(entries, count, scratch, by: { $0.prefix.isBefore($1.prefix) }) {
            swap(&entries, &scratch)
        }
        var start = 0
        while start < count {
            var end = start + 1
            while end < count, entries[end].prefix == entries[start].prefix { end += 1 }
            if end - start > 1 { sortTies(start..<end, in: rows) }
            start = end
        }
    }

    private func areInOrder() -> Bool {
        (1..<max(1, count)).allSatisfy { entries[$0].prefix.isBefore(entries[$0 - 1].prefix) == 0 }
    }

    /// Sorts entries with equal prefixes.
    @inline(never)
    private func sortTies(_ range: Range<Int>, in rows: UnsafeRawPointer) {
        let start = entries + range.lowerBound
        if Self.sort(start, range.count, scratch, by: { SortEntry.isBefore($0, $1, in: rows) }) {
            start.update(from: scratch, count: range.count)
        }
    }

    /// Sorts entries, equal ones in the order in which they are.
    ///
    /// A bottom-up merge sort, from single entries to halves. A sort that branches on its comparisons took twice the
    /// time: the order of addresses cannot be predicted.
    ///
    /// - Parameters:
    ///   - scratch: As long as the entries.
    ///   - isBefore: 1 if the first comes before the second, else 0.
    /// - Returns: Whether the sorted entries are in the scratch memory.
    @inline(__always)
    private static func sort(
        _ entries: UnsafeMutablePointer<SortEntry>,
        _ count: Int,
        _ scratch: UnsafeMutablePointer<SortEntry>,
        by isBefore: (SortEntry, SortEntry) -> UInt64
    ) -> Bool {
        var (source, target) = (entries, scratch)
        var level = 0
        while 1 << level < count { level += 1 }
        while level > 0 {
            // All parts have the same length, or one entry more.
            var (start, part) = (0, 0)
            while start < count {
                let middle = ((part + 1) * count) >> level
                let end = ((part + 2) * count) >> level
                merge(source + start, middle - start, end - middle, into: target + start, by: isBefore)
                start = end
                part += 2
            }
            swap(&source, &target)
            level -= 1
        }
        return source == scratch
    }

    /// Merges two neighbouring parts whose lengths differ by at most one: from the front and from the back at once, as
    /// long as neither part can be exhausted.
    @inline(__always)
    private static func merge(
        _ left: UnsafeMutablePointer<SortEntry>,
        _ leftCount: Int,
        _ rightCount: Int,
        into target: UnsafeMutablePointer<SortEntry>,
        by isBefore: (SortEntry, SortEntry) -> UInt64
    ) {
        let count = leftCount + rightCount
        var (firstLeft, firstRight) = (left, left + leftCount)
        var (lastLeft, lastRight) = (firstRight - 1, left + (count - 1))
        for step in 0..<min(leftCount, rightCount) {
            let takesRight = cbs_opaque(isBefore(firstRight.pointee, firstLeft.pointee))
            target[step] = choose(firstRight, firstLeft, takesRight).pointee
            firstRight += Int(truncatingIfNeeded: takesRight)
            firstLeft += Int(truncatingIfNeeded: 1 &- takesRight)

            let takesLeft = cbs_opaque(isBefore(lastRight.pointee, lastLeft.pointee))
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
