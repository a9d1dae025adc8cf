internal import DelimitedText
internal import Recipients
internal import Sorting
internal import Storage

// MARK: Open

/// What the columns of a file mean for the group.
struct ImportPlan {
    let assignment: ColumnAssignment
    /// What the cells say about the columns, apart from consent.
    let look: ColumnLook
    let columns: PatchColumns
    /// The group with the file's new fields.
    let group: GroupManifest
    let rejects: RejectsFile?
    /// The encoding that the file is read in; nil for a workbook.
    let encoding: TextEncoding?
    /// The tallies of the columns that may be about consent.
    let tallies: [Int: ConsentTally]
    /// Those of these columns for which all rows must be examined.
    let tallied: [Int]
}

/// What the cells of a file say about its columns, apart from consent.
struct ColumnLook {
    /// The columns that have neither a name nor a value.
    let empty: Set<Int>
    /// Whether the file can be one of rejected rows.
    let mayBeRejects: Bool
}

/// A file whose header has been read.
struct OpenedList {
    let file: PeekedRecords
    let plan: ImportPlan
}

extension ImportJob {
    func open() throws(ImportInterruption) -> OpenedList {
        let file = PeekedRecords(
            try reading(request.source.records(options, encoding: encoding, learning: learning)))
        let look = ColumnLook(
            empty: try reading(namelessColumnsWithoutValues(of: file)), mayBeRejects: try reading(mayBeRejects(file)))
        let examined = try interruptible(
            ColumnAssignment.consentHeaders(
                in: file.headers, mappings: options.mappings, mayBeExport: file.mayBeExport,
                mayBeRejects: look.mayBeRejects, ownFields: ownFields))
        var headers = examined.headers
        var tallies = self.tallies ?? [:]
        if self.tallies == nil {
            let first = try reading(firstTallies(of: Array(headers.keys), examined.unknown, in: file))
            tallies = first
            for column in first.keys where headers[column] == nil { headers[column] = .unnamed }
        }
        let plan = try interruptible(plan(for: file, headers, tallies, look))
        file.use(plan.assignment.usedColumns)
        return OpenedList(file: file, plan: plan)
    }

    /// The tallies of the first rows, for the columns that may be about consent.
    ///
    /// - Parameters:
    ///   - columns: The columns that may be about consent by their headers.
    ///   - unknown: Columns that may be about it by their values only.
    private func firstTallies(
        of columns: [Int],
        _ unknown: [Int],
        in file: PeekedRecords
    ) throws(ReadingError) -> [Int: ConsentTally] {
        guard !columns.isEmpty || !unknown.isEmpty, let first = try file.peek() else { return [:] }
        var memory = ConsentMemory()
        let repetitive = unknown.filter { first.hasFewValues($0) }
        let byValues = first.tallies(of: repetitive, remembering: &memory).filter { $1.isMostlyUnmistakable }
        return first.tallies(of: columns, remembering: &memory).merging(byValues) { $1 }
    }

    /// The column that holds addresses, by its first values; nil if there is none.
    private func columnOfAddresses(_ file: PeekedRecords) -> Int? {
        guard let first = try? file.peek() else { return nil }
        return file.headers.indices.first { first.holdsAddresses($0) }
    }

