/// Rows in memory, sorted by address; equal addresses stand in the order in which they came.
public final class SortedRun {
    private let rows: ByteBuffer
    fileprivate let entries: [RunEntry]

    init(rows: consuming ByteBuffer, entries: [RunEntry]) {
        self.rows = rows
        self.entries = entries
    }

    public var count: Int { entries.count }

    public var cursor: RunCursor { RunCursor(self) }

    @inline(__always)
    fileprivate func row(at index: Int) -> Row {
        entries[index].row(in: rows.bytes)
    }
}

/// Where a row stands in a run's bytes, with the beginning of its address for quick comparison.
struct RunEntry {
    /// The first sixteen bytes of the address, big-endian, so that numbers compare as the bytes do. Most comparisons end
    /// here, without a look at the rows, which lie anywhere in memory.
    let prefix: (UInt64, UInt64)
    let offset: UInt32
    let keyLength: UInt16

    init(_ row: UnsafeRawBufferPointer, keyLength: Int, offset: Int) {
        let key = UnsafeRawBufferPointer(rebasing: row[2..<2 + keyLength])
        prefix = (Self.word(of: key, at: 0), Self.word(of: key, at: 8))
        self.offset = UInt32(offset)
        self.keyLength = UInt16(keyLength)
    }

    /// Eight bytes of a key as a number; beyond its end they are zero, which no key has.
    @inline(__always)
    private static func word(of key: UnsafeRawBufferPointer, at start: Int) -> UInt64 {
        if start + 8 <= key.count {
            return UInt64(bigEndian: key.loadUnaligned(fromByteOffset: start, as: UInt64.self))
        }
        var word: UInt64 = 0
        for index in start..<start + 8 {
            word = word << 8 | (index < key.count ? UInt64(key[index]) : 0)
        }
        return word
    }

    @inline(__always)
    func key(in rows: UnsafeRawBufferPointer) -> UnsafeRawBufferPointer {
        // In bounds: the entry was made for these rows.
        UnsafeRawBufferPointer(
            start: rows.baseAddress.unsafelyUnwrapped + Int(offset) + 2, count: Int(keyLength))
    }

    @inline(__always)
    func row(in rows: UnsafeRawBufferPointer) -> Row {
        let rest = UnsafeRawBufferPointer(rebasing: rows[Int(offset)...])
        let end = rest.firstIndexOfLineEnd
        return Row(line: UnsafeRawBufferPointer(rebasing: rest[..<end]), keyLength: Int(keyLength))
    }

    /// The order of addresses, then that in which the rows came.
    @inline(__always)
    static func isBefore(_ left: RunEntry, _ right: RunEntry, in rows: UnsafeRawBufferPointer) -> Bool {
        if left.prefix.0 != right.prefix.0 { return left.prefix.0 < right.prefix.0 }
        if left.prefix.1 != right.prefix.1 { return left.prefix.1 < right.prefix.1 }
        let order = compareKeys(left.key(in: rows), right.key(in: rows))
        return order != 0 ? order < 0 : left.offset < right.offset
    }
}

/// A place in a run.
public struct RunCursor: RowCursor {
    public private(set) var current: Row?
    private let run: SortedRun
    private var index = 0

    fileprivate init(_ run: SortedRun) {
        self.run = run
        load()
    }

    @inline(__always)
    public mutating func advance() {
        index += 1
        load()
    }

    public mutating func seek(_ key: UnsafeRawBufferPointer) {
        while let row = current, compareKeys(row.key, key) < 0 { advance() }
    }

    @inline(__always)
    private mutating func load() {
        current = index < run.count ? run.row(at: index) : nil
    }
}
