internal import Recipients
internal import Snapshots
internal import Sorting

/// What an import, or a part of one, did to a group.
struct ImportOutcome {
    /// How many rows came in.
    var rows = 0
    var counts = ImportCounts()
    /// How many recipients of each status the group has more than before; less where negative.
    var groupCounts = Counts()
    /// How many recipients whom the file holds for unsubscribed would become active because the user left that out.
    var wouldBecomeActive = 0

    /// Adds what another part did.
    mutating func add(_ other: ImportOutcome) {
        rows += other.rows
        counts.add(other.counts)
        groupCounts.add(other.groupCounts)
        wouldBecomeActive += other.wouldBecomeActive
    }
}

/// Applies the rows of an import to a group, address by address, writes the recipients that change and counts.
struct ImportVisitor: JoinVisitor, ~Copyable {
    private let merge: RecipientMerge
    private(set) var outcome = ImportOutcome()
    /// The rows that change.
    var lines = ByteBuffer()
    /// How many they are.
    private(set) var changed = 0
    /// The row that comes in.
    private var unpacked = ByteBuffer()
    /// What an earlier row of the same address has made of its recipient.
    private var before = ByteBuffer()

    init(_ merge: RecipientMerge) {
        self.merge = merge
    }

    mutating func visit(stored: Row) {
        // Visited only by the mode `replace`: whoever is not in the file leaves.
        outcome.groupCounts.remove(Status(of: stored))
        outcome.counts.removed += 1
        RowEncoder.appendRemoval(of: stored.key, to: &lines)
        changed += 1
    }

    mutating func visit(incoming: inout SortedCursor, stored: Row?) {
        guard let first = incoming.current else { return }
        let isWanted = stored == nil ? merge.mode.adds : merge.mode.updates
        let start = lines.count
        var hasRow = false
        var hasErased = false
        var isStated = false
        var result = RecipientMerge.Outcome()
        repeat {
            guard let packed = incoming.current else { break }
            outcome.rows += 1
            incoming.advance()
            // The mark of an invalid row: its recipient stays, and it says nothing.
            if packed.isRemoval { continue }
            if isWanted || merge.mayLeaveOut {
                let row = packed.unpacked(into: &unpacked)
                if merge.leavesOut(row) {
                    if hasErased { outcome.counts.duplicates += 1 }
                    hasErased = true
                    continue
                }
                if isWanted {
                    result = hasRow ? apply(row, from: start) : merge.apply(row, to: stored, into: &lines)
                    isStated = result.status == .active && merge.mark(of: row) == .stated
                }
            }
            if hasRow { outcome.counts.duplicates += 1 }
            hasRow = true
        } while incoming.isAt(addressOf: first)

        guard hasRow else {
            if hasErased {
                outcome.counts.skipped += 1
                outcome.counts.erased += 1
            }
            return
        }
        if hasErased { outcome.counts.duplicates += 1 }
        guard isWanted else {
            outcome.counts.skipped += 1
            return
        }
        finish(stored, result, isStated: isStated, from: start)
    }

    /// Applies a further row of an address to what the rows before have made of its recipient.
    ///
    /// - Parameter start: Where that stands, at the end of the lines.
    private mutating func apply(_ row: Row, from start: Int) -> RecipientMerge.Outcome {
        before.removeAll()
        before.append(UnsafeRawBufferPointer(rebasing: lines.bytes[start...]))
        lines.truncate(to: start)
        return merge.apply(row, to: Row(line: before.bytes.line), into: &lines)
    }

    /// Counts what has become of a recipient, and keeps the line at the end if that is a change.
    ///
    /// - Parameters:
    ///   - isStated: Whether the recipient would be active though the last row that came in bears the mark `stated`.
    ///   - start: Where the line begins.
    private mutating func finish(
        _ stored: Row?,
        _ result: RecipientMerge.Outcome,
        isStated: Bool,
        from start: Int
    ) {
        let storedStatus = stored.map { Status(of: $0) }
        if result.keptUnsubscribed { outcome.counts.keptUnsubscribed += 1 }
        if isStated, storedStatus != .active {
            outcome.wouldBecomeActive += 1
        }
        let line = UnsafeRawBufferPointer(rebasing: lines.bytes[start...]).line
        if let stored, let row = Row(line: line), row.hasSameCells(as: stored) {
            outcome.counts.unchanged += 1
            lines.truncate(to: start)
            return
        }
        if let storedStatus {
            outcome.groupCounts.remove(storedStatus)
            outcome.counts.updated += 1
        } else {
            outcome.counts.added += 1
        }
        outcome.groupCounts.add(result.status)
        changed += 1
    }
}

extension UnsafeRawBufferPointer {
    /// A line without its line end.
    var line: UnsafeRawBufferPointer {
        UnsafeRawBufferPointer(rebasing: dropLast())
    }
}