    /// The columns that have neither a name nor a value. The file is read for this only if it has nameless columns.
    private func namelessColumnsWithoutValues(of file: any RecordSource) throws(ReadingError) -> Set<Int> {
        var empty = Set(file.headers.indices.filter { file.headers[$0].isInvisible })
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

    /// Whether a file that begins like one of rejected rows can be one: below `line` are whole numbers. The file is
    /// read for this only if it begins so.
    private func mayBeRejects(_ file: any RecordSource) throws(ReadingError) -> Bool {
        guard ColumnAssignment.beginsLikeRejects(file.headers) else { return false }
        let again = try request.source.records(options, encoding: encoding, learning: learning)
        again.use([])
        var (hasRows, hasNumbers) = (false, false)
        while let next = try again.nextBatch() {
            let others = next.records.withRecords { (records) in
                for record in next.rows {
                    hasRows = true
                    let line = SignUpCells.cell(0, of: record, in: records)
                    if line.isEmpty { continue }
                    guard line.allSatisfy({ (0x30...0x39).contains($0) }) else { return true }
                    hasNumbers = true
                }
                return false
            }
            if others { return false }
        }
        return hasNumbers || !hasRows
    }

    /// The group's own fields, as they are compared; nil for a new group.
    private var ownFields: Set<String>? { isCreated ? nil : Set(group.fields.map { $0.lowercased() }) }

    private func assignment(
        of file: PeekedRecords,
        _ tallies: [Int: ConsentTally],
        _ look: ColumnLook
    ) throws(Failure) -> ColumnAssignment {
        do throws(Failure) {
            return try ColumnAssignment(
                headers: file.headers, mappings: options.mappings, line: file.headerLine,
                mayBeExport: file.mayBeExport, mayBeRejects: look.mayBeRejects, empty: look.empty, tallies: tallies,
                ownFields: ownFields, findAddresses: { columnOfAddresses(file) })
        } catch {
            throw file.explained(error)
        }
    }

    /// - Parameters:
    ///   - headers: The columns that may be about consent.
    ///   - tallies: The tallies of their values.
    ///   - look: What else the cells say about the columns.
    private func plan(
        for file: PeekedRecords,
        _ headers: [Int: ConsentHeader],
        _ tallies: [Int: ConsentTally],
        _ look: ColumnLook
    ) throws(Failure) -> ImportPlan {
        let assignment = try assignment(of: file, tallies, look)
        var manifest = group
        let columns = PatchColumns(assignment, in: account.zone, into: &manifest)
        // Of a column without values so far, later rows may say something.
        let undecided = headers.filter { ConsentTally.needsAllRows($0.value) || tallies[$0.key].map(\.values) == 0 }
        let rejects = try options.rejects.map { place throws(Failure) in
            try RejectsFile(place, file, assignment)
        }
        return ImportPlan(
            assignment: assignment, look: look, columns: columns, group: manifest, rejects: rejects,
            encoding: file.encoding,
            tallies: tallies,
            tallied: self.tallies == nil ? undecided.keys.sorted() : [])
    }

    /// Makes a call that reads the file, and puts its errors in the user's words.
    private func reading<Result>(
        _ call: @autoclosure () throws(ReadingError) -> Result
    ) throws(ImportInterruption) -> Result {
        do {
            return try call()
        } catch {
            throw ImportInterruption(error, reading: request.source, assumesUTF8: encoding == nil)
        }
    }
}

// MARK: Read

/// The rows of a file, in sorted blocks that have not been merged yet. The file is closed.
struct ReadList {
    let sorter: RowSorter
    let summary: ReadingSummary
    let findings: [ImportFinding]
    let plan: ImportPlan
}

extension ImportJob {
    /// Reads the file to its end. If it cannot be read further, a problem with an earlier row comes first.
    func read(_ list: OpenedList) throws(ImportInterruption) -> ReadList {
        let (file, plan) = (list.file, list.plan)
        let sorter = RowSorter(spill: spill(plan.group))
        let rules = RecordEncoding(
            columns: plan.columns, headers: plan.assignment.headers, now: account.now, isGuarded: file.isGuarded,
            tallied: plan.tallied, counted: plan.assignment.taken.keys.sorted() + plan.assignment.rejectColumns,
            erased: account.store.account.erasures.flatMap { $0.isEmpty ? nil : $0 })
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

    /// Starts again if all rows together say something else about the columns than the first rows did.
    private func reconsider(
        _ plan: ImportPlan,
        of file: PeekedRecords,
        _ summary: ReadingSummary
    ) throws(ImportInterruption) {
        guard !plan.tallied.isEmpty else { return }
        let tallies = plan.tallies.merging(summary.tallies) { $1 }
        let again = try interruptible(assignment(of: file, tallies, plan.look))
        if again != plan.assignment { throw .reconsidered(tallies) }
    }

    /// The findings about a file that has been read.
    private func findings(
        of file: any RecordSource,
        _ plan: ImportPlan,
        _ summary: ReadingSummary
    ) -> [ImportFinding] {
        var findings = file.findings.map { $0.with(rows: summary.read) }
        for (column, field) in plan.assignment.taken.sorted(by: { $0.key < $1.key }) {
            // A column about consent has a remark already.
            guard let own = plan.assignment.fields[column],
                !plan.assignment.flags.contains(where: { $0.column == column })
            else { continue }
            let (headers, fields) = (plan.assignment.headers, plan.assignment.fields)
            guard let other = fields.firstIndex(where: { $0?.foldedName == field.foldedName }) else { continue }
            findings.append(
                .numberedColumn(
                    header: headers[column], field: own.name, other: headers[other],
                    taken: fields[other]?.name ?? field.name, summary.values[column] ?? ExampleCount()))
        }
        if let left = rejectColumns(summary, plan.assignment) { findings.append(left) }
        if let stray, let encoding { findings.append(.assumedEncoding(encoding, stray, rows: summary.read)) }
        return findings + consentFindings(summary, plan)
            + summary.findings(plan.assignment.headers, email: plan.columns.email)
    }

    /// The columns that are left out as those of a file of rejected rows; nil if they are empty.
    private func rejectColumns(_ summary: ReadingSummary, _ assignment: ColumnAssignment) -> ImportFinding? {
        let counts = assignment.rejectColumns.compactMap { column in
            summary.values[column].map { (header: assignment.headers[column], values: $0) }
        }
        guard let last = counts.last else { return nil }
        return .rejectColumns(assignment.rejectColumns.map { assignment.headers[$0] }, of: last.header, last.values)
    }

    /// The columns that are read as columns about consent, and those that look like it but are not used.
    private func consentFindings(_ summary: ReadingSummary, _ plan: ImportPlan) -> [ImportFinding] {
        func column(_ index: Int, _ said: ExampleCount) -> ImportFinding.ConsentColumn {
            let tally = plan.tallies[index]
            return .init(
                header: plan.assignment.headers[index], example: said.example.isEmpty ? tally?.example : said.example,
                holdsDates: tally?.holdsDates ?? false, rows: said.count)
        }
        var findings: [ImportFinding] = []
        if let date = plan.assignment.recognisedDate {
            findings.append(.consentDate(column(date, summary.left)))
        }
        let saysWhoLeft = plan.columns.saysLeaving
        for (index, flag) in plan.assignment.flags.enumerated() {
            let said = index < summary.flagged.count ? summary.flagged[index] : ExampleCount()
            // Where something else says who has left, the reasons need not.
            if flag.meaning == .reason, saysWhoLeft, said.count == 0 { continue }
            let column = column(flag.column, said)
            findings.append(flag.isUsed ? .consentColumn(column, flag.meaning) : .unusedConsent(column, flag.meaning))
        }
        return findings
    }

    /// Where rows go that do not fit into memory.
    private func spill(_ group: GroupManifest) -> RowSpill {
        let storage = account.store.storage
        // No segment of the group has this number.
        let scratch = StoreLayout.segment(group.nextSegment + 1, ofGroup: group.number)
        return RowSpill { () throws(StorageError) in try storage.makeScratch(scratch) }
    }
}

extension SourceRows {
    /// How many rows show what a column holds.
    private static let shownRows = 200
    /// A column of states has no more different values than this, or hardly any.
    private static let fewValues = 8

