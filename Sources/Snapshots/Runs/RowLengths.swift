/// What stands before each row of a run, so that nobody has to search for its end or that of its address.
struct RowLengths: BitwiseCopyable {
    /// Of the address; of the cells.
    let key: Int
    let cells: Int

    static let size = 8

    @inline(__always)
    init(key: Int, cells: Int) {
        self.key = key
        self.cells = cells
    }

    /// - Parameter start: Where a row begins.
    @inline(__always)
    init(at start: UnsafeRawPointer) {
        let word = start.loadUnaligned(as: UInt64.self)
        key = Int(truncatingIfNeeded: word & 0xFFFF)
        cells = Int(truncatingIfNeeded: word >> 16)
    }

    /// What is written.
    @inline(__always)
    var word: UInt64 { UInt64(cells) << 16 | UInt64(key) }
}
