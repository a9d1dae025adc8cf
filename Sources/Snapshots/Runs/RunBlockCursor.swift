/// A place in sorted rows of a run. It does not keep what they stand in.
struct RunBlockCursor: MergeSource {
    private(set) var current: PackedRow?
    /// Where the row after the current one begins.
    private(set) var next: UnsafeRawPointer
    private let end: UnsafeRawPointer

    /// - Parameters:
    ///   - rows: As this program has packed them.
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
        let row = PackedRow(at: next)
        current = row
        next += row.bytes.count
    }

    mutating func seek(_ key: UnsafeRawBufferPointer) {
        while let row = current, compareKeys(row.key, key) < 0 { advance() }
    }

    /// Where the current row begins, or the end.
    func offset(in rows: UnsafeRawBufferPointer) -> Int {
        guard let start = rows.baseAddress else { return 0 }
        return (current?.bytes.baseAddress ?? end) - start
    }
}
