extension RunEntry {
    /// So many entries and more are sorted on two threads.
    static let parallelCount = 1 << 16

    /// Sorts entries by the addresses of their rows, equal ones as they came. The order is total, so the result is the same
    /// on one thread and on two.
    static func sort(
        _ entries: inout [RunEntry],
        in rows: UnsafeRawBufferPointer,
        parallelFrom parallelCount: Int = parallelCount
    ) {
        guard entries.count >= parallelCount else {
            entries.sort { isBefore($0, $1, in: rows) }
            return
        }
        entries = Array(unsafeUninitializedCapacity: entries.count) { merged, count in
            entries.withUnsafeMutableBufferPointer { entries in
                let middle = entries.count / 2
                let upper = Part(UnsafeMutableBufferPointer(rebasing: entries[middle...]), rows)
                let lower = Part(UnsafeMutableBufferPointer(rebasing: entries[..<middle]), rows)
                let thread = WorkerThread { upper.sort() }
                lower.sort()
                thread?.join()
                if thread == nil { upper.sort() }
                merge(lower.entries, upper.entries, in: rows, into: merged)
                count = entries.count
            }
        }
    }

    /// A part of the entries that one thread sorts; no other touches it meanwhile.
    private struct Part: @unchecked Sendable {
        let entries: UnsafeMutableBufferPointer<RunEntry>
        private let rows: UnsafeRawBufferPointer

        init(_ entries: UnsafeMutableBufferPointer<RunEntry>, _ rows: UnsafeRawBufferPointer) {
            self.entries = entries
            self.rows = rows
        }

        func sort() {
            var entries = entries
            entries.sort { isBefore($0, $1, in: rows) }
        }
    }

    /// - Parameter merged: Uninitialised memory for all of them.
    private static func merge(
        _ lower: UnsafeMutableBufferPointer<RunEntry>,
        _ upper: UnsafeMutableBufferPointer<RunEntry>,
        in rows: UnsafeRawBufferPointer,
        into merged: UnsafeMutableBufferPointer<RunEntry>
    ) {
        var (left, right) = (0, 0)
        for index in 0..<lower.count + upper.count {
            let takesLeft =
                right == upper.count || (left < lower.count && isBefore(lower[left], upper[right], in: rows))
            merged.initializeElement(at: index, to: takesLeft ? lower[left] : upper[right])
            if takesLeft { left += 1 } else { right += 1 }
        }
    }
}
