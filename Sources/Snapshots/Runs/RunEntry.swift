/// Where a row stands in the bytes of a block that is being built.
struct RunEntry: BitwiseCopyable {
    let prefix: KeyPrefix
    let offset: UInt32
    let length: UInt32
    let keyLength: UInt16

    /// All fit: a block's rows come from one batch of records, and a record is at most 64 MiB.
    ///
    /// - Parameter row: The line with its line end.
    @inline(__always)
    init(_ row: UnsafeRawBufferPointer, keyLength: Int, offset: Int) {
        prefix = KeyPrefix(UnsafeRawBufferPointer(rebasing: row[2..<2 + keyLength]))
        self.offset = UInt32(offset)
        length = UInt32(row.count)
        self.keyLength = UInt16(keyLength)
    }

    @inline(__always)
    private func key(in rows: UnsafeRawPointer) -> UnsafeRawBufferPointer {
        UnsafeRawBufferPointer(start: rows + Int(offset) + 2, count: Int(keyLength))
    }

    /// The order of addresses, then that in which the rows came.
    ///
    /// - Parameter rows: The bytes that both entries were made for.
    @inline(__always)
    static func isBefore(_ left: RunEntry, _ right: RunEntry, in rows: UnsafeRawPointer) -> Bool {
        let order = KeyPrefix.compare(left.prefix, right.prefix)
        if order != 0 { return order < 0 }
        let keys = compareKeys(left.key(in: rows), right.key(in: rows))
        return keys != 0 ? keys < 0 : left.offset < right.offset
    }
}
