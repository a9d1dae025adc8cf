internal import Recipients
internal import Snapshots
internal import Sorting

/// What a walk, or a part of one, did to a group.
struct RowTally {
    var counts = ImportCounts()
    /// By how many the recipients of each status have increased; negative for a decrease.
    private(set) var statuses = StatusCounts()
    /// How many recipients of the group have become unsubscribed, and how many active.
    private(set) var becameUnsubscribed = 0
    private(set) var becameActive = 0
    /// Changes to the people whom the group remembers.
    var leavers = LeaverChanges()

    /// Adds what another part did.
    mutating func add(_ other: RowTally) {
        counts.add(other.counts)
        statuses.add(other.statuses)
        becameUnsubscribed += other.becameUnsubscribed
        becameActive += other.becameActive
        leavers.add(other.leavers)
    }

    /// Records a recipient's status before and after; nil if it is not in the group.
    @inline(__always)
    mutating func note(from before: Status?, to after: Status?) {
        if let before { statuses.remove(before) }
        if let after { statuses.add(after) }
        guard let before, let after, before != after else { return }
        if after == .unsubscribed { becameUnsubscribed += 1 }
        if after == .active { becameActive += 1 }
    }

    /// Counts rows that were not visited because the group has the same rows.
    mutating func addUnvisited(_ rows: Int, _ mode: ImportMode) {
        counts.read += rows
        if mode.updates {
            counts.unchanged += rows
        } else {
            counts.skipped += rows
        }
    }

    /// Counts what happened to a recipient, and leaves its row at the end of the lines only if it changed.
    ///
    /// - Parameters:
    ///   - stored: The recipient in the group; nil if it is new.
    ///   - start: The length of the lines before the policy decided.
    ///   - memory: The people whom the group remembers.
    /// - Returns: Whether the recipient changed.
    @inline(__always)
    mutating func settle(
        _ fate: Fate,
        of stored: Row?,
        from start: Int,
        _ lines: inout ByteBuffer,
        _ memory: LeaverMemory
    ) -> Bool {
        switch fate {
        case .untouched:
            return false
        case .skipped:
            counts.skipped += 1
            return false
        case .erased:
            counts.skipped += 1
            counts.erased += 1
            return false
        case .removed:
            guard let stored else { return false }
            noteRemoval(of: stored, memory)
            RowEncoder.appendRemoval(of: stored.key, to: &lines)
            return true
        case .written(let outcome):
            return settle(outcome, of: stored, from: start, &lines, memory)
        }
    }

    /// Counts somebody who is removed from the group. Somebody who had unsubscribed is remembered.
    mutating func noteRemoval(of stored: Row, _ memory: LeaverMemory) {
        counts.removed += 1
        let signUp = SignUp(of: stored)
        note(from: signUp.status, to: nil)
        if signUp.status == .unsubscribed, let date = signUp.deactivated {
            leavers.noteRemoved(memory.hash(stored.key), leftOn: date)
        }
    }

    /// Counts a recipient that was added or updated. If it is unchanged, its line is dropped.
    @inline(__always)
    private mutating func settle(
        _ outcome: RecipientMerge.Outcome,
        of stored: Row?,
        from start: Int,
        _ lines: inout ByteBuffer,
        _ memory: LeaverMemory
    ) -> Bool {
        if outcome.keptUnsubscribed { counts.keptUnsubscribed += 1 }
        if let stored {
            if let row = lines.row(from: start), row.hasSameCells(as: stored) {
                counts.unchanged += 1
                lines.truncate(to: start)
                return false
            }
            counts.updated += 1
            note(from: Status(of: stored), to: outcome.status)
        } else {
            counts.added += 1
            note(from: nil, to: outcome.status)
            if !memory.isEmpty { noteReturn(from: start, lines, memory) }
        }
        return true
    }
}

extension RowTally {
    /// Records that somebody who was remembered is in the group again: from now on the row says what is known.
    private mutating func noteReturn(from start: Int, _ lines: borrowing ByteBuffer, _ memory: LeaverMemory) {
        guard let row = lines.row(from: start), memory.date(of: row.key) != nil else { return }
        leavers.noteReturned(memory.hash(row.key))
    }
}

extension RowTally {
    /// The tally of putting a whole state back into an empty group.
    init(puttingBack state: GroupManifest.State) {
        counts.read = state.counts.recipients
        counts.added = state.counts.recipients
        statuses = state.counts
    }

    /// Adds what a second walk did to recipients who were put back, and who have been counted as added.
    mutating func revise(_ second: RowTally) {
        counts.keptUnsubscribed += second.counts.keptUnsubscribed
        statuses.add(second.statuses)
    }
}
