internal import Recipients

extension ImportJob {
    /// What happens if the import looks like an accident.
    private var guardAction: GuardAction { options.guardAction ?? account.guardAction }

    /// Whether the guard is used. In a small group, what a file does can be seen at a glance.
    var isGuarded: Bool {
        guardAction != .off && group.state.counts.recipients >= ImportGuard.leastRecipients
    }

    /// Refuses to empty a group with a file without rows: nobody means that, however small the group is.
    func checkRows(_ summary: ReadingSummary) throws(Failure) {
        guard options.mode.removesOthers, summary.read == 0, guardAction != .off else { return }
        throw ImportProblem.replacesWithNothing(group: group.name, recipients: group.state.counts.recipients).failure
    }

    /// Refuses to remove recipients because of a file without a single valid row, for the same reason.
    func checkRemoval(_ removed: Int, _ summary: ReadingSummary) throws(Failure) {
        guard removed > 0, summary.read > 0, summary.invalid == summary.read, guardAction != .off else { return }
        throw ImportProblem.replacesWithInvalid(
            rows: summary.read, first: summary.firstInvalid.first, group: group.name, removed: removed
        ).failure
    }

    /// What looks wrong about the import.
    ///
    /// - Parameters:
    ///   - tally: What it does.
    ///   - seen: What the guard has seen of that; nil if it is not used.
    ///   - assignment: The names of the file's columns.
    ///   - after: The group with the file's new fields.
    func accidents(
        _ tally: RowTally,
        _ seen: GuardedPart?,
        _ columns: PatchColumns,
        _ assignment: ColumnAssignment,
        _ after: GroupManifest
    ) -> [Accident] {
        guard let seen else { return [] }
        let figures = ImportFigures(
            mode: options.mode, recipients: group.state.counts.recipients, counts: tally.counts,
            otherKnown: seen.otherKnown, becomeUnsubscribed: tally.becameUnsubscribed,
            becomeActive: tally.becameActive, unknown: seen.unknown,
            leaving: seen.leaving)
        var names = after.segmentColumns
        for column in names.indices.dropFirst() where columns.sources[column - 1] >= 0 {
            names[column] = assignment.headers[columns.sources[column - 1]]
        }
        return ImportGuard(figures, seen.sample, isPresent: columns.isPresent, names: names).accidents
    }

    /// Refuses what looks like an accident, asks about it, or lets it pass.
    func check(_ accidents: [Accident]) throws(Failure) {
        guard !accidents.isEmpty else { return }
        switch guardAction {
        case .off, .warn: return
        case .ask:
            guard let confirm else { throw ImportProblem.suspicious(accidents).failure }
            try confirm(Suspicion(accidents))
        case .refuse: throw ImportProblem.suspicious(accidents).failure
        }
    }
}
