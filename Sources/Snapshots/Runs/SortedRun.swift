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
    /// The first eight bytes of the address, big-endian, so that numbers compare as the bytes do.
    let prefix: UInt64
    let offset: UInt32
    let keyLength: UInt16

    init(_ row: UnsafeRawBufferPointer, keyLength: Int, offset: Int) {
        var prefix: UInt64 = 0
        for index in 0..<8 {
            prefix = prefix << 8 | (index < keyLength ? UInt64(row[index + 2]) : 0)
        }
        self.prefix = prefix
        self.offset = UInt32(offset)
        self.keyLength = UInt16(keyLength)
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
        if left.prefix != right.prefix { return left.prefix < right.prefix }
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
