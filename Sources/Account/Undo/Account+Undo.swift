public import Recipients
internal import Snapshots

extension Account {
    /// Takes back a change, or an undo, and nothing else: what anybody has changed since stays. In the same step it
    /// keeps a backup of the state before. If there is nothing to do, nothing changes.
    ///
    /// - Parameter request: What to take back.
    /// - Complexity: Linear in the number of recipients that the change touched.
    /// - Throws: `unknown-backup` if there is nothing to undo or redo, or if it is not known what the change did;
    ///   `expired-backup`; `unknown-group` if the group has been deleted since; `duplicate-group` if its name has been
    ///   taken since; `invalid-value` for a field that cannot be taken back by itself.
    public func undo(_ request: UndoRequest) throws(Failure) -> UndoResult {
        let note = try LogNote(request.note)
        try beginChange()
        if case .backup(let reference) = request.target {
            let (group, backup) = try find(reference)
            return try undo(UndoJob(self, request, group, backup), request, note)
        }
        var doubts: UndoPreview?
        let found = try firstToTakeBack(request, passingOver: { warn(.passedOver($0)) }) { (job) throws(Failure) in
            doubts = try self.doubts(about: job.backup, of: job.group, request.target)
            let result = try undo(job, request, note)
            return (result, hasEffect: result.kept.reason != .nothingToDo, result.counts)
        }
        guard let found else { throw try nothingLeft(request.target) }
        let result = found.outcome
        if let doubts, !request.isConfirmed { warn(.undoOfUnexpectedChange(doubts)) }
        if result.kept.reason == .nothingToDo, request.target != .undo, !request.isPartial, let older = found.older {
            self.note(.olderChange(backup: older))
        }
        return result
    }

    /// What an undo would take back, if the user should think twice about it; nil if not. Only reads.
    ///
    /// - Parameter request: An undo that names no backup.
    public func previewUndo(_ request: UndoRequest) throws(Failure) -> UndoPreview? {
        var passedOver: [UndoPreview.PassedOver] = []
        let found = try firstToTakeBack(request, passingOver: { passedOver.append($0) }) { (job) throws(Failure) in
            let outcome = try job.run(nil)
            let target = try job.target(outcome, nil)
            return ((job, target), hasEffect: job.isChange(outcome, target), outcome.counts)
        }
        guard let found else { return nil }
        let (job, target) = found.outcome
        guard var preview = try doubts(about: job.backup, of: job.group, request.target) else { return nil }
        preview.passedOver = passedOver
        preview.counts = found.counts
        preview.deletesGroup = job.event(of: target) == .deleted
        return preview
    }

    /// Looks for the change that an undo without a name means: the newest that is not passed over. The undo and the
    /// question before it both look here, so that they mean the same one.
    ///
    /// - Parameters:
    ///   - passingOver: Receives the newer changes that are passed over, newest first.
    ///   - attempt: Takes a change back, or computes what that would do; says whether it has any effect.
    /// - Returns: What came of the change, and the next older one that might be meant; nil if all are passed over.
    private func firstToTakeBack<Outcome>(
        _ request: UndoRequest,
        passingOver: (UndoPreview.PassedOver) -> Void,
        _ attempt: (UndoJob) throws(Failure) -> (Outcome, hasEffect: Bool, UndoCounts)
    ) throws(Failure) -> (outcome: Outcome, counts: UndoCounts, older: Int?)? {
        let candidates = try undoable(request.target)
        for (place, (group, backup)) in candidates.enumerated() {
            if let reason = reasonToPassOver(backup, of: group) {
                passingOver(UndoPreview.PassedOver(backup, reason))
                continue
            }
            let (outcome, hasEffect, counts) = try attempt(UndoJob(self, request, group, backup))
            if !hasEffect, try mayPassOver(group, backup, request, counts) {
                passingOver(UndoPreview.PassedOver(backup, .nothingToTakeBack))
                continue
            }
            let older = candidates[(place + 1)...].first { reasonToPassOver($0.backup, of: $0.group) == nil }
            return (outcome, counts, older?.backup.id)
        }
        return nil
    }

