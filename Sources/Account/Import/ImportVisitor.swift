internal import Recipients
internal import Snapshots

/// Applies the rows of an import to a group, address by address, writes the recipients that change and counts.
struct ImportVisitor: JoinVisitor, ~Copyable {
    private let merge: RecipientMerge
    private let changes: ChangeWriter
    private var cancellation: CancellationCheck
    var progress: ProgressCounter?
    private(set) var counts = ImportCounts()
    private(set) var groupCounts: Counts
    /// How many recipients whom the file holds for unsubscribed would become active because the user left that out.
    private(set) var wouldBecomeActive = 0
    private var result = ByteBuffer()
    private var before = ByteBuffer()

    /// - Parameters:
    ///   - counts: The group's, as they are.
    ///   - changes: Takes the rows that change.
    init(_ merge: RecipientMerge, counts: Counts, changes: ChangeWriter, cancellation: CancellationCheck) {
        self.merge = merge
        self.changes = changes
        self.cancellation = cancellation
        groupCounts = counts
    }

    mutating func visit(stored: Row) throws(SnapshotError) {
        try cancellation.countWithin()
        // Visited only by the mode `replace`: whoever is not in the file leaves.
        groupCounts.remove(Status(of: stored))
        counts.removed += 1
        try changes.appendRemoval(of: stored.key)
    }

    mutating func visit<Incoming: RowCursor>(incoming: inout Incoming, stored: Row?) throws(SnapshotError) {
        guard let first = incoming.current else { return }
        try cancellation.countWithin()
        let isWanted = stored == nil ? merge.mode.adds : merge.mode.updates
        var last: Row?
        var hasErased = false
        var outcome = RecipientMerge.Outcome()
        repeat {
            guard let row = incoming.current else { break }
            incoming.advance()
            progress?.count()
            // The mark of an invalid row: its recipient stays, and it says nothing.
            if row.isRemoval { continue }
            if merge.leavesOut(row) {
                if hasErased { counts.duplicates += 1 }
                hasErased = true
                continue
            }
            if isWanted { outcome = apply(row, to: last == nil ? stored : Row(line: result.bytes.line)) }
            if last != nil { counts.duplicates += 1 }
            last = row
        } while incoming.isAt(addressOf: first)

        guard let last else {
            if hasErased {
                counts.skipped += 1
                counts.erased += 1
            }
            return
        }
        if hasErased { counts.duplicates += 1 }
        guard isWanted else {
            counts.skipped += 1
            return
        }
        try finish(last, stored, outcome)
    }

    private mutating func apply(_ row: Row, to stored: Row?) -> RecipientMerge.Outcome {
        before.removeAll()
        let outcome = merge.apply(row, to: stored, into: &before)
        // What `stored` may have pointed to was read; now it makes room.
        swap(&before, &result)
        return outcome
    }

    /// Counts what has become of a recipient, and writes it if it has changed.
    private mutating func finish(
        _ incoming: Row,
        _ stored: Row?,
        _ outcome: RecipientMerge.Outcome
    ) throws(SnapshotError) {
        let storedStatus = stored.map { Status(of: $0) }
        if outcome.keptUnsubscribed { counts.keptUnsubscribed += 1 }
        if outcome.status == .active, storedStatus != .active, merge.mark(of: incoming) == .stated {
            wouldBecomeActive += 1
        }
        if let stored, let row = Row(line: result.bytes.line), row.hasSameCells(as: stored) {
            counts.unchanged += 1
            return
        }
        if let storedStatus {
            groupCounts.remove(storedStatus)
            counts.updated += 1
        } else {
            counts.added += 1
        }
        groupCounts.add(outcome.status)
        try changes.append(line: result.bytes)
    }
}

extension UnsafeRawBufferPointer {
    /// A line without its line end.
    var line: UnsafeRawBufferPointer {
        UnsafeRawBufferPointer(rebasing: dropLast())
    }
}
