public import Recipients
internal import Snapshots

extension Account {
    /// Imports the rows of a backup, or of a group's state at an instant, and keeps a backup of the state before.
    ///
    /// - Complexity: If the backup and the group share segments, the time grows with what has changed since. A backup
    ///   that goes back into its own empty group is put back by reference, whatever its size. If a group becomes
    ///   exactly what its backup was, only the reference is written.
    public func restore(_ request: RestoreRequest) throws(Failure) -> ImportResult {
        let noted = try checkedNote(request.note)
        try beginChange()
        let job = try RestoreJob(self, request)
        let plan = job.plan
        let notFound = try job.notFound()
        let changes = ChangeWriter(store.storage, job.after)
        do throws(Failure) {
            let outcome = try job.run(changes)
            let after = job.target(outcome)
            let change = RowChange(
                before: plan.target, after: after, isCreated: plan.isCreated, base: outcome.base,
                segment: try storing(rows: changes.finish()), tally: outcome.tally)
            let facts = plan.backup.map { "of backup \($0.id), \(request.mode.rawValue)" } ?? request.mode.rawValue
            let kept = try apply(change, reason: .restore, via: nil, note: noted ?? facts)
            var result = ImportResult(
                group: after.name, mode: request.mode, counts: outcome.tally.counts,
                newFields: after.newFields(since: plan.target), kept: kept,
                encoding: nil, columns: [],
                firstInvalid: [], restored: plan.backup?.id)
            result.hasReturned = plan.isCreated && plan.isWithinGroup
            result.leaving = outcome.leaving
            result.leavingFields = plan.target.fields.filter { !after.fields.contains($0) }
            result.notFound = notFound
            if result.counts.added == 0 {
                try noteEarlierGroup(than: request.target == nil ? after : plan.origin)
            }
            return result
        } catch {
            changes.abandon(store)
            throw error
        }
    }

    /// What a restore with the mode `replace` would do.
    ///
    /// - Complexity: That of the restore.
    public func previewRestore(_ request: RestoreRequest) throws(Failure) -> RestorePreview {
        // Warnings and notes are left to the restore itself.
        let before = notices
        defer { notices = before }
        let job = try RestoreJob(self, request)
        let target = job.plan.target
        let outcome = try job.preview()
        return RestorePreview(
            group: target.name, recipients: target.state.counts.recipients,
            leaving: outcome.tally.counts.removed, firstLeaving: outcome.leaving,
            noBackup: noBackupReason(target, nil))
    }
}

/// What a restore with the mode `replace` would do to its target.
public struct RestorePreview: Hashable, Sendable {
    /// The group that would be restored into.
    public let group: String
    /// How many recipients the target has.
    public let recipients: Int
    /// How many of them are not among the restored recipients, and would be removed.
    public let leaving: Int
    /// The addresses of the first of those.
    public let firstLeaving: [String]
    /// Why no backup would be kept; nil if one would.
    public let noBackup: NoBackupReason?
}
