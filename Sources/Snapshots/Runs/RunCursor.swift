/// A place in sorted rows: in the order of their addresses, equal ones in the order in which they came.
public struct RunCursor: KeyedCursor {
    private var merged: LoserTree<RunBlockCursor>

    /// - Parameter blocks: Sorted rows, in the order in which they came.
    init(_ blocks: [UnsafeRawBufferPointer]) {
        merged = LoserTree(blocks.map { RunBlockCursor($0) })
    }

    public var current: PackedRow? {
        @inline(__always) get { merged.current }
    }

    @inline(__always)
    public mutating func advance() {
        merged.advance()
    }

    /// Whether this cursor stands at a row with the same address. Not left to `KeyedCursor`: what is generic is not specialised for
    /// other modules, and an import took a tenth longer.
    public func isAt(addressOf row: PackedRow) -> Bool {
        current?.hasSameKey(as: row) ?? false
    }
}
