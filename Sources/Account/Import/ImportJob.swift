internal import DelimitedText
internal import Recipients
internal import Snapshots
internal import Sorting
internal import Storage

/// One import, in stages: open, read, sort, join, commit. Each makes a value that the next one needs, and until the last
/// nothing has happened to the group.
struct ImportJob {
    let account: Account
    let request: ImportRequest
    /// The group as it stands.
    let group: GroupManifest
    /// Whether the import creates the group.
    let isCreated: Bool
    /// Asks a person whether to go on with what looks like an accident.
    let confirm: Suspicion.Confirmation?
    /// The file's encoding; nil to detect it.
    var encoding: TextEncoding?

    var options: ImportOptions { request.options }

    /// Goes through all stages.
    func run() throws(ImportInterruption) -> ImportResult {
        let list = try read(open())
        return try interruptible(commit(join(sort(list))))
    }
}

// MARK: Open

/// What the columns of a file mean for the group.
private struct ImportPlan {
    let assignment: ColumnAssignment
    let columns: PatchColumns
    /// The group with the fields that the file brings.
    let group: GroupManifest
    let rejects: RejectsFile?
    /// The encoding that the file is read in; nil for a workbook.
    let encoding: TextEncoding?
}

/// A file whose header has been read.
private struct OpenedList {
    let file: any RecordSource
    let plan: ImportPlan
}

extension ImportJob {
    private func open() throws(ImportInterruption) -> OpenedList {
        let file = try reading(request.source.records(options, encoding: encoding))
        let empty = try reading(namelessColumnsWithoutValues(of: file))
        let plan = try interruptible(plan(for: file, leavingOut: empty))
        file.use(plan.assignment.usedColumns)
        return OpenedList(file: file, plan: plan)
    }

    /// The columns that have neither a name nor a value. Only a file with nameless ones is read for them.
    private func namelessColumnsWithoutValues(of file: any RecordSource) throws -> Set<Int> {
        var empty = Set(file.headers.indices.filter { file.headers[$0].trimmed.isEmpty })
        guard !empty.isEmpty else { return [] }
        let again = try request.source.records(options, encoding: encoding)
        again.use([])
        while !empty.isEmpty, let next = try again.nextBatch() {
            next.records.withRecords { (records) in
                for record in next.rows {
                    empty = empty.filter { records.cell($0, of: record).isEmpty }
                }
            }
        }
        return empty
    }

    private func plan(for file: any RecordSource, leavingOut empty: Set<Int>) throws(Failure) -> ImportPlan {
        let assignment: ColumnAssignment
        do throws(Failure) {
            assignment = try ColumnAssignment(
                headers: file.headers, mappings: options.mappings, line: file.headerLine,
                mayBeExport: file.mayBeExport, empty: empty)
        } catch {
            throw file.explained(error)
        }
        var manifest = group
        let columns = PatchColumns(assignment, into: &manifest)
        let rejects = try options.rejects.map { path throws(Failure) in
            try RejectsFile(path: path, writes: !options.isRehearsal, file)
        }
        return ImportPlan(
            assignment: assignment, columns: columns, group: manifest, rejects: rejects, encoding: file.encoding)
    }

    /// Runs a call that reads the file, and says what is wrong with that in the user's words.
    private func reading<Result>(_ call: @autoclosure () throws -> Result) throws(ImportInterruption) -> Result {
        do {
            return try call()
        } catch {
            throw ImportInterruption(error, reading: request.source, assumesUTF8: encoding == nil)
        }
    }
}

// MARK: Read

/// The rows of a file, in sorted blocks that are yet to be merged. The file is closed.
private struct ReadList {
    let sorter: RowSorter
    let summary: ReadingSummary
    let findings: [ImportFinding]
    let plan: ImportPlan
}

extension ImportJob {
    /// Reads the file to its end. Where it cannot be read further, what is wrong with the rows before comes first.
    private func read(_ list: OpenedList) throws(ImportInterruption) -> ReadList {
        let (file, plan) = (list.file, list.plan)
        // Checking begins now, and goes on beside the reading. What is wrong with the group comes after the file.
        _ = try? account.open(group.state, of: group, check: .meanwhile)
        let sorter = RowSorter(spill: spill(plan.group))
        let rules = RecordEncoding(
            columns: plan.columns, headers: plan.assignment.headers, now: account.now, isGuarded: file.isGuarded)
        let importer = RecordImporter(rules, isStrict: options.isStrict, rejects: plan.rejects, to: sorter)
        importer.progress = account.counter(.reading, of: request.source.progressTotal)
        do throws(ImportInterruption) {
            while let next = try reading(file.nextBatch()) {
                try interruptible(account.checkCancelled())
                try interruptible(importer.add(next))
            }
        } catch {
            try interruptible(importer.finish())
            throw error
        }
        try interruptible(importer.finish())
        return ReadList(
            sorter: sorter, summary: importer.summary, findings: findings(of: file, plan, importer.summary), plan: plan)
    }

