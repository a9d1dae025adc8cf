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
    /// The recipients who have left according to the file.
    private(set) var leavers = LeaverCounts()
    /// What the guard has seen; nil if it is not used.
    private(set) var guarded: GuardedPart?
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
        var address = AppliedRows(
            start: lines.count, isWanted: join.stored == nil ? merge.mode.adds : merge.mode.updates)
        // Nearly all rows of a first import.
        if takesNewAsTheyAre, join.stored == nil, address.isWanted, !first.isRemoval, let status = first.status {
            first.appendLine(to: &lines, join.incoming.repeated)
            rows += 1
            join.incoming.advance()
            let result = RecipientMerge.Outcome(status: status)
            guard join.incoming.isAt(addressOf: first) else { return .written(result) }
            address.noteWritten(result)
        }
        return decide(first, &address, &join, into: &lines, &counts)
    }

    /// Applies the rows of an address that are still to come.
    ///
    /// - Parameter first: The first row of the address, which may have been applied already.
    @inline(never)
    private mutating func decide(
        _ first: PackedRow,
        _ address: inout AppliedRows,
        _ join: inout MergeJoin,
        into lines: inout ByteBuffer,
        _ counts: inout ImportCounts
    ) -> Fate {
        repeat {
            guard let packed = join.incoming.current else { break }
            rows += 1
            join.incoming.advance()
            apply(packed, join.incoming.repeated, join.stored, &address, &lines)
        } while join.incoming.isAt(addressOf: first)
        if address.rows > 1 {
            counts.duplicates += address.rows - 1
            if join.stored != nil { guarded?.noteKnown(address.rows - 1) }
        }
        guard address.hasApplied else { return address.rows > 0 ? .erased : .untouched }
        guard address.isWanted else {
            if address.leaving.wasSkipped { leavers.skipped.note(first.key) }
            return .skipped
        }
        note(address.leaving, of: first.key, join.stored, address.result, lines.line(from: address.start))
        return .written(address.result)
    }

    /// The rows of one address, and what they have come to so far.
    private struct AppliedRows {
        /// The offset of the resulting recipient's row, at the end of the lines.
        let start: Int
        /// Whether the mode applies rows to this recipient.
        let isWanted: Bool
        /// How many rows there are, apart from invalid ones.
        var rows = 0
        /// Whether any of them was not left out.
        var hasApplied = false
        var leaving = Leaving()
        var result = RecipientMerge.Outcome()

        init(start: Int, isWanted: Bool) {
            self.start = start
            self.isWanted = isWanted
        }

        /// Notes a first row that has been written as it is.
        mutating func noteWritten(_ outcome: RecipientMerge.Outcome) {
            (rows, hasApplied, result) = (1, true, outcome)
        }
    }

    /// Applies the next row of an address.
    ///
    /// - Parameter stored: The recipient in the group; nil for a new one.
    @inline(__always)
    private mutating func apply(
        _ packed: PackedRow,
        _ repeated: RepeatedTexts.Table?,
        _ stored: Row?,
        _ address: inout AppliedRows,
        _ lines: inout ByteBuffer
    ) {
        // The mark of an invalid row: its recipient stays, and the row has no other effect.
        if packed.isRemoval {
            if stored != nil { guarded?.noteKnown(1) }
            return
        }
        address.rows += 1
        if address.isWanted || merge.mayLeaveOut || merge.mayFindSkippedLeavers {
            let row = packed.unpacked(into: &unpacked, repeated)
            guard apply(row, stored, &address, &lines) else { return }
        }
        address.hasApplied = true
    }

    /// Applies a row whose cells matter; false if it is left out.
    @inline(__always)
    private mutating func apply(
        _ row: Row,
        _ stored: Row?,
        _ address: inout AppliedRows,
        _ lines: inout ByteBuffer
    ) -> Bool {
        if merge.leavesOut(row) {
            guard address.isWanted,
                let left = leave(row, address.hasApplied ? nil : stored, from: address.start, &lines)
            else { return false }
            address.result = left
        } else if address.isWanted {
            address.result =
                address.hasApplied
                ? apply(row, from: address.start, stored, &lines)
                : merge.apply(row, to: stored, prior: prior(row, stored), into: &lines)
        } else if let stored {
            address.leaving.noteSkipped(row, of: stored, merge)
        }
        if address.isWanted { address.leaving.note(row, address.result, merge) }
        return true
    }

    /// What the rows of one address say about its recipient's leaving.
    private struct Leaving {
        /// According to dates that are not used, and unless a later row says that they have come back since.
        var stated: Instant?
        /// Whether they have left according to a flag or word that is not used.
        var isUnheeded = false
        var notes = RecipientMerge.LeavingNotes()
        /// Whether they have left, though the mode leaves them as they are, and since when.
        private(set) var wasSkipped = false
        private var skipped: Instant?
        /// Whether each row lacks a date of activation in a column with these dates that is not used.
        var lacksActivation = true

        @inline(__always)
        mutating func note(_ row: Row, _ result: RecipientMerge.Outcome, _ merge: RecipientMerge) {
            notes.formUnion(result.leaving)
            if merge.hasMarkedRows { noteMark(of: row, merge) }
        }

        /// Notes a row that the mode leaves out. One that says nothing about leaving takes nothing back; one with a
        /// later activation does.
        mutating func noteSkipped(_ row: Row, of stored: Row, _ merge: RecipientMerge) {
            let said = SignUp(of: row)
            if merge.saysLeft(row, of: stored) {
                wasSkipped = true
                skipped = max(skipped ?? .earliest, said.deactivated ?? merge.now)
            } else if merge.columns.saysSignUp, let left = skipped, let activated = said.activated, activated > left {
                (wasSkipped, skipped) = (false, nil)
            }
        }

        private mutating func noteMark(of row: Row, _ merge: RecipientMerge) {
            let mark = merge.mark(of: row) ?? RowMark()
            if !mark.lacksActivation { lacksActivation = false }
            switch mark.unused {
            case .stated(let date):
                stated = max(stated ?? date, date)
                return
            case .unheeded: isUnheeded = true
            case .none: break
            }
            guard let left = stated, merge.columns.saysSignUp else { return }
            if SignUp(of: row).activated.map({ $0 > left }) ?? false { stated = nil }
        }
    }

    /// Notes what became of an address: in the counts of leavers, and for the guard.
    ///
    /// - Parameters:
    ///   - stored: The recipient in the group before; nil for a new one.
    ///   - line: The recipient's row afterwards, without its line end.
    @inline(__always)
    private mutating func note(
        _ leaving: Leaving,
        of address: UnsafeRawBufferPointer,
        _ stored: Row?,
        _ result: RecipientMerge.Outcome,
        _ line: UnsafeRawBufferPointer
    ) {
        if leaving.notes.contains(.mayBeNow), hasLeftNow(line) { leavers.now.note(address) }
        if leaving.notes.contains(.isOutdated), result.status == .active { leavers.outdated.note(address) }
        if merge.hasMarkedRows, result.status == .active {
            if let left = leaving.stated, countsAsLeft(left, stored) { leavers.stated += 1 }
            if leaving.isUnheeded { leavers.unheeded += 1 }
            if leaving.lacksActivation, stored == nil { leavers.unconfirmed.note(address) }
        }
        if let stored { guarded?.sample.note(before: stored, after: line) }
    }

    /// Whether a date of leaving would unsubscribe a recipient, if it were used. In rows that say nothing about the
    /// activation, it would not if the recipient was activated later.
    @inline(never)
    private func countsAsLeft(_ left: Instant, _ stored: Row?) -> Bool {
        guard let stored, !merge.columns.saysSignUp else { return true }
        return SignUp(of: stored).activated.map { left > $0 } ?? true
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
    private func hasLeftNow(_ line: UnsafeRawBufferPointer) -> Bool {
        guard let row = Row(line: line) else { return false }
        let signUp = SignUp(of: row)
        return signUp.status == .unsubscribed && signUp.deactivated == max(merge.now, signUp.activated ?? merge.now)
    }

    /// What is known about somebody who is not in the group: whether the group remembers that they left.
    @inline(__always)
    private func prior(_ row: Row, _ stored: Row?) -> PriorConsent? {
        guard stored == nil, !merge.memory.isEmpty else { return nil }
        return merge.memory.date(of: row.key).map(PriorConsent.left)
    }

    /// Applies another row with the same address to the recipient that the rows before have resulted in.
    ///
    /// - Parameters:
    ///   - start: The offset of that recipient's row, at the end of the lines.
    ///   - stored: The recipient in the group; nil for a new one.
    private mutating func apply(
        _ row: Row,
        from start: Int,
        _ stored: Row?,
        _ lines: inout ByteBuffer
    ) -> RecipientMerge.Outcome {
        let result = takeRow(from: start, &lines)
        let origin = RecipientMerge.Origin(stored: stored.map { SignUp(of: $0) }, prior: prior(row, stored))
        return merge.apply(row, to: result, origin: origin, into: &lines)
    }

    /// Takes the row at the end of the lines, if there is one, away to `before`.
    private mutating func takeRow(from start: Int, _ lines: inout ByteBuffer) -> Row? {
        before.removeAll()
        before.append(UnsafeRawBufferPointer(rebasing: lines.bytes[start...]))
        lines.truncate(to: start)
        return before.row()
    }
}

/// The recipients of an import who have left according to the file.
struct LeaverCounts: Sendable {
    /// Those who would be active, because dates of leaving are not used.
    var stated = 0
    /// Those who would be active, because a flag or word in a column about consent is not used.
    var unheeded = 0
    /// Those whom the mode leaves unchanged.
    var skipped = ExampleCount()
    /// Those who left at an unknown time, and count as having left now.
    var now = ExampleCount()
    /// Those who stay active, since they were activated after the date of leaving that a row has.
    var outdated = ExampleCount()
    /// New recipients who are active, though a column with dates of activation, which is not used, has none for them.
    var unconfirmed = ExampleCount()

    mutating func add(_ other: LeaverCounts) {
        stated += other.stated
        unheeded += other.unheeded
        skipped.add(other.skipped)
        now.add(other.now)
        outdated.add(other.outdated)
        unconfirmed.add(other.unconfirmed)
    }
}
