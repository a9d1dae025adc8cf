internal import Recipients
internal import Snapshots
internal import Sorting

extension MergeJoin: AddressStreams {
    typealias Problem = Never
}

/// Applies the rows of a file to a group. All rows of an address make one recipient, each what it makes of the one before.
struct ImportPolicy: MergePolicy, ~Copyable {
    private let merge: RecipientMerge
    /// Whether the rows of recipients who are not in the group are written as they are.
    private let takesNewAsTheyAre: Bool
    var memory: LeaverMemory { merge.memory }
    /// How many rows came in.
    private(set) var rows = 0
    /// How many recipients whom the file holds for unsubscribed would become active because the user left that out.
    private(set) var wouldBecomeActive = 0
    /// What the guard sees of what happens; nil if there is no guard.
    private(set) var guarded: GuardedPart?
    /// How many recipients stay as they are because of the mode, although the file says that they have left.
    private(set) var skippedLeavers = 0
    /// The row that comes in.
    private var unpacked = ByteBuffer()
    /// What an earlier row of the same address has made of its recipient.
    private var before = ByteBuffer()

    init(_ merge: RecipientMerge, guarded: GuardedPart? = nil) {
        self.merge = merge
        takesNewAsTheyAre = merge.takesNewAsTheyAre && merge.memory.isEmpty
        self.guarded = guarded
    }

    mutating func decide(_ join: inout MergeJoin, into lines: inout ByteBuffer, _ counts: inout ImportCounts) -> Fate {
        // Only the mode `replace` has these visited: whoever is not in the file leaves.
        guard join.isIncoming, let first = join.incoming.current else {
            guarded?.noteLeaving(join.stored)
            return .removed
        }
        if join.stored == nil { guarded?.noteUnknown(first) }
        let isWanted = join.stored == nil ? merge.mode.adds : merge.mode.updates
        let start = lines.count
        var hasRow = false
        var hasErased = false
        var isStated = false
        var hasLeft = false
        let looksForLeavers = !isWanted && merge.mayFindSkippedLeavers
        let isNew = isWanted && join.stored == nil && takesNewAsTheyAre
        var result = RecipientMerge.Outcome()
        repeat {
            guard let packed = join.incoming.current else { break }
            rows += 1
            join.incoming.advance()
            // The mark of an invalid row: its recipient stays, and it says nothing.
            if packed.isRemoval { continue }
            if isNew, !hasRow, let status = packed.status {
                packed.appendLine(to: &lines)
                result = RecipientMerge.Outcome(status: status)
            } else if isWanted || merge.mayLeaveOut || looksForLeavers {
                let row = packed.unpacked(into: &unpacked)
                if merge.leavesOut(row) {
                    if hasErased { counts.duplicates += 1 }
                    hasErased = true
                    continue
                }
                if looksForLeavers { hasLeft = merge.saysLeft(row) }
                if isWanted {
                    result =
                        hasRow
                        ? apply(row, from: start, &lines)
                        : merge.apply(row, to: join.stored, known: known(row, join.stored), into: &lines)
                    isStated = result.status == .active && merge.mark(of: row) == .stated
                }
            }
            if hasRow { counts.duplicates += 1 }
            hasRow = true
        } while join.incoming.isAt(addressOf: first)

        guard hasRow else { return hasErased ? .erased : .untouched }
        if hasErased { counts.duplicates += 1 }
        guard isWanted else {
            if hasLeft, join.stored.map({ Status(of: $0) }) != .unsubscribed { skippedLeavers += 1 }
            return .skipped
        }
        if isStated, join.stored.map({ Status(of: $0) }) != .active { wouldBecomeActive += 1 }
        if let stored = join.stored {
            guarded?.sample.note(before: stored, after: UnsafeRawBufferPointer(rebasing: lines.bytes[start...]).line)
        }
        return .written(result)
    }

    /// What is known of somebody who is not in the group: whether it remembers that they left.
    @inline(__always)
    private func known(_ row: Row, _ stored: Row?) -> Knowledge? {
        guard stored == nil, !merge.memory.isEmpty else { return nil }
        return merge.memory.date(of: row.key).map(Knowledge.left)
    }

    /// Applies a further row of an address to what the rows before have made of its recipient.
    ///
    /// - Parameter start: Where that stands, at the end of the lines.
    private mutating func apply(
        _ row: Row,
        from start: Int,
        _ lines: inout ByteBuffer
    ) -> RecipientMerge.Outcome {
        before.removeAll()
        before.append(UnsafeRawBufferPointer(rebasing: lines.bytes[start...]))
        lines.truncate(to: start)
        return merge.apply(row, to: Row(line: before.bytes.line), into: &lines)
    }
}
