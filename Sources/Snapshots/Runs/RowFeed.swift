/// Gives merged rows some thousands at a time, and merges the next ones on a thread of its own while these are used.
final class RowFeed {
    /// What both threads see: the cursor is the merging thread's, the rest is under the monitor.
    private final class Shared: @unchecked Sendable {
        let monitor = Monitor()
        var cursor: MergingCursor
        var ready: [[Row]] = []
        /// The reader wants no more, or there is no more.
        var isClosed = false

        init(_ cursor: MergingCursor) {
            self.cursor = cursor
        }
    }

    private let shared: Shared
    private let thread: WorkerThread?
    /// What the rows point into.
    private let rows: SortedRows

    private static let portion = 4096
    /// How many portions may be ready; then merging waits.
    private static let most = 4

    /// - Parameters:
    ///   - rows: What the cursor goes through.
    ///   - isAhead: Whether there is enough to be worth a thread.
    init(_ cursor: MergingCursor, over rows: SortedRows, isAhead: Bool) {
        let shared = Shared(cursor)
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
        guard thread != nil else { return Self.portion(of: &shared.cursor) }
        return shared.monitor.wait {
            if !shared.ready.isEmpty { return shared.ready.removeFirst() }
            return shared.isClosed ? [] : nil
        }
    }

    private static func work(_ shared: Shared) {
        while true {
            let rows = portion(of: &shared.cursor)
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

    private static func portion(of cursor: inout MergingCursor) -> [Row] {
        Array(unsafeUninitializedCapacity: portion) { rows, count in
            while count < portion, let row = cursor.current {
                rows.initializeElement(at: count, to: row)
                count += 1
                cursor.advance()
            }
        }
    }
}
