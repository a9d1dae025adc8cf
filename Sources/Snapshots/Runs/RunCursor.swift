/// A place in sorted rows: in the order of their addresses, equal ones in the order in which they came.
public struct RunCursor {
    private var merged: LoserTree<RunBlockCursor>

    /// - Parameter blocks: Sorted rows, in the order in which they came.
    init(_ blocks: [UnsafeRawBufferPointer]) {
        merged = LoserTree(blocks.map { RunBlockCursor($0) })
    }

    /// The row at this place; nil at the end.
    public var current: PackedRow? {
        @inline(__always) get { merged.current }
    }

    /// Goes to the next row.
    @inline(__always)
    public mutating func advance() {
        merged.advance()
    }

    /// Whether this cursor stands at a row with the same address.
    @inline(__always)
    public func isAt(addressOf row: PackedRow) -> Bool {
        current?.hasSameKey(as: row) ?? false
    }
}
