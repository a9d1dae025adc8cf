/// A place in rows of some kind that are sorted by address.
public protocol KeyedCursor<CursorRow> {
    /// What stands at its places.
    associatedtype CursorRow: KeyedRow

    /// The row at this place; nil at the end.
    var current: CursorRow? { get }

    /// Goes to the next row.
    mutating func advance()
}

extension KeyedCursor {
    /// Whether this cursor stands at a row with the same address.
    @inline(__always)
    func isAt(addressOf row: CursorRow) -> Bool {
        current?.hasSameKey(as: row) ?? false
    }
}

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
