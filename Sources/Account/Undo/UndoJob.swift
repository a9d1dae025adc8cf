internal import Recipients
internal import Snapshots
internal import Sorting

/// One undo: the change that is taken back, and what that does to its group.
struct UndoJob {
    private let account: Account
    private let request: UndoRequest
    /// The group before the undo.
    let group: GroupManifest
    /// The backup that the change was made for.
    let backup: GroupManifest.Backup
    private let after: GroupManifest.After
    private let merge: RecipientMerge
    private let columns: UndoneColumns

    /// What an undo does to its group.
    struct Outcome {
        var counts = UndoCounts()
        var keptRows: [KeptRow] = []
        var tally = RowTally()
        /// The stack that the new segment is put on; nil for the group's own.
        var base: [Int]?
        /// Whether everybody is as before the change again, and nobody else has changed since.
        var isExact = false
    }

    /// - Throws: `unknown-group` if the group has been deleted since, `duplicate-group` if its name has been taken
    ///   since, `unknown-backup` if it is not known what the change did, `invalid-value` for a field that cannot be
    ///   taken back by itself.
    init(
        _ account: Account,
        _ request: UndoRequest,
        _ group: GroupManifest,
        _ backup: GroupManifest.Backup
    ) throws(Failure) {
        guard let after = backup.knownAfter else { throw UndoProblem.unknownAfter(backup: backup.id).failure }
        self.account = account
        self.request = request
        self.group = group
        self.backup = backup
        self.after = after
        let only = try request.only.map { fields throws(Failure) in
            try OnlyFields(fields, known: backup.fields + after.fields + group.fields)
        }
        columns = UndoneColumns(group, only: only)
        let width = group.segmentColumns.count
        merge = RecipientMerge(
            mode: .updateAdd, emptyCells: .clear, consent: ConsentRule(resubscribes: request.resubscribes),
            erasures: account.erasureRule(resubscribes: request.resubscribes),
            columns: PatchColumns(
                targets: Dictionary(uniqueKeysWithValues: (0..<width).map { ($0, $0) }), width: width),
            memory: group.memory(account.store.account), now: account.now)
        try checkPresence()
    }

    /// Checks that the group exists, or that this undo brings it back.
    private func checkPresence() throws(Failure) {
        guard group.isDeleted else { return }
        let deletions = account.standingDeletions(of: group).map(\.id)
        guard deletions.contains(backup.id) else {
            throw UndoProblem.deletedSince(group: group.name, deletion: deletions.first, backup: backup.id).failure
        }
        if try account.store.liveGroup(named: backup.name) != nil {
            throw UndoProblem.nameTaken(backup.name, backup: backup.id).failure
        }
    }

    /// Computes what the undo does, and writes the rows that it needs.
    ///
    /// - Parameter changes: Receives the rows; nil to write none.
    /// - Complexity: Linear in the number of recipients that the change touched, whatever the size of the group; a
    ///   deletion is taken back by reference.
    func run(_ changes: ChangeWriter?) throws(Failure) -> Outcome {
        let newer = account.states(of: group, after: backup)
        if putsBack {
            var outcome = Outcome(base: backup.state.segments, isExact: true)
            outcome.tally = try account.putBack(backup.state, of: group, newer: newer, merge, into: changes)
            outcome.counts.returned = backup.state.counts.recipients
            outcome.counts.keptUnsubscribed = outcome.tally.counts.keptUnsubscribed
            return outcome
        }
        // Without the lock, blocks may be removed before they are fetched.
        let check = account.holdsLock ? Segment.Check.asNeeded : .meanwhile
        let before = try account.open(backup.state, of: group, check: check)
        let later = try account.open(self.after.state, of: group, check: check)
        let now = try account.open(group.state, of: group, check: check)
        if check == .asNeeded { try storing(rows: DifferenceCursor.fetch(before, later, beside: now)) }
        let rows = TouchedRows(
            before: before, after: later, now: now, where: filter,
            ConsentHistory(account.store, group, target: merge.memory, states: newer),
            CancellationCheck(account.isCancelled),
            account.counter(.merging, of: max(backup.state.counts.recipients, after.state.counts.recipients)))
        let forgotten = LeaverMemory(backup.forgotten?.records, backup.forgotten?.key ?? merge.memory.hash)
        var walk = RecipientWalk(rows, UndoPolicy(merge, columns, forgotten: forgotten))
        try walk.run(into: changes)
        var outcome = Outcome(counts: walk.policy.counts, keptRows: walk.policy.keptRows, tally: walk.tally)
        outcome.tally.leavers.add(walk.policy.remembered)
        guard walk.policy.isExact, !request.isPartial, group.state.segments == after.state.segments else {
            return outcome
        }
        outcome.isExact = true
        if outcome.counts.changed > 0 {
            changes?.discard()
            outcome.base = backup.state.segments
        }
        return outcome
    }

    /// Whether a state is put back into its group, which the change emptied and which is still empty.
    private var putsBack: Bool {
        after.state.counts.recipients == 0 && group.state.counts.recipients == 0 && !request.isPartial
            && merge.memory.isEmpty
    }

