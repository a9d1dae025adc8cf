/// What a batch knows of a record besides the places of its cells.
@usableFromInline
struct RecordEntry: BitwiseCopyable {
    /// The index of its first cell; its last is the one before the next record's first.
    @usableFromInline var firstCell: UInt32
    /// Where it stands in the text, without its line end.
    @usableFromInline var start: UInt32
    @usableFromInline var end: UInt32
    /// How many lines after the batch's first line it begins.
    @usableFromInline var line: UInt32

    /// All fit, since a batch is at most 2 GiB long.
    @inline(__always)
    init(firstCell: Int, start: Int, end: Int, line: Int) {
        self.firstCell = UInt32(truncatingIfNeeded: firstCell)
        self.start = UInt32(truncatingIfNeeded: start)
        self.end = UInt32(truncatingIfNeeded: end)
        self.line = UInt32(truncatingIfNeeded: line)
    }
}
