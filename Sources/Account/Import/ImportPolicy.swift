internal import Recipients
internal import Snapshots
internal import Sorting

extension MergeJoin: AddressStreams {
    typealias Problem = Never
}

/// Applies the rows of a file to a group. All rows with the same address make one recipient: each is applied to the
/// result of the one before.
struct ImportPolicy: MergePolicy, ~Copyable {
    private let merge: RecipientMerge
    /// Whether the rows of recipients who are not in the group are written as they are.
    private let takesNewAsTheyAre: Bool
    var memory: LeaverMemory { merge.memory }
    /// How many rows came in.
    private(set) var rows = 0
    /// How many recipients who are unsubscribed according to the file would become active because the user left the
    /// sign-up columns out.
    private(set) var wouldBecomeActive = 0
    /// How many recipients would be active who have left according to a column about consent that is not used.
    private(set) var unheededLeavers = 0
    /// What the guard has seen; nil if it is not used.
    private(set) var guarded: GuardedPart?
    /// The recipients whom the mode leaves unchanged, although they have left according to the file.
    private(set) var skippedLeavers = ExampleCount()
    /// The recipients who left at an unknown time, and count as having left now.
    private(set) var leaversNow = ExampleCount()
    /// The incoming row.
    private var unpacked = ByteBuffer()
    /// The recipient that an earlier row with the same address has resulted in.
    private var before = ByteBuffer()

    init(_ merge: RecipientMerge, guarded: GuardedPart? = nil) {
        self.merge = merge
        takesNewAsTheyAre = merge.takesNewAsTheyAre && merge.memory.isEmpty
        self.guarded = guarded
    }

    mutating func decide(_ join: inout MergeJoin, into lines: inout ByteBuffer, _ counts: inout ImportCounts) -> Fate {
        // Only in the mode `replace` are these visited: recipients that are not in the file are removed.
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
        var isUnheeded = false
        var hasLeft = false
        var mayLeaveNow = false
        let looksForLeavers = !isWanted && merge.mayFindSkippedLeavers
        let isNew = isWanted && join.stored == nil && takesNewAsTheyAre
        var result = RecipientMerge.Outcome()
        repeat {
            guard let packed = join.incoming.current else { break }
            rows += 1
            join.incoming.advance()
            // The mark of an invalid row: its recipient stays, and the row has no other effect.
            if packed.isRemoval {
                if join.stored != nil { guarded?.noteKnownInvalid() }
                continue
            }
            if isNew, !hasRow, let status = packed.status {
                packed.appendLine(to: &lines, join.incoming.repeated)
                result = RecipientMerge.Outcome(status: status)
            } else if isWanted || merge.mayLeaveOut || looksForLeavers {
                let row = packed.unpacked(into: &unpacked, join.incoming.repeated)
                if merge.leavesOut(row) {
                    guard isWanted, let left = leave(row, hasRow ? nil : join.stored, from: start, &lines) else {
                        if hasErased { counts.duplicates += 1 }
                        hasErased = true
                        continue
                    }
                    result = left
                } else if isWanted {
                    result =
                        hasRow
                        ? apply(row, from: start, &lines)
                        : merge.apply(row, to: join.stored, known: known(row, join.stored), into: &lines)
                } else if looksForLeavers {
                    hasLeft = merge.saysLeft(row)
                }
                if isWanted {
                    let mark = merge.mark(of: row)
                    isStated = result.status == .active && mark == .stated
                    isUnheeded = result.status == .active && (isUnheeded || mark?.isUnheeded ?? false)
                    mayLeaveNow = mayLeaveNow || result.mayLeaveNow
                }
            }
            if hasRow { counts.duplicates += 1 }
            hasRow = true
        } while join.incoming.isAt(addressOf: first)

        guard hasRow else { return hasErased ? .erased : .untouched }
        if hasErased { counts.duplicates += 1 }
        guard isWanted else {
            if hasLeft { skippedLeavers.note(first.key) }
            return .skipped
        }
        if mayLeaveNow, hasLeftNow(UnsafeRawBufferPointer(rebasing: lines.bytes[start...])) {
            leaversNow.note(first.key)
        }
        if isStated, join.stored.map({ Status(of: $0) }) != .active { wouldBecomeActive += 1 }
        if isUnheeded { unheededLeavers += 1 }
        if let stored = join.stored {
            guarded?.sample.note(before: stored, after: UnsafeRawBufferPointer(rebasing: lines.bytes[start...]).line)
        }
        return .written(result)
    }

    /// Unsubscribes somebody of whom a row may bring nothing back; nil if they are not there, or if the row does not
    /// say that they have left since they were erased.
    ///
    /// - Parameters:
    ///   - stored: The recipient in the group; nil to take the one at the end of the lines, if there is one.
    ///   - start: The offset of that one's row.
    @inline(never)
    private mutating func leave(
        _ row: Row,
        _ stored: Row?,
        from start: Int,
        _ lines: inout ByteBuffer
    ) -> RecipientMerge.Outcome? {
        guard let recipient = stored ?? takeRow(from: start, &lines) else { return nil }
        if let left = merge.leave(row, recipient, into: &lines) { return left }
        // Puts the row back that was taken.
        if stored == nil { lines.append(before.bytes) }
        return nil
    }

    /// Whether the recipient in a row counts as having left now: another row of the file, or what the group remembers,
    /// may have given a date.
    @inline(never)
    private func hasLeftNow(_ bytes: UnsafeRawBufferPointer) -> Bool {
        guard let row = Row(line: bytes.line) else { return false }
        let signUp = SignUp(of: row)
        return signUp.status == .unsubscribed && signUp.deactivated == merge.now
    }

    /// What is known about somebody who is not in the group: whether the group remembers that they left.
    @inline(__always)
    private func known(_ row: Row, _ stored: Row?) -> Knowledge? {
        guard stored == nil, !merge.memory.isEmpty else { return nil }
        return merge.memory.date(of: row.key).map(Knowledge.left)
    }

    /// Applies another row with the same address to the recipient that the rows before have resulted in.
    ///
    /// - Parameter start: The offset of that recipient's row, at the end of the lines.
    private mutating func apply(
        _ row: Row,
        from start: Int,
        _ lines: inout ByteBuffer
    ) -> RecipientMerge.Outcome {
        let result = takeRow(from: start, &lines)
        return merge.apply(row, to: result, into: &lines)
    }

    /// Takes the row at the end of the lines, if there is one, away to `before`.
    private mutating func takeRow(from start: Int, _ lines: inout ByteBuffer) -> Row? {
        before.removeAll()
        before.append(UnsafeRawBufferPointer(rebasing: lines.bytes[start...]))
        lines.truncate(to: start)
        return Row(line: before.bytes.line)
    }
}
