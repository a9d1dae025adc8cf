/// Gives merged rows some thousands at a time, and merges the next ones on a thread of its own while these are used.
final class RowFeed {
    /// What both threads see: the cursor is the merging thread's, the rest is under the monitor.
    private final class Shared: @unchecked Sendable {
        let monitor = Monitor()
        var cursor: MergingCursor
        let file: SpilledBlocks?
        /// How many bytes of rows have been merged since the file's pages were given back.
        var bytes = 0
        var ready: [[Row]] = []
        /// The reader wants no more, or there is no more.
        var isClosed = false

        init(_ cursor: MergingCursor, _ file: SpilledBlocks?) {
            self.cursor = cursor
            self.file = file
        }

        func nextPortion() -> [Row] {
            let rows = RowFeed.portion(of: &cursor, bytes: &bytes)
            if bytes >= SpilledBlocks.evictionBytes {
                file?.evict()
                bytes = 0
            }
            return rows
        }
    }

    private let shared: Shared
    private let thread: WorkerThread?
    /// What the reader has taken and not used, the next portion last.
    private var taken: [[Row]] = []
    /// What the rows point into.
    private let rows: SortedRows

    private static let portion = 4096
    /// How many portions may be ready; then merging waits. The reader takes all that are, so that the threads seldom have to
    /// wake each other.
    private static let most = 6

    /// - Parameters:
    ///   - rows: What the cursor goes through.
    ///   - isAhead: Whether there is enough to be worth a thread.
    init(_ cursor: MergingCursor, over rows: SortedRows, isAhead: Bool) {
        let shared = Shared(cursor, rows.file)
        self.shared = shared
        self.rows = rows
        thread = isAhead ? WorkerThread { Self.work(shared) } : nil
    }

    deinit {
        shared.monitor.change { shared.isClosed = true }
        thread?.join()
    }

    /// The next rows; none at the end.
    func next() -> [Row] {
        guard thread != nil else { return shared.nextPortion() }
        if taken.isEmpty {
            taken = shared.monitor.wait {
                guard shared.ready.isEmpty else {
                    defer { shared.ready.removeAll() }
                    return shared.ready.reversed()
                }
                return shared.isClosed ? [] : nil
            }
        }
        return taken.popLast() ?? []
    }

    private static func work(_ shared: Shared) {
        while true {
            let rows = shared.nextPortion()
            let goesOn = shared.monitor.wait { () -> Bool? in
                if shared.isClosed { return false }
                if rows.isEmpty {
                    shared.isClosed = true
                    return false
                }
                guard shared.ready.count < most else { return nil }
                shared.ready.append(rows)
                return true
            }
            if !goesOn { return }
        }
    }

    private static func portion(of cursor: inout MergingCursor, bytes: inout Int) -> [Row] {
        [Row](unsafeUninitializedCapacity: portion) { rows, count in
            while count < portion, let row = cursor.current {
                rows.initializeElement(at: count, to: row)
                count += 1
                bytes += row.bytes.count
                cursor.advance()
            }
        }
    }
}
