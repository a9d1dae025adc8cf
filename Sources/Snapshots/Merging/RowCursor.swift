public import Sorting

/// A place in recipients that are sorted by address.
public protocol RowCursor: KeyedCursor<Row> {
    /// Goes forward to the first row whose address is not before `key`; stays where it is if it is there already.
    mutating func seek(_ key: UnsafeRawBufferPointer)
}

extension RowCursor {
    /// The row of an address, if there is one. The cursor only goes forward.
    @inline(__always)
    public mutating func find(_ key: UnsafeRawBufferPointer) -> Row? {
        seek(key)
        guard let row = current, compareKeys(row.key, key) == 0 else { return nil }
        return row
    }
}
