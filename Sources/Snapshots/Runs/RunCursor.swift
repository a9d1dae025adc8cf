/// A place in a run.
public struct RunCursor: RowCursor {
    public private(set) var current: Row?
    private let run: SortedRun
    private var index = 0
    /// How many rows ahead memory is asked for.
    private static let lookahead = 24

    init(_ run: SortedRun) {
        self.run = run
        load()
    }

    @inline(__always)
    public mutating func advance() {
        index += 1
        load()
    }

    public mutating func seek(_ key: UnsafeRawBufferPointer) {
        while let row = current, compareKeys(row.key, key) < 0 { advance() }
    }

    @inline(__always)
    private mutating func load() {
        run.prefetch(index + Self.lookahead)
        current = index < run.count ? run.row(at: index) : nil
    }
}