    /// The request's condition, on rows. Rows before and after the change are given the fields of both: in a field that
    /// a state does not have, nobody has a value.
    private var filter: RowFilter? {
        guard let wants = request.filter else { return nil }
        let known = Set(backup.fields)
        let fields = backup.fields + after.fields.filter { !known.contains($0) }
        return RecipientDecoder.filter(wants, of: group, fields: fields)
    }
}

// MARK: The group

extension UndoJob {
    /// The group with the fields that it has after the undo, and deleted or not.
    ///
    /// - Parameter change: What happens to its recipients; the segment has been written.
    func target(_ outcome: Outcome, _ segment: SegmentReference?) throws(Failure) -> GroupManifest {
        // A part that affects nobody leaves the group alone, whatever has become of it. Of somebody who counts as kept,
        // some fields may be as before the change again.
        if request.filter != nil, outcome.tally.counts.changed == 0 { return group }
        // Taking back a part of a deletion that affects nobody does not bring the group back.
        if group.isDeleted, request.isPartial, outcome.counts.returned == 0 { return group }
        var target = group
        target.fields = try fields(outcome, segment)
        if group.isDeleted {
            target.deleted = nil
            target.name = backup.name
        } else if backup.event == .created, !request.isPartial || outcome.counts.removed > 0,
            change(outcome, segment, to: target).counts.recipients == 0
        {
            target.delete(at: account.now)
        }
        return target
    }

    func change(_ outcome: Outcome, _ segment: SegmentReference?, to target: GroupManifest) -> RowChange {
        RowChange(
            before: group, after: target, isCreated: group.isDeleted, base: outcome.base, segment: segment,
            tally: outcome.tally)
    }

    /// Whether any of the change is still there to be taken back. Writes nothing.
    func hasSomethingToTakeBack() throws(Failure) -> Bool {
        let outcome = try run(nil)
        if outcome.counts.kept > 0 { return true }
        return isChange(outcome, try target(outcome, nil))
    }

    /// Whether the undo does anything at all.
    func isChange(_ outcome: Outcome, _ target: GroupManifest) -> Bool {
        outcome.tally.counts.changed > 0 || target != group
    }

    /// What the undo does to the group itself.
    func event(of target: GroupManifest) -> GroupManifest.GroupEvent? {
        group.isDeleted == target.isDeleted ? nil : target.isDeleted ? .deleted : .created
    }

    func result(
        _ outcome: Outcome,
        _ target: GroupManifest,
        _ change: UndoneChange,
        _ kept: KeptBackup
    ) -> UndoResult {
        let event: UndoResult.Event? = event(of: target).map { $0 == .deleted ? .deleted : .returned }
        return UndoResult(
            group: target.name, change: change, counts: outcome.counts, keptRows: outcome.keptRows, kept: kept,
            event: event)
    }

    /// The fields afterwards: without those that the change added and in which nobody has a value any more, with those
    /// that it removed, and with those that the group has lost since and in which somebody has a value again.
    private func fields(_ outcome: Outcome, _ segment: SegmentReference?) throws(Failure) -> [String] {
        if outcome.isExact, group.isDeleted || group.fields == after.fields { return backup.fields }
        let (old, new) = (Set(backup.fields), Set(after.fields))
        let brought = group.fields.filter { new.contains($0) && !old.contains($0) }
        let present = Set(group.fields)
        let absent = backup.fields.filter { !present.contains($0) }
        guard !brought.isEmpty || !absent.isEmpty else { return group.fields }
        // In added fields, nobody had a value before the change; in removed ones, nobody has a value now.
        let kept = try fieldsInUse(brought, unlike: backup.state, outcome, segment)
        let used = try fieldsInUse(absent, unlike: group.state, outcome, segment)
        let dropped = Set(brought.filter { !kept.contains($0) && columns.includes($0) })
        let returning = absent.filter { used.contains($0) || (!request.isPartial && !new.contains($0)) }
        let fields = group.fields.filter { !dropped.contains($0) } + returning
        return group.fields == after.fields && Set(fields) == old ? backup.fields : fields
    }

    /// Those of the given fields in which somebody has a value afterwards.
    ///
    /// - Parameter state: A state in which nobody has, so that only what differs from it is read.
    private func fieldsInUse(
        _ fields: [String],
        unlike state: GroupManifest.State,
        _ outcome: Outcome,
        _ segment: SegmentReference?
    ) throws(Failure) -> Set<String> {
        if fields.isEmpty { return [] }
        var result = group
        var stack = outcome.base ?? group.state.segments
        if let segment {
            result.segments.append(segment)
            stack.append(segment.number)
        }
        let others = try account.store.open(state.segments, of: group)
        let present = try account.store.open(stack, of: result)
        var wanted = Dictionary(uniqueKeysWithValues: zip(group.columnIndexes(of: fields), fields))
        var used: Set<String> = []
        var difference = DifferenceCursor(others, present)
        while !wanted.isEmpty, let (_, row) = difference.next() {
            guard let row else { continue }
            var cells = row.cells
            for column in 1..<max(1, group.segmentColumns.count) {
                let cell = cells.next()
                if !cell.isMissing, let field = wanted.removeValue(forKey: column) { used.insert(field) }
            }
        }
        try (others + present).checkRead()
        return used
    }
}
