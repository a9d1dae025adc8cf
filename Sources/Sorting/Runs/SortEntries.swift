internal import CProcessor

/// Where a row is among those of a block that is being built.
struct SortEntry: BitwiseCopyable {
    fileprivate let prefix: KeyPrefix
    /// Where it begins, with its lengths.
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

    /// - Parameter place: Where the row is in the end.
    func sample(at place: Int, keyLength: Int) -> RowSample {
        let start = place + RowLengths.size
        return RowSample(prefix: prefix, offset: place, key: start..<start + keyLength)
    }

    /// One if the left address comes first, else zero.
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

/// The entries of a block, in memory that is used again.
struct SortEntries: ~Copyable {
    private var entries: UnsafeMutablePointer<SortEntry>
    /// As long as the entries, to merge into.
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

    /// Sorts by address, equal ones in the order in which they came.
    ///
    /// Merges neighbours, from single entries to halves. A sort that branches on what it compares took twice the time: the order of
    /// addresses cannot be foreseen.
    ///
    /// - Parameter rows: What the entries were made for.
    mutating func sort(in rows: UnsafeRawPointer) {
        if isSorted(in: rows) { return }
        var level = 0
        while 1 << level < count { level += 1 }
        while level > 0 {
            // All parts are equally long, or one entry longer.
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

    /// Merges two neighbouring parts, one of which is at most one entry longer than the other: from the front and from the back at once,
    /// as far as neither can come to an end.
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

    /// The first for one, the second for zero.
    @inline(__always)
    private static func choose(
        _ first: UnsafeMutablePointer<SortEntry>,
        _ second: UnsafeMutablePointer<SortEntry>,
        _ one: UInt64
    ) -> UnsafeMutablePointer<SortEntry> {
        second + ((first - second) & Int(truncatingIfNeeded: 0 &- one))
    }
}
