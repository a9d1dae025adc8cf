public import SystemCalls

/// A row as those see it who sort and merge.
public protocol KeyedRow {
    /// The normalised address.
    var key: UnsafeRawBufferPointer { get }
}

extension KeyedRow {
    /// Whether both rows are of the same address.
    @inlinable @inline(__always)
    public func hasSameKey(as other: Self) -> Bool {
        key.hasSameBytes(as: other.key)
    }
}

/// A place in rows of some kind that are sorted by address.
public protocol KeyedCursor<CursorRow> {
    /// What is at its places.
    associatedtype CursorRow: KeyedRow

    /// The row at this place; nil at the end.
    var current: CursorRow? { get }

    /// Goes to the next row.
    mutating func advance()
}

extension KeyedCursor {
    /// Whether this cursor is at a row with the same address.
    @inlinable @inline(__always)
    public func isAt(addressOf row: CursorRow) -> Bool {
        current?.hasSameKey(as: row) ?? false
    }
}

/// Addresses from one on, up to another.
public struct KeyRange: Hashable, Sendable {
    /// The first address that may be in it; nil for no bound.
    public let lower: [UInt8]?
    /// The first address after it; nil for no bound.
    public let upper: [UInt8]?

    /// All addresses.
    public static let all = KeyRange(lower: nil, upper: nil)

    init(lower: [UInt8]?, upper: [UInt8]?) {
        self.lower = lower
        self.upper = upper
    }
}

extension KeyRange {
    /// Ranges of addresses, one after the other: all rows are in one of them, about equally many bytes in each.
    ///
    /// - Parameters:
    ///   - state: The rows.
    ///   - bytes: About how many bytes of lines there are in each range.
    public static func ranges(of state: [any KeySampling], bytes: Int) -> [KeyRange] {
        guard state.reduce(0, { $0 + $1.lineBytes }) >= 2 * bytes else { return [.all] }
        // More samples would be more even, but each is a page that is looked at.
        let samples = 4
        var keys = state.flatMap { $0.sampledKeys(every: max(1, bytes / samples)) }
        keys.sort { compareKeys($0, $1) < 0 }
        return ranges(between: keys, every: samples)
    }

    /// Ranges that are cut at every so many of some sorted addresses.
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
    /// Whether both hold the same bytes. Neither is empty.
    @inlinable @inline(__always)
    public func hasSameBytes(as other: Self) -> Bool {
        count == other.count && memcmp(baseAddress.unsafelyUnwrapped, other.baseAddress.unsafelyUnwrapped, count) == 0
    }
}
