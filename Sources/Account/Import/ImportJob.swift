internal import DelimitedText
internal import Recipients
internal import Snapshots
internal import Sorting
internal import Storage

/// One import, in stages: open, read, sort, join, commit. Each produces a value that the next one needs, and before the
/// last one the group is not changed.
struct ImportJob {
    let account: Account
    let request: ImportRequest
    /// The group before the import.
    let group: GroupManifest
    /// Whether the import creates the group.
    let isCreated: Bool
    /// Asks the user whether to continue with what looks like an accident.
    let confirm: Suspicion.Confirmation?
    /// A word that is not UTF-8, because of which the file is read as Windows-1252; nil unless it is.
    var stray: UTF8Survey.Stray?
    /// The tallies of all rows, for the columns that may be about consent; nil while only the first rows have been
    /// examined.
    var tallies: [Int: ConsentTally]?
    /// How the columns of JSON are found: at first from its first objects, which nearly always have all names.
    var learning = JSONFile.Learning.beginning

    var options: ImportOptions { request.options }
    /// The file's encoding; nil to detect it.
    var encoding: TextEncoding? { options.encoding ?? stray.map { _ in .windows1252 } }

    /// Goes through all stages.
    func run() throws(ImportInterruption) -> ImportResult {
        // Checking the group begins now, and runs in parallel with reading the file. What is wrong with the group is
        // reported after what is wrong with the file.
        _ = try? account.open(group.state, of: group, check: .asNeeded)
        let list = try readList()
        return try interruptible(commit(join(sort(list))))
    }

    /// Opens and reads the file. Problems with JSON are reported by a reader that knows all columns, so that messages
    /// do not depend on which of them the first objects have.
    private func readList() throws(ImportInterruption) -> ReadList {
        do throws(ImportInterruption) {
            return try read(open())
        } catch {
            guard case .failure(let failure) = error, failure.code != .cancelled, learning == .beginning,
                [.json, .jsonl].contains(request.source.format(options))
            else { throw error }
            throw .partlyLearned
        }
    }
}

// MARK: Sort

/// The rows of a file, sorted by address.
private struct SortedList {
    let rows: SortedRows
    let summary: ReadingSummary
    let findings: [ImportFinding]
    let plan: ImportPlan
}

extension ImportJob {
    private func sort(_ list: ReadList) throws(Failure) -> SortedList {
        let rows = try storing(list.sorter.finish())
        return SortedList(rows: rows, summary: list.summary, findings: list.findings, plan: list.plan)
    }
}

// MARK: Join

/// The rows that change, in a segment that nothing refers to yet. The file's rows are no longer needed.
private struct JoinedList {
    let change: RowChange
    let changes: ChangeWriter
    let summary: ReadingSummary
    let findings: [ImportFinding]
    let plan: ImportPlan
}

extension ImportJob {
    /// Joins the sorted rows with the group, and writes the rows that change to a segment.
    private func join(_ list: SortedList) throws(Failure) -> JoinedList {
        let changes = ChangeWriter(account.store.storage, list.plan.group)
        do throws(Failure) {
            try checkRows(list.summary)
            let outcome = try join(list, changes)
            var tally = outcome.tally
            try checkRemoval(tally.counts.removed, list.summary)
            tally.counts.read = list.summary.read
            tally.counts.invalid = list.summary.invalid
            let accidents = accidents(tally, outcome.guarded, list.plan.columns, list.plan.assignment, list.plan.group)
            try check(accidents)
            let segment = try storing(rows: changes.finish())
            let change = RowChange(
                before: group, after: list.plan.group, isCreated: isCreated, segment: segment, tally: tally)
            let findings = list.findings + findings(of: outcome, list) + accidents.map(ImportFinding.accident)
            return JoinedList(
                change: change, changes: changes, summary: list.summary, findings: findings, plan: list.plan)
        } catch {
            discard(changes, list.plan)
            throw error
        }
    }

    /// The findings about recipients who have left according to the file.
    private func findings(of outcome: ImportJoin.Outcome, _ list: SortedList) -> [ImportFinding] {
        let column = leavingColumn(list.plan, list.summary)
        var findings: [ImportFinding] = []
        let leavers = outcome.leavers
        if leavers.now.count > 0 { findings.append(.undatedLeaving(column: column, leavers.now)) }
        if leavers.outdated.count > 0 {
            let date = list.plan.columns.signUp.deactivated
            let header = date < 0 ? column : list.plan.assignment.headers[date]
            findings.append(.outdatedLeaving(column: header, leavers.outdated))
        }
        if leavers.skipped.count > 0 { findings.append(.skippedLeavers(column: column, leavers.skipped)) }
        if let activation = list.plan.assignment.overridden[.activated], leavers.unconfirmed.count > 0 {
            let header = list.plan.assignment.headers[activation]
            findings.append(.unusedActivation(column: header, leavers.unconfirmed))
        }
        return findings
    }

    /// The header of the column that says who has left: the flag or state that says so of somebody, else the column
    /// with the dates. Nil if there are several, or none.
    private func leavingColumn(_ plan: ImportPlan, _ summary: ReadingSummary) -> String? {
        let said = zip(plan.assignment.flags, summary.flagged).filter { flag, said in
            flag.isUsed && said.count > 0 && flag.meaning != .confirmed && flag.meaning != .unconfirmed
        }.map(\.0.column)
        guard said.count < 2 else { return nil }
        let column = said.first ?? plan.columns.signUp.deactivated
        return column < 0 ? nil : plan.assignment.headers[column]
    }