    /// Whether an undo that has found nothing to do looks further back. A change of which something stays because of
    /// later changes or the consent rule is not skipped in favour of an older one. Nor is a change of which the request
    /// wants a part that does not exist: a condition or a choice of fields does not search for a change.
    private func mayPassOver(
        _ group: GroupManifest,
        _ backup: GroupManifest.Backup,
        _ request: UndoRequest,
        _ counts: UndoCounts
    ) throws(Failure) -> Bool {
        guard request.isPartial else { return counts.kept == 0 }
        return try !UndoJob(self, request.whole, group, backup).hasSomethingToTakeBack()
    }

    /// Runs an undo, and commits what it does.
    private func undo(_ job: UndoJob, _ request: UndoRequest, _ note: LogNote?) throws(Failure) -> UndoResult {
        let changes = ChangeWriter(store.storage, job.group)
        do throws(Failure) {
            let outcome = try job.run(changes)
            let segment = try storing(rows: changes.finish())
            let target = try job.target(outcome, segment)
            guard job.isChange(outcome, target) else {
                return job.result(outcome, target, try undoneChange(job.backup, of: job.group), .none(.nothingToDo))
            }
            let undone = try undoneChange(job.backup, of: job.group)
            let kept = try commit(job, outcome, job.change(outcome, segment, to: target), request, note: logged(note))
            return job.result(outcome, target, undone, kept)
        } catch {
            changes.abandon(store)
            throw error
        }
    }

    private func commit(
        _ job: UndoJob,
        _ outcome: UndoJob.Outcome,
        _ change: RowChange,
        _ request: UndoRequest,
        note: String?
    ) throws(Failure) -> KeptBackup {
        var manifest = change.after
        let isRedo = request.target == .undo
        let kept = keepBackup(of: job.group, in: &manifest, reason: .undo, via: nil, event: job.event(of: change.after))
        if let last = manifest.backups.indices.last, manifest.backups[last].id == kept.id {
            manifest.backups[last].isRedo = isRedo
            if !request.isPartial { manifest.backups[last].undoes = job.backup.id }
        } else if !request.isPartial, let index = manifest.backups.firstIndex(where: { $0.id == job.backup.id }) {
            manifest.backups[index].isUndoneForGood = true
        }
        var entry = entry(
            isRedo ? .redo : .undo, manifest, recipients: outcome.counts.changed, kept,
            note: note ?? "of backup \(job.backup.id)")
        entry.undone = job.backup.id
        try apply(change, to: manifest, entry, backup: kept.id)
        return kept
    }
}

// MARK: Finding the change

extension Account {
    /// The changes that an undo or a redo considers, newest first.
    private func undoable(
        _ target: UndoTarget
    ) throws(Failure) -> [(group: GroupManifest, backup: GroupManifest.Backup)] {
        var groups: [GroupManifest]
        if case .newestOf(let name) = target {
            groups = [try about(.backup, groupOrDeleted(name))]
        } else {
            try checkAllWhole()
            groups = try Array(store.groups.values)
        }
        var found: [(group: GroupManifest, backup: GroupManifest.Backup)] = []
        for group in groups {
            let undone = group.undoneBackups
            let changes = group.backups.filter { isVisible($0) && !undone.contains($0.id) }
            // A change in between ends what can be redone, even if it has been taken back itself.
            let end = target == .undo ? group.backups.last { isVisible($0) && !$0.isUndo }?.id ?? 0 : 0
            let wanted = changes.filter { target == .undo ? $0.isUndo && !$0.isRedo && $0.id > end : !$0.isUndo }
            found += wanted.map { (group, $0) }
        }
        return found.sorted { $0.backup.id > $1.backup.id }
    }

