public import Recipients
internal import Snapshots

extension Account {
    /// Imports the rows of a backup, or of a group's state at an instant, keeping a backup of what was before.
    ///
    /// - Complexity: Where the backup and the group share segments, the time is in what has changed since; a backup that
    ///   goes back into its own empty group is put back by reference, whatever its size. Where a group becomes what its backup
    ///   was, nothing is written but the reference.
    public func restore(_ request: RestoreRequest) throws(Failure) -> ImportResult {
        try beginChange()
        let plan = try plan(request)
        if request.mode != .updateAdd {
            warn("the mode \(request.mode.rawValue) is not the one that brings data back: update-add is")
        }
        var after = plan.target
        let columns = PatchColumns(plan, request, into: &after)
        let merge = RecipientMerge(
            mode: request.mode, emptyCells: request.emptyCells,
            consent: ConsentRule(resubscribes: request.resubscribes),
            erasures: erasureRule(resubscribes: request.resubscribes), columns: columns, now: now)
        let changes = ChangeWriter(store.storage, after)
        var visitor = RestoreVisitor(merge, plan, changes)
        let isByReference =
            merge.erasures.leavesNobodyOut && plan.isWithinGroup && plan.target.state.counts.recipients == 0
            && request.filter == nil && request.mode.adds
        do throws(Failure) {
            var base: [Int]?
            if isByReference {
                try restoreByReference(plan, request, &visitor)
                base = plan.state.segments
            } else {
                try restoreByMerge(plan, request, &visitor)
                if visitor.isExact, visitor.changesRows, request.filter == nil {
                    changes.discard()
                    base = plan.state.segments
                }
            }
            let segment = try snapshotting { () throws(SnapshotError) in try changes.finish() }
            let change = RowChange(
                before: plan.target, after: after, isCreated: plan.isCreated,
                base: base, segment: segment, counts: visitor.groupCounts,
                result: visitor.counts)
            let note = plan.backup.map { "of backup \($0.id), \(request.mode.rawValue)" } ?? request.mode.rawValue
            let kept = try commitRows(change, reason: .restore, via: nil, note: note)
            return ImportResult(
                group: after.name, mode: request.mode, counts: visitor.counts,
                newFields: after.newFields(since: plan.target), kept: kept,
                undo: undo(kept, isCreated: plan.isCreated, after), assumedEncoding: nil, columns: [], firstInvalid: [],
                restored: plan.backup?.id)
        } catch {
            changes.abandon(store)
            throw error
        }
    }

    /// Merges the rows of a state with those of the target.
    private func restoreByMerge(
        _ plan: RestorePlan,
        _ request: RestoreRequest,
        _ visitor: inout RestoreVisitor
    ) throws(Failure) {
        let source = try open(plan.state, of: plan.origin, check: .meanwhile)
        let target = try open(plan.target.state, of: plan.target, check: .meanwhile)
        let decoder = RecipientDecoder(plan.origin, fields: plan.fields)
        var history = consentHistory(plan)
        var difference = DifferenceCursor(source, target, skipsShared: request.filter == nil)
        visitor.counts.read = request.filter == nil ? plan.state.counts.recipients : 0
        let progress = counter(.merging, of: plan.state.counts.recipients)
        var visited = 0
        var cancellation = CancellationCheck(isCancelled)
        while let (row, stored) = difference.next() {
            try cancellation.count()
            progress?.count()
            var incoming = row
            if let row, let filter = request.filter {
                if try filter(decoder.recipient(row), plan.fields) {
                    visitor.counts.read += 1
                } else {
                    incoming = nil
                }
            }
            guard let incoming else {
                if let stored { try snapshotting { () throws(SnapshotError) in try visitor.visit(stored: stored) } }
                continue
            }
            visited += 1
            let known = stored == nil ? try history.find(incoming.key) : nil
            try snapshotting { () throws(SnapshotError) in
                try visitor.visit(incoming, stored: stored, known: known)
            }
        }
        // The rest stands in segments that both have: it is the same.
        visitor.countUnvisited(visitor.counts.read - visited)
        for segment in source + target { try snapshotting { () throws(SnapshotError) in try segment.checkRead() } }
        try history.checkRead()
    }

    /// Puts a state back into its own, now empty, group: its segments are referred to again. Only recipients whom a newer
    /// backup knows for unsubscribed are written anew.
    private func restoreByReference(
        _ plan: RestorePlan,
        _ request: RestoreRequest,
        _ visitor: inout RestoreVisitor
    ) throws(Failure) {
        visitor.putBack(plan.state)
        guard !request.resubscribes else { return }
        let source = try open(plan.state, of: plan.origin)
        // Only where a newer backup differs can it say something else; the newest that knows a recipient has the say.
        let newer = newerBackups(plan).map(\.state)
        var differences: [DifferenceCursor] = []
        for state in newer where state.segments != plan.state.segments {
            differences.append(DifferenceCursor(source, try open(state, of: plan.origin)))
        }
        guard !differences.isEmpty else { return }
        var addresses = AddressUnion(differences)
        var history = ConsentHistory(store, plan.origin, newer)
        var cancellation = CancellationCheck(isCancelled)
        while let row = addresses.next() {
            try cancellation.count()
            if let known = try history.find(row.key) {
                try snapshotting { () throws(SnapshotError) in try visitor.revise(row, known: known) }
            }
        }
        try history.checkRead()
    }

    /// The states that a restore asks about somebody whom its target does not know.
    private func consentHistory(_ plan: RestorePlan) -> ConsentHistory {
        // From the restored backup on downwards, the backup itself knows all its recipients.
        var states = newerBackups(plan).map(\.state)
        if !plan.origin.isDeleted, !plan.isWithinGroup { states.insert(plan.origin.state, at: 0) }
        return ConsentHistory(store, plan.origin, states)
    }

    /// The backups of the origin that are newer than the one that is restored, newest first.
    private func newerBackups(_ plan: RestorePlan) -> [GroupManifest.Backup] {
        guard let restored = plan.backup else { return [] }
        return plan.origin.backups.filter { $0.id > restored.id && isVisible($0) }.reversed()
    }
}