    /// Whether the first rows have few different values in a column, as of a state.
    func hasFewValues(_ column: Int) -> Bool {
        records.withRecords { (records) in
            var values: Set<[UInt8]> = []
            for record in rows.prefix(Self.shownRows) {
                let cell = SignUpCells.cell(column, of: record, in: records)
                if !cell.isEmpty, values.insert(Array(cell)).inserted, values.count > Self.fewValues { return false }
            }
            return !values.isEmpty
        }
    }

    /// Whether most of the first values of a column are addresses.
    func holdsAddresses(_ column: Int) -> Bool {
        records.withRecords { (records) in
            var address = [UInt8](repeating: 0, count: EmailAddress.maximumLength)
            var (values, addresses) = (0, 0)
            for record in rows.prefix(Self.shownRows) {
                let cell = SignUpCells.cell(column, of: record, in: records)
                if cell.isEmpty { continue }
                values += 1
                let result = address.withUnsafeMutableBytes { EmailAddress.normalize(cell, into: $0) }
                if case .success = result { addresses += 1 }
            }
            return addresses * 2 > values
        }
    }

    /// The tallies of the values of some columns.
    ///
    /// - Parameter memory: What earlier cells said about consent.
    func tallies(of columns: [Int], remembering memory: inout ConsentMemory) -> [Int: ConsentTally] {
        records.withRecords { (records) in
            var tallies: [Int: ConsentTally] = [:]
            for column in columns {
                var tally = ConsentTally()
                for record in rows where column < records.cellCount(of: record) {
                    tally.note(records.cell(column, of: record), remembering: &memory)
                }
                tallies[column] = tally
            }
            return tallies
        }
    }
}
