/// A place in sorted rows of a run. It does not keep what they stand in.
struct RunBlockCursor: MergeSource {
    private(set) var current: Row?
    /// Where the row after the current one begins.
    private(set) var next: UnsafeRawPointer
    private let end: UnsafeRawPointer

    /// - Parameters:
    ///   - rows: Each behind its lengths, as this program has made them.
    ///   - offset: Where the row begins that is gone to first.
    init(_ rows: UnsafeRawBufferPointer, from offset: Int = 0) {
        next = (rows.baseAddress ?? UnsafeRawPointer(bitPattern: 1).unsafelyUnwrapped) + offset
        end = next + (rows.count - offset)
        advance()
    }

    @inline(__always)
    mutating func advance() {
        guard next < end else {
            current = nil
            return
        }
        let row = Self.row(at: next)
        current = row
        next += RowLengths.size + row.bytes.count + 1
    }

    /// The row whose lengths stand at a place.
    @inline(__always)
    static func row(at start: UnsafeRawPointer) -> Row {
        let lengths = RowLengths(at: start)
        let line = UnsafeRawBufferPointer(start: start + RowLengths.size, count: lengths.line - 1)
        return Row(line: line, keyLength: lengths.key)
    }

    /// A row with its lengths and its line end, as it stands in a run.
    @inline(__always)
    static func bytes(of row: Row) -> UnsafeRawBufferPointer {
        UnsafeRawBufferPointer(
            start: row.bytes.baseAddress.unsafelyUnwrapped - RowLengths.size,
            count: RowLengths.size + row.bytes.count + 1)
    }

    mutating func seek(_ key: UnsafeRawBufferPointer) {
        while let row = current, compareKeys(row.key, key) < 0 { advance() }
    }

    /// Where the current row begins, or the end.
    func offset(in rows: UnsafeRawBufferPointer) -> Int {
        guard let start = rows.baseAddress else { return 0 }
        return (current?.bytes.baseAddress.map { $0 - RowLengths.size } ?? end) - start
    }
}
