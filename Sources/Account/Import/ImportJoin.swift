internal import Recipients
internal import Snapshots
internal import Sorting
internal import Storage

/// Joins the sorted rows of an import with a group, range by range on all processors, and writes what changes in the order
/// of the addresses. What comes of it is the same on one processor.
final class ImportJoin {
    /// What became of a range.
    private struct Part: Sendable {
        let outcome: ImportOutcome
        /// The rows that change.
        let changes: LineBlock
    }

    private let ranges: [KeyRange]
    private let work: OrderedWork<KeyRange, Result<Part, StorageError>>
    private let changes: ChangeWriter
    private(set) var outcome = ImportOutcome()
    var progress: ProgressCounter?

    /// - Parameters:
    ///   - segments: The group's stack, oldest first.
    ///   - changes: Takes the rows that change.
    init(_ rows: SortedRows, with segments: [Segment], _ merge: RecipientMerge, _ changes: ChangeWriter) {
        self.changes = changes
        let visitsStored = merge.mode.removesOthers
        ranges = rows.ranges(beside: visitsStored ? segments : [])
        let pool = changes.pool
        let capacity = rows.usualLineBytes
        work = OrderedWork {
            { range in
                Result { () throws(StorageError) in
                    try rows.read(range) { incoming in
                        let block = pool.take(capacity: capacity)
                        var visitor = ImportVisitor(merge)
                        swap(&visitor.lines, &block.lines)
                        mergeJoin(
                            incoming, with: StackCursor(segments), in: range, visitsStored: visitsStored,
                            visitor: &visitor)
                        swap(&visitor.lines, &block.lines)
                        block.rows = visitor.changed
                        return Part(outcome: visitor.outcome, changes: block)
                    }
                }
            }
        }
    }

    /// - Parameter check: Called now and then; throws if the user has asked to stop.
    func run(check: () throws(SnapshotError) -> Void) throws(SnapshotError) {
        try check()
        try work.run(ranges) { (part) throws(SnapshotError) in
            try check()
            let part = try part.mapError(SnapshotError.storage).get()
            outcome.add(part.outcome)
            progress?.add(part.outcome.rows)
            try changes.append(part.changes)
        }
    }
}
