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
    /// What all values look like of the columns that may be about consent; nil as long as only the first ones are known.
    var tallies: [Int: ConsentTally]?
    /// How the columns of JSON are found: first by its first objects, which nearly always have all names.
    var learning = JSONFile.Learning.beginning

    var options: ImportOptions { request.options }

    /// Goes through all stages.
    func run() throws(ImportInterruption) -> ImportResult {
        let list = try readList()
        return try interruptible(commit(join(sort(list))))
    }

    /// Opens and reads the file. What is wrong with JSON is said by a reader that knows all its columns: nothing depends on which of them
    /// the first objects have.
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
    /// What the values look like of the columns that may be about consent.
    let tallies: [Int: ConsentTally]
    /// Those of these columns that all rows must be looked at for.
    let tallied: [Int]
}

/// A file whose header has been read.
private struct OpenedList {
    let file: any RecordSource
    let plan: ImportPlan
}

extension ImportJob {
    private func open() throws(ImportInterruption) -> OpenedList {
        let file = try reading(request.source.records(options, encoding: encoding, learning: learning))
        let empty = try reading(namelessColumnsWithoutValues(of: file))
        let headers = ColumnAssignment.consentHeaders(in: file.headers, mayBeExport: file.mayBeExport)
        var tallies = self.tallies ?? [:]
        if self.tallies == nil { tallies = try reading(firstTallies(of: headers, in: file)) }
        let plan = try interruptible(plan(for: file, headers, tallies, leavingOut: empty))
        file.use(plan.assignment.usedColumns)
        return OpenedList(file: file, plan: plan)
    }

    /// What the first values look like of the columns that may be about consent. Only a file with such columns is opened for
    /// them.
    private func firstTallies(
        of headers: [Int: ConsentHeader],
        in file: any RecordSource
    ) throws -> [Int: ConsentTally] {
        guard !headers.isEmpty else { return [:] }
        let again = try request.source.records(options, encoding: encoding, learning: learning)
        again.use([])
        guard let first = try again.nextBatch() else { return [:] }
        return first.tallies(of: Array(headers.keys))
    }

