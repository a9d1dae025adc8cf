/// What stands before each row of a run, so that nobody has to search for its end or that of its address.
struct RowLengths: BitwiseCopyable {
    /// Of the line with its line end; of the address.
    let line: Int
    let key: Int

    static let size = 8

    @inline(__always)
    init(line: Int, key: Int) {
        self.line = line
        self.key = key
    }

    /// - Parameter start: Where a row begins.
    @inline(__always)
    init(at start: UnsafeRawPointer) {
        let word = start.loadUnaligned(as: UInt64.self)
        line = Int(truncatingIfNeeded: word >> 16)
        key = Int(truncatingIfNeeded: word & 0xFFFF)
    }

    /// What is written.
    @inline(__always)
    var word: UInt64 { UInt64(line) << 16 | UInt64(key) }
}