    private func join(_ list: SortedList, _ changes: ChangeWriter) throws(Failure) -> ImportJoin.Outcome {
        let columns = list.plan.columns
        let merge = RecipientMerge(
            mode: options.mode, emptyCells: options.emptyCells,
            consent: ConsentRule(resubscribes: options.resubscribes),
            erasures: account.erasureRule(resubscribes: options.resubscribes), columns: columns,
            memory: group.memory(account.store.account),
            now: account.now,
            hasMarkedRows: list.summary.marked > 0)
        let segments = try account.open(group.state, of: group, check: .asNeeded)
        try fetch(segments, for: list.rows, visitsAll: merge.mode.removesOthers)
        let progress = account.counter(.merging, of: list.summary.read)
        let join = ImportJoin(list.rows, with: segments, merge, changes, isGuarded: isGuarded)
        let outcome = try storing(rows: join.run(progress, isCancelled: account.isCancelled))
        try segments.checkRead()
        try checkConsent(outcome, list)
        return outcome
    }

    /// Fetches what the rows are joined with, if that is remote.
    private func fetch(_ segments: [Segment], for rows: SortedRows, visitsAll: Bool) throws(Failure) {
        let far = segments.filter { !$0.isWhole }
        if far.isEmpty { return }
        if visitsAll {
            for segment in far { try storing(rows: segment.fetchAll()) }
            return
        }
        for range in rows.ranges() {
            let fetched = try storing { () throws(StorageError) in
                try rows.read(range) { rows in
                    Result { () throws(SnapshotError) in try far.fetch(rowsOf: rows) }
                }
            }
            try storing(rows: fetched.get())
        }
    }

    /// Refuses to make recipients active who have left according to a column that is not used.
    private func checkConsent(_ outcome: ImportJoin.Outcome, _ list: SortedList) throws(Failure) {
        if options.resubscribes { return }
        let assignment = list.plan.assignment
        let unheeded = assignment.flags.filter { $0.role == .unheeded }.map(\.column) + assignment.overridden.values
        let headers = unheeded.map { assignment.headers[$0] }
        for case .unreadConsent(let column, let cell) in list.findings where headers.contains(column) {
            throw ImportProblem.unreadLeaving(column: column, cell: cell).failure
        }
        let leavers = outcome.leavers
        if leavers.unheeded > 0 {
            let (flags, said) = (list.plan.assignment.flags, list.summary.flagged)
            let flag = zip(flags, said).first { $0.role == .unheeded && $1.count > 0 }?.0
            let column = flag.map { flag in
                let header = list.plan.assignment.headers[flag.column]
                let isCertain = flag.meaning != .subscribed || ConsentHeader(header)?.tellsSides ?? true
                return (header, isCertain ? flag.meaning : nil)
            }
            throw ImportProblem.wouldIgnoreLeaving(leavers.unheeded, column).failure
        }
        if leavers.stated > 0 { throw ImportProblem.wouldResubscribe(leavers.stated).failure }
    }

    /// Removes what a failed import has written.
    private func discard(_ changes: ChangeWriter, _ plan: ImportPlan) {
        changes.abandon(account.store)
        plan.rejects?.discard()
    }
}

// MARK: Commit

extension ImportJob {
    /// Gives the file of rejected rows its name, and then, in one step, the group its new state and its backup.
    private func commit(_ list: JoinedList) throws(Failure) -> ImportResult {
        do throws(Failure) {
            try list.plan.rejects?.finish()
            let kept = try account.apply(
                list.change, reason: .import, via: request.interface, note: request.note ?? options.mode.rawValue,
                file: request.source.fileName)
            return result(list, kept)
        } catch {
            discard(list.changes, list.plan)
            throw error
        }
    }

    private func result(_ list: JoinedList, _ kept: KeptBackup) -> ImportResult {
        let plan = list.plan
        let newFields = plan.group.newFields(since: group)
        return ImportResult(
            group: plan.group.name, mode: options.mode, counts: list.change.tally.counts, newFields: newFields,
            kept: kept,
            encoding: plan.encoding, columns: plan.assignment.uses(of: plan.group.fields, newFields: newFields),
            firstInvalid: list.summary.firstInvalid, restored: nil, remarks: [Remark](list.findings),
            rejects: plan.rejects?.name)
    }
}

extension ColumnAssignment {
    /// What each column was taken for, for the result.
    ///
    /// - Parameters:
    ///   - own: The group's own fields after the import, which may be spelt in another case than here.
    ///   - newFields: Those of them that the group did not have before.
    fileprivate func uses(of own: [String], newFields: [String]) -> [ImportResult.ColumnUse] {
        let new = Set(newFields)
        let spellings = Dictionary(own.map { ($0.lowercased(), $0) }, uniquingKeysWith: { first, _ in first })
        let meanings = Dictionary(
            flags.filter(\.isUsed).map { ($0.column, $0.meaning.fieldName) }, uniquingKeysWith: { first, _ in first })
        return headers.indices.filter { !empty.contains($0) }.map { index in
            let field = fields[index].map { spellings[$0.name.lowercased()] ?? $0.name }
            return ImportResult.ColumnUse(
                header: headers[index], field: field ?? meanings[index], isNew: field.map(new.contains) ?? false)
        }
    }
}