    /// The columns that have neither a name nor a value. Only a file with nameless ones is read for them.
    private func namelessColumnsWithoutValues(of file: any RecordSource) throws -> Set<Int> {
        var empty = Set(file.headers.indices.filter { file.headers[$0].trimmed.isEmpty })
        guard !empty.isEmpty else { return [] }
        let again = try request.source.records(options, encoding: encoding, learning: learning)
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

    private func assignment(
        of file: any RecordSource,
        _ tallies: [Int: ConsentTally],
        leavingOut empty: Set<Int>
    ) throws(Failure) -> ColumnAssignment {
        do throws(Failure) {
            return try ColumnAssignment(
                headers: file.headers, mappings: options.mappings, line: file.headerLine,
                mayBeExport: file.mayBeExport, empty: empty, tallies: tallies)
        } catch {
            throw file.explained(error)
        }
    }

    /// - Parameters:
    ///   - headers: The columns that may be about consent.
    ///   - tallies: What their values look like.
    ///   - empty: The columns that have neither a name nor a value.
    private func plan(
        for file: any RecordSource,
        _ headers: [Int: ConsentHeader],
        _ tallies: [Int: ConsentTally],
        leavingOut empty: Set<Int>
    ) throws(Failure) -> ImportPlan {
        let assignment = try assignment(of: file, tallies, leavingOut: empty)
        var manifest = group
        let columns = PatchColumns(assignment, in: account.zone, into: &manifest)
        let rejects = try options.rejects.map { place throws(Failure) in try RejectsFile(place, file) }
        return ImportPlan(
            assignment: assignment, columns: columns, group: manifest, rejects: rejects, encoding: file.encoding,
            tallies: tallies,
            tallied: self.tallies == nil ? headers.filter { ConsentTally.needsAllRows($0.value) }.keys.sorted() : [])
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
        _ = try? account.open(group.state, of: group, check: .asNeeded)
        let sorter = RowSorter(spill: spill(plan.group))
        let rules = RecordEncoding(
            columns: plan.columns, headers: plan.assignment.headers, now: account.now, isGuarded: file.isGuarded,
            tallied: plan.tallied)
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
        try reconsider(plan, of: file, importer.summary)
        let findings = findings(of: file, plan, importer.summary)
        return ReadList(sorter: sorter, summary: importer.summary, findings: findings, plan: plan)
    }

    /// Begins again if all rows together say something else about the columns than the first ones did.
    private func reconsider(
        _ plan: ImportPlan,
        of file: any RecordSource,
        _ summary: ReadingSummary
    ) throws(ImportInterruption) {
        guard !plan.tallied.isEmpty else { return }
        let tallies = plan.tallies.merging(summary.tallies) { $1 }
        let again = try interruptible(assignment(of: file, tallies, leavingOut: plan.assignment.empty))
        if again != plan.assignment { throw .reconsidered(tallies) }
    }

    /// What was found in a file that has been read.
    private func findings(
        of file: any RecordSource,
        _ plan: ImportPlan,
        _ summary: ReadingSummary
    ) -> [ImportFinding] {
        var findings = file.findings
        if let encoding, options.encoding == nil { findings.append(.assumedEncoding(encoding)) }
        return findings + consentFindings(summary, plan)
            + summary.findings(plan.assignment.headers, email: plan.columns.email)
    }

    /// Which columns were taken for columns about consent, and which look like it but are not used.
    private func consentFindings(_ summary: ReadingSummary, _ plan: ImportPlan) -> [ImportFinding] {
        func column(_ index: Int, rows: Int) -> ImportFinding.ConsentColumn {
            .init(header: plan.assignment.headers[index], example: plan.tallies[index]?.example, rows: rows)
        }
        var findings: [ImportFinding] = []
        if let date = plan.assignment.recognisedDate {
            findings.append(.consentDate(column(date, rows: summary.left)))
        }
        for (index, flag) in plan.assignment.flags.enumerated() {
            let rows = index < summary.flagged.count ? summary.flagged[index] : 0
            let column = column(flag.column, rows: rows)
            findings.append(flag.isUsed ? .consentColumn(column, flag.meaning) : .unusedConsent(column, flag.meaning))
        }
        return findings
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
            var findings = list.findings
            if outcome.skippedLeavers > 0 { findings.append(.skippedLeavers(rows: outcome.skippedLeavers)) }
            return JoinedList(
                change: change, changes: changes, summary: list.summary,
                findings: findings + accidents.map(ImportFinding.accident), plan: list.plan)
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
        try checkConsent(outcome.wouldBecomeActive)
        return outcome
    }

    /// Fetches what the rows are joined with, where that is far away.
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
            kept: kept,
            encoding: plan.encoding, columns: plan.assignment.uses(newFields: newFields),
            firstInvalid: list.summary.firstInvalid, restored: nil, remarks: [Remark](list.findings),
            rejects: plan.rejects?.name)
    }
}

extension ColumnAssignment {
    /// What each column was taken for, for people.
    fileprivate func uses(newFields: [String]) -> [ImportResult.ColumnUse] {
        let new = Set(newFields)
        let meanings = Dictionary(
            flags.filter(\.isUsed).map { ($0.column, $0.meaning.fieldName) }, uniquingKeysWith: { first, _ in first })
        return headers.indices.filter { !empty.contains($0) }.map { index in
            ImportResult.ColumnUse(
                header: headers[index], field: fields[index]?.name ?? meanings[index],
                isNew: fields[index].map { new.contains($0.name) } ?? false)
        }
    }
}

extension SourceRows {
    /// What the values of columns look like.
    func tallies(of columns: [Int]) -> [Int: ConsentTally] {
        records.withRecords { (records) in
            var tallies: [Int: ConsentTally] = [:]
            for column in columns {
                var tally = ConsentTally()
                for record in rows where column < records.cellCount(of: record) {
                    tally.note(records.cell(column, of: record))
                }
                tallies[column] = tally
            }
            return tallies
        }
    }
}
