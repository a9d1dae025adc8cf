public import SystemCalls

/// A row as sorting and merging see it.
public protocol KeyedRow {
    /// The normalised address.
    var key: UnsafeRawBufferPointer { get }
}

extension KeyedRow {
    /// Whether both rows have the same address.
    @inlinable @inline(__always)
    public func hasSameKey(as other: Self) -> Bool {
        key.hasSameBytes(as: other.key)
    }
}

/// A position in rows that are sorted by address.
public protocol KeyedCursor<CursorRow> {
    /// The type of the rows.
    associatedtype CursorRow: KeyedRow

    /// The row at this position; nil at the end.
    var current: CursorRow? { get }

    /// Goes to the next row.
    mutating func advance()
}

extension KeyedCursor {
    /// Whether this cursor is at a row with the same address as another.
    @inlinable @inline(__always)
    public func isAt(addressOf row: CursorRow) -> Bool {
        current?.hasSameKey(as: row) ?? false
    }
}

/// The addresses from one on, up to but not including another.
public struct KeyRange: Hashable, Sendable {
    /// The first address that can be in the range; nil for no bound.
    public let lower: [UInt8]?
    /// The first address after the range; nil for no bound.
    public let upper: [UInt8]?

    /// All addresses.
    public static let all = KeyRange(lower: nil, upper: nil)

    init(lower: [UInt8]?, upper: [UInt8]?) {
        self.lower = lower
        self.upper = upper
    }
}

extension KeyRange {
    /// Consecutive ranges that together contain all addresses, with about as many bytes of rows in each.
    ///
    /// - Parameters:
    ///   - state: The sources of the rows.
    ///   - bytes: About how many bytes of lines each range has.
    public static func ranges(of state: [any KeySampling], bytes: Int) -> [KeyRange] {
        guard state.reduce(0, { $0 + $1.lineBytes }) >= 2 * bytes else { return [.all] }
        // More samples would make the ranges more even, but each sample touches a page.
        let samples = 4
        var keys = state.flatMap { $0.sampledKeys(every: max(1, bytes / samples)) }
        keys.sort { compareKeys($0, $1) < 0 }
        return ranges(between: keys, every: samples)
    }

    /// Ranges that are cut at every `count`-th of some sorted addresses.
    static func ranges(between keys: [UnsafeRawBufferPointer], every count: Int) -> [KeyRange] {
        var ranges: [KeyRange] = []
        var lower: [UInt8]?
        for index in stride(from: count, to: keys.count, by: count) {
            let upper = Array(keys[index])
            guard upper != lower else { continue }
            ranges.append(KeyRange(lower: lower, upper: upper))
            lower = upper
        }
        return ranges + [KeyRange(lower: lower, upper: nil)]
    }
}

/// The byte order of two addresses: negative, zero or positive.
@inlinable @inline(__always)
public func compareKeys(_ left: UnsafeRawBufferPointer, _ right: UnsafeRawBufferPointer) -> Int {
    let common = min(left.count, right.count)
    guard common > 0, let first = left.baseAddress, let second = right.baseAddress else {
        return left.count - right.count
    }
    let order = memcmp(first, second, common)
    return order != 0 ? Int(order) : left.count - right.count
}

extension UnsafeRawBufferPointer {
    /// Whether both hold the same bytes.
    @inlinable @inline(__always)
    public func hasSameBytes(as other: Self) -> Bool {
        guard count == other.count, let start = baseAddress, let otherStart = other.baseAddress else {
            return count == other.count
        }
        return memcmp(start, otherStart, count) == 0
    }
}
