internal import CPrefetch

/// A place in sorted rows, which are valid while it lives. Of a cursor and its copies, only one goes on.
public struct RunCursor: RowCursor {
    public private(set) var current: Row?
    private let feed: RowFeed
    private var rows: [Row] = []
    private var index = 0

    private static let lookahead = 16

    init(_ feed: RowFeed) {
        self.feed = feed
        load()
    }

    @inline(__always)
    public mutating func advance() {
        index += 1
        if index < rows.count {
            current = rows[index]
            prefetch()
        } else {
            load()
        }
    }

    /// Brings a row nearer that is soon asked for: rows lie anywhere in memory. Waiting for each took a seventh of an
    /// import's time.
    @inline(__always)
    private func prefetch() {
        guard index + Self.lookahead < rows.count, let row = rows[index + Self.lookahead].bytes.baseAddress else {
            return
        }
        cbs_prefetch(row)
        cbs_prefetch(row + 64)
        cbs_prefetch(row + 128)
    }

    public mutating func seek(_ key: UnsafeRawBufferPointer) {
        while let row = current, compareKeys(row.key, key) < 0 { advance() }
    }

    @inline(never)
    private mutating func load() {
        rows = feed.next()
        index = 0
        current = rows.first
    }
}
