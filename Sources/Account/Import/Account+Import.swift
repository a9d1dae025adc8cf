internal import DelimitedText
public import Recipients
internal import Snapshots
internal import Sorting
internal import Storage

extension Account {
    /// Applies the rows of a file, in order, to a group, keeping a backup of what was before in the same step.
    ///
    /// - Complexity: The file is sorted, in runs if it is large. A file that is small beside the group is searched for in
    ///   the group's segments; a large one is merged with them.
    public func importRows(_ request: ImportRequest) throws(Failure) -> ImportResult {
        try beginChange()
        let (original, isCreated) = try importTarget(request.target)
        if let path = request.options.rejects { try RejectsFile.check(path) }
        var encoding = request.options.encoding
        while true {
            do throws(ImportInterruption) {
                return try importRows(request, into: original, isCreated: isCreated, encoding: encoding)
            } catch {
                switch error {
                case .failure(let failure): throw failure
                // Thrown only while no encoding is named, so at most once.
                case .assumedEncoding: encoding = .windows1252
                }
            }
        }
    }

    /// The group that an import goes to, and whether the import creates it.
    private func importTarget(_ target: ImportTarget) throws(Failure) -> (GroupManifest, Bool) {
        guard target.isNew else { return (try standingGroup(target.name), false) }
        let name = try GroupName(target.name).text
        try checkFree(name)
        return (GroupManifest(number: store.nextGroup, name: name, created: now), true)
    }

    private func importRows(
        _ request: ImportRequest,
        into original: GroupManifest,
        isCreated: Bool,
        encoding: TextEncoding?
    ) throws(ImportInterruption) -> ImportResult {
        let options = request.options
        var manifest = original
        let assumesUTF8 = encoding == nil
        let file = try readingRecords(of: request.source, assumesUTF8: assumesUTF8) {
            try request.source.records(options, encoding: encoding)
        }
        let assignment = try interruptible { () throws(Failure) in
            try ColumnAssignment(
                headers: file.headers, mappings: options.mappings, line: file.headerLine, mayBeExport: file.mayBeExport)
        }
        let columns = PatchColumns(assignment, into: &manifest)
        let storage = store.storage
        // No segment of the group has this number.
        let scratch = StoreLayout.segment(manifest.nextSegment + 1, ofGroup: manifest.number)
        let run = RowSorter(spill: RowSpill { () throws(StorageError) in try storage.makeScratch(scratch) })
        let rejects = try interruptible { () throws(Failure) in
            try options.rejects.map { path throws(Failure) in
                try RejectsFile(path: path, writes: !options.isRehearsal, file)
            }
        }
        let rules = RecordEncoding(
            columns: columns, headers: assignment.headers, now: now, isGuarded: file.isGuarded)
        // Checking begins now, and goes on beside the reading. What is wrong with the group comes after the file.
        _ = try? open(original.state, of: original, check: .meanwhile)
        let importer = RecordImporter(rules, isStrict: options.isStrict, rejects: rejects, to: run)
        importer.progress = counter(.reading, of: request.source.progressTotal)
        try read(file, of: request.source, assumesUTF8: assumesUTF8, into: importer)

        let merge = RecipientMerge(
            mode: options.mode, emptyCells: options.emptyCells,
            consent: ConsentRule(resubscribes: options.resubscribes),
            erasures: erasureRule(resubscribes: options.resubscribes), columns: columns, now: now,
            hasMarkedRows: columns.overridden != nil || importer.undated > 0)
        let rows = try interruptible { () throws(Failure) in
            try storing { () throws(StorageError) in try run.finish() }
        }
        let changes = ChangeWriter(storage, manifest, expecting: rows.lineBytes)
        let progress = counter(.merging, of: importer.read)
        let (read, invalid, firstInvalid) = (importer.read, importer.invalid, importer.firstInvalid)
        var remarks = importer.remarks
        remarks.rejects = rejects?.name
        remarks.headerBelowPreamble = file.hasPreamble ? file.headerLine : nil
        remarks.listPath = file.listPath
        let newFields = manifest.newFields(since: original)
        let assumed = encoding == .windows1252 && options.encoding == nil ? encoding : nil
        return try interruptible { () throws(Failure) in
            do throws(Failure) {
                let outcome = try join(rows, merge, with: original, changes, progress)
                try checkConsent(outcome.wouldBecomeActive, options)
                var counts = outcome.counts
                counts.read = read
                counts.invalid = invalid
                var groupCounts = original.state.counts
                groupCounts.add(outcome.groupCounts)
                let segment = try snapshotting { () throws(SnapshotError) in try changes.finish() }
                try rejects?.finish()
                let kept = try commitRows(
                    RowChange(
                        before: original, after: manifest, isCreated: isCreated, segment: segment,
                        counts: groupCounts,
                        result: counts),
                    reason: .import, via: request.interface, note: options.mode.rawValue)
                return ImportResult(
                    group: manifest.name, mode: options.mode, counts: counts,
                    newFields: newFields, kept: kept, undo: undo(kept, isCreated: isCreated, manifest),
                    assumedEncoding: assumed, columns: assignment.uses(newFields: newFields),
                    firstInvalid: firstInvalid,
                    restored: nil, remarks: remarks)
            } catch {
                changes.abandon(store)
                rejects?.discard()
                throw error
            }
        }
    }

