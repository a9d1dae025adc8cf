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