    /// What was found in a file that has been read.
    private func findings(
        of file: any RecordSource,
        _ plan: ImportPlan,
        _ summary: ReadingSummary
    ) -> [ImportFinding] {
        var findings = file.findings
        if let encoding, options.encoding == nil { findings.append(.assumedEncoding(encoding)) }
        return findings + summary.findings(plan.assignment.headers, email: plan.columns.email)
    }

    /// Where rows go that the memory does not hold.
    private func spill(_ group: GroupManifest) -> RowSpill {
        let storage = account.store.storage
        // No segment of the group has this number.
        let scratch = StoreLayout.segment(group.nextSegment + 1, ofGroup: group.number)
        return RowSpill { () throws(StorageError) in try storage.makeScratch(scratch) }
    }
}

// MARK: Sort

/// The rows of a file in the order of their addresses.
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

/// The rows that change, in a segment that nothing refers to yet. The rows of the file are gone.
private struct JoinedList {
    let change: RowChange
    let changes: ChangeWriter
    let summary: ReadingSummary
    let findings: [ImportFinding]
    let plan: ImportPlan
}

extension ImportJob {
    /// Joins the sorted rows with the group, and writes those that change to a segment.
    private func join(_ list: SortedList) throws(Failure) -> JoinedList {
        let changes = ChangeWriter(account.store.storage, list.plan.group, expecting: list.rows.lineBytes)
        do throws(Failure) {
            try checkRows(list.summary)
            let outcome = try join(list, changes)
            var tally = outcome.tally
            tally.counts.read = list.summary.read
            tally.counts.invalid = list.summary.invalid
            let accidents = accidents(tally, outcome.guarded, list.plan.columns, list.plan.assignment, list.plan.group)
            try check(accidents)
            let segment = try storing(rows: changes.finish())
            let change = RowChange(
                before: group, after: list.plan.group, isCreated: isCreated, segment: segment, tally: tally)
            return JoinedList(
                change: change, changes: changes, summary: list.summary,
                findings: list.findings + accidents.map(ImportFinding.accident), plan: list.plan)
        } catch {
            discard(changes, list.plan)
            throw error
        }
    }

    private func join(_ list: SortedList, _ changes: ChangeWriter) throws(Failure) -> ImportJoin.Outcome {
        let columns = list.plan.columns
        let merge = RecipientMerge(
            mode: options.mode, emptyCells: options.emptyCells,
            consent: ConsentRule(resubscribes: options.resubscribes),
            erasures: account.erasureRule(resubscribes: options.resubscribes), columns: columns, now: account.now,
            hasMarkedRows: columns.overridden != nil || list.summary.undated > 0)
        let segments = try account.open(group.state, of: group, check: .meanwhile)
        let progress = account.counter(.merging, of: list.summary.read)
        let join = ImportJoin(list.rows, with: segments, merge, changes, isGuarded: isGuarded)
        let outcome = try storing(rows: join.run(progress, isCancelled: account.isCancelled))
        try segments.checkRead()
        try checkConsent(outcome.wouldBecomeActive)
        return outcome
    }

    private func checkConsent(_ count: Int) throws(Failure) {
        guard count > 0, !options.resubscribes else { return }
        throw ImportProblem.wouldResubscribe(count).failure
    }

    /// Removes what a failed import has written.
    private func discard(_ changes: ChangeWriter, _ plan: ImportPlan) {
        changes.abandon(account.store)
        plan.rejects?.discard()
    }
}

// MARK: Commit

extension ImportJob {
    /// Gives the rejected rows their file and then, in one step, the group its new state and its backup.
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
            kept: kept, undo: account.undo(kept, isCreated: isCreated, plan.group),
            encoding: plan.encoding, columns: plan.assignment.uses(newFields: newFields),
            firstInvalid: list.summary.firstInvalid, restored: nil, remarks: [Remark](list.findings),
            rejects: plan.rejects?.name)
    }
}

extension ColumnAssignment {
    /// What each column was taken for, for people.
    fileprivate func uses(newFields: [String]) -> [ImportResult.ColumnUse] {
        let new = Set(newFields)
        return zip(headers, fields).enumerated().filter { !empty.contains($0.offset) }.map(\.element).map {
            header, field in
            ImportResult.ColumnUse(
                header: header, field: field?.name, isNew: field.map { new.contains($0.name) } ?? false)
        }
    }
}
