/// Where the content of a cell stands in the text of its batch, without its quotes.
@usableFromInline
struct CellRange: BitwiseCopyable {
    @usableFromInline var start: UInt32
    @usableFromInline var end: UInt32

    /// Both fit, since a batch is at most 2 GiB long.
    @inline(__always)
    init(_ start: Int, _ end: Int) {
        self.start = UInt32(truncatingIfNeeded: start)
        self.end = UInt32(truncatingIfNeeded: end)
    }
}