    /// Reads a file to its end. Where it cannot be read further, what is wrong with the rows before comes first.
    private func read(
        _ file: any RecordSource,
        of source: ImportSource,
        assumesUTF8: Bool,
        into importer: RecordImporter
    ) throws(ImportInterruption) {
        do throws(ImportInterruption) {
            while let next = try readingRecords(of: source, assumesUTF8: assumesUTF8, { try file.nextBatch() }) {
                try interruptible { () throws(Failure) in
                    try checkCancelled()
                    try importer.add(next.records, from: next.first)
                }
            }
        } catch {
            try interruptible { () throws(Failure) in try importer.finish() }
            throw error
        }
        try interruptible { () throws(Failure) in try importer.finish() }
    }

    private func join(
        _ rows: SortedRows,
        _ merge: RecipientMerge,
        with group: GroupManifest,
        _ changes: ChangeWriter,
        _ progress: ProgressCounter?
    ) throws(Failure) -> ImportOutcome {
        let segments = try open(group.state, of: group, check: .meanwhile)
        return try snapshotting { () throws(SnapshotError) in
            let join = ImportJoin(rows, with: segments, merge, changes)
            join.progress = progress
            try join.run { () throws(SnapshotError) in if isCancelled() { throw .cancelled } }
            for segment in segments { try segment.checkRead() }
            return join.outcome
        }
    }

    private func checkConsent(_ count: Int, _ options: ImportOptions) throws(Failure) {
        guard count > 0, !options.resubscribes else { return }
        let who = count == 1 ? "1 unsubscribed recipient" : "\(count) unsubscribed recipients"
        throw Failure(
            .consent, "with its sign-up columns left out, the file would make \(who) active",
            help: "leave the sign-up columns to their fields; --resubscribe says that they have agreed")
    }

    func undo(_ kept: KeptBackup, isCreated: Bool, _ manifest: GroupManifest) -> UndoStep? {
        if isCreated { return .deleteGroup(manifest.name) }
        return kept.id.map { .restore(backup: $0) }
    }
}

extension ColumnAssignment {
    /// What each column was taken for, for people.
    func uses(newFields: [String]) -> [ImportResult.ColumnUse] {
        let new = Set(newFields)
        return zip(headers, fields).map { header, field in
            ImportResult.ColumnUse(
                header: header, field: field?.name, isNew: field.map { new.contains($0.name) } ?? false)
        }
    }
}
