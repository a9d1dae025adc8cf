internal import Recipients
internal import Snapshots
internal import Sorting
internal import Storage

/// Joins the sorted rows of an import with a group, by ranges on all processors, and writes the changes in the order of
/// the addresses. The result does not depend on the number of processors.
struct ImportJoin {
    /// What the walk over a range, or over all ranges, did.
    struct Outcome: Sendable {
        var tally = RowTally()
        /// How many rows came in.
        var rows = 0
        var leavers = LeaverCounts()
        /// What the guard has seen; nil if it is not used.
        var guarded: GuardedPart?
    }

    private struct Part: Sendable {
        let outcome: Outcome
        /// The rows that change.
        let changes: LineBlock
    }

    private let ranges: [KeyRange]
    private let work: OrderedWork<KeyRange, Result<Part, StorageError>>
    private let changes: ChangeWriter
    /// Collects what the guard has seen of the parts; nil if it is not used.
    private let whole: GuardedPart?

    /// - Parameters:
    ///   - segments: The group's stack, oldest first.
    ///   - changes: Receives the rows that change.
    ///   - isGuarded: Whether the guard is used.
    init(
        _ rows: SortedRows, with segments: [Segment], _ merge: RecipientMerge, _ changes: ChangeWriter, isGuarded: Bool
    ) {
        self.changes = changes
        let visitsStored = merge.mode.removesOthers
        let state: SortedRows.State = segments.isEmpty ? .nothing : visitsStored ? .read(segments) : .searched
        ranges = rows.ranges(beside: state)
        let pool = changes.pool
        let capacity = rows.usualLineBytes(beside: state)
        whole = isGuarded ? GuardedPart(limit: .whole(columns: merge.columns.count)) : nil
        let part = isGuarded ? GuardedPart(limit: .part(of: ranges.count)) : nil
        work = OrderedWork {
            { range in
                Result { () throws(StorageError) in
                    try rows.read(range) { incoming in
                        let join = MergeJoin(
                            incoming, with: StackCursor(segments), in: range, visitsStored: visitsStored)
                        return Self.walk(join, ImportPolicy(merge, guarded: part), to: pool.take(capacity: capacity))
                    }
                }
            }
        }
    }

    private static func walk(_ join: MergeJoin, _ policy: consuming ImportPolicy, to block: LineBlock) -> Part {
        var walk = RecipientWalk(join, policy)
        _ = walk.fill(block)
        let outcome = Outcome(
            tally: walk.tally, rows: walk.policy.rows, leavers: walk.policy.leavers, guarded: walk.policy.guarded)
        return Part(outcome: outcome, changes: block)
    }

    /// - Parameters:
    ///   - progress: Counts the rows that came in.
    ///   - isCancelled: Whether the user has asked to stop; called now and then.
    func run(_ progress: ProgressCounter?, isCancelled: () -> Bool) throws(SnapshotError) -> Outcome {
        var total = Outcome(guarded: whole)
        if isCancelled() { throw .cancelled }
        try work.run(ranges) { (part) throws(SnapshotError) in
            if isCancelled() { throw .cancelled }
            let part = try part.mapError(SnapshotError.storage).get()
            total.add(part.outcome)
            progress?.add(part.outcome.rows)
            try changes.append(part.changes)
        }
        return total
    }
}

extension ImportJoin.Outcome {
    fileprivate mutating func add(_ other: Self) {
        tally.add(other.tally)
        rows += other.rows
        leavers.add(other.leavers)
        if let part = other.guarded { guarded?.add(part) }
    }
}