    private func reasonToPassOver(
        _ backup: GroupManifest.Backup, of group: GroupManifest
    ) -> UndoPreview.PassedOver.Reason? {
        if backup.knownAfter == nil { return .unknownAfter }
        let isGone = group.isDeleted && !standingDeletions(of: group).contains { $0.id == backup.id }
        return isGone ? .deletedSince : nil
    }

    /// The backups of the changes that keep a group deleted, oldest first; taking back any of them brings it back.
    ///
    /// That is the change that deleted it. If that was an undo or a redo, it took back the change that had brought the
    /// group into being, and whatever had kept the group deleted until then does so again. Empty if the group is not
    /// deleted, or if its deletion left no backup.
    func standingDeletions(of group: GroupManifest) -> [GroupManifest.Backup] {
        guard let last = group.deletion(before: .max), last.created == group.deleted else { return [] }
        let undone = group.undoneBackups
        var deletions: [GroupManifest.Backup] = []
        var next: GroupManifest.Backup? = last
        while let deletion = next, isVisible(deletion) {
            if !undone.contains(deletion.id) { deletions.append(deletion) }
            next = deletion.undoes.flatMap { group.deletion(before: $0) }
        }
        return deletions.reversed()
    }

    private func nothingLeft(_ target: UndoTarget) throws(Failure) -> Failure {
        switch target {
        case .undo: return UndoProblem.nothingToRedo.failure
        case .newest, .backup:
            let oldest = try store.groups.values.compactMap { $0.backups.first(where: isVisible)?.id }.min()
            // The first backup of an account is also the first that expires.
            let hasExpired = store.nextBackup > 1 && oldest != 1
            return UndoProblem.nothingToUndo(group: nil, earlier: nil, hasExpired: hasExpired).failure
        case .newestOf(let name):
            let group = try groupOrDeleted(name)
            let hasExpired = !group.expired.isEmpty || !group.backups.allSatisfy(isVisible)
            return UndoProblem.nothingToUndo(
                group: name, earlier: try earlierGroup(than: group), hasExpired: hasExpired
            ).failure
        }
    }

    /// Entries of the log; empty if the log is damaged, which does not prevent an undo.
    private func readableEntries(_ numbers: ClosedRange<Int>) throws(Failure) -> [LogEntry] {
        do throws(Failure) {
            return try store.log.entries(numbered: numbers)
        } catch {
            if error.code == .damaged { return [] }
            throw error
        }
    }

    /// What is known about the change that a backup of a group was made for.
    private func undoneChange(
        _ backup: GroupManifest.Backup,
        of group: GroupManifest
    ) throws(Failure) -> UndoneChange {
        let entry = try readableEntries(backup.sequence...backup.sequence).first
        return UndoneChange(
            backup: backup.id, group: backup.name, presentName: group.name,
            action: entry?.action ?? LogEntry.Action(backup.reason), at: zoned(backup.created), file: entry?.file,
            user: entry?.user)
    }

    /// What speaks against an undo that names no change, or a redo: newer changes that it cannot take back, or that
    /// somebody else made the change or the undo. Nil if nothing does.
    private func doubts(
        about backup: GroupManifest.Backup,
        of group: GroupManifest,
        _ target: UndoTarget
    ) throws(Failure) -> UndoPreview? {
        let change = try undoneChange(backup, of: group)
        let later = try readableEntries((backup.sequence + 1)...Int.max)
        let newer = later.filter { entry in
            guard entry.backup == nil, entry.action.mayBeMeantByUndo else { return false }
            if case .newestOf = target { return entry.groupNumber == group.number }
            return true
        }
        let isOthers = change.user.map { $0 != user } ?? false
        if newer.isEmpty, !isOthers { return nil }
        return UndoPreview(
            change: change, newer: newer.last.map { UndoPreview.Newer(action: $0.action, at: zoned($0.at)) },
            count: newer.count,
            isOthers: isOthers)
    }
}
