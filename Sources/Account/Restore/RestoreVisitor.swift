internal import Recipients
internal import Snapshots
internal import Sorting

/// Applies the rows of a backup to a group, writes the recipients that change and counts.
struct RestoreVisitor: ~Copyable {
    private let merge: RecipientMerge
    private let changes: ChangeWriter
    /// Puts the cells of the backup's rows into the columns of the target; nil if they are the same.
    private let translation: [Int]?
    private let removesOthers: Bool
    var counts = ImportCounts()
    private(set) var groupCounts: Counts
    /// Whether the group has so far become what the rows to restore say, all of it and nothing else.
    private(set) var isExact: Bool
    private var translated = ByteBuffer()
    private var result = ByteBuffer()

    init(_ merge: RecipientMerge, _ plan: RestorePlan, _ changes: ChangeWriter) {
        self.merge = merge
        self.changes = changes
        translation = plan.isWithinGroup ? nil : merge.columns.sources
        removesOthers = merge.mode.removesOthers
        groupCounts = plan.target.state.counts
        isExact = plan.isWithinGroup
    }

    /// Whether anything is to change.
    var changesRows: Bool { counts.added + counts.updated + counts.removed > 0 }

    /// A recipient that is in the group and not among the rows to restore.
    mutating func visit(stored: Row) throws(SnapshotError) {
        guard removesOthers else {
            isExact = false
            return
        }
        groupCounts.remove(Status(of: stored))
        counts.removed += 1
        try changes.appendRemoval(of: stored.key)
    }

    /// A row to restore.
    ///
    /// - Parameters:
    ///   - stored: The recipient in the group.
    ///   - known: What else is known of somebody who is not in the group.
    mutating func visit(_ row: Row, stored: Row?, known: SignUp?) throws(SnapshotError) {
        let incoming = translate(row)
        let isErased = merge.leavesOut(incoming)
        if isErased { counts.erased += 1 }
        guard !isErased, stored == nil ? merge.mode.adds : merge.mode.updates else {
            counts.skipped += 1
            if stored.map({ !$0.hasSameCells(as: incoming) }) ?? true { isExact = false }
            return
        }
        result.removeAll()
        let outcome = merge.apply(incoming, to: stored, known: known, into: &result)
        let after = Row(line: result.bytes.line)
        if after.map({ !$0.hasSameCells(as: incoming) }) ?? true { isExact = false }
        if outcome.keptUnsubscribed { counts.keptUnsubscribed += 1 }
        if let stored {
            if let after, after.hasSameCells(as: stored) {
                counts.unchanged += 1
                return
            }
            counts.updated += 1
            groupCounts.remove(Status(of: stored))
        } else {
            counts.added += 1
        }
        groupCounts.add(outcome.status)
        try changes.append(line: result.bytes)
    }

    /// Counts rows that need no look because they are the same in the group.
    mutating func countUnvisited(_ rows: Int) {
        if merge.mode.updates {
            counts.unchanged += rows
        } else {
            counts.skipped += rows
        }
    }

    // MARK: By reference

    /// Counts a whole state that is put back into an empty group.
    mutating func putBack(_ state: GroupManifest.State) {
        counts.read = state.counts.recipients
        counts.added = state.counts.recipients
        groupCounts = state.counts
    }

    /// Looks again at a recipient that was put back, in the light of what a newer state knows.
    mutating func revise(_ row: Row, known: SignUp) throws(SnapshotError) {
        result.removeAll()
        let outcome = merge.apply(row, to: nil, known: known, into: &result)
        guard let after = Row(line: result.bytes.line), !after.hasSameCells(as: row) else { return }
        if outcome.keptUnsubscribed { counts.keptUnsubscribed += 1 }
        groupCounts.remove(Status(of: row))
        groupCounts.add(outcome.status)
        try changes.append(line: result.bytes)
    }

    /// The row with its cells in the columns of the target.
    private mutating func translate(_ row: Row) -> Row {
        guard let translation else { return row }
        var reader = row.cells
        let width = (translation.max() ?? 0) + 1
        var cells: [Cell] = [.missing]
        while cells.count < width { cells.append(reader.next()) }
        translated.removeAll()
        var encoder = RowEncoder()
        encoder.begin(row.key, in: &translated)
        for source in translation { encoder.append(source < 0 ? .missing : cells[source], to: &translated) }
        encoder.end(in: &translated)
        return Row(line: translated.bytes.line) ?? row
    }
}

extension PatchColumns {
    /// For a restore: the fields that the backup had are added to the group's where it has them no more.
    ///
    /// In the mode `replace` the group's fields become those of the backup, and the columns of the others are cleared: what
    /// is there afterwards is what was there then.
    init(_ plan: RestorePlan, _ request: RestoreRequest, into manifest: inout GroupManifest) {
        let fixed = Field.fixed.indices
        var targets = Dictionary(uniqueKeysWithValues: fixed.map { ($0, $0) })
        for field in plan.fields {
            if manifest.column(ofField: field) == nil { manifest.addField(field) }
            let source = plan.origin.columns.firstIndex(of: field).map { $0 + Field.fixed.count }
            if let target = manifest.column(ofField: field) { targets[target] = source }
        }
        if request.mode.removesOthers, request.emptyCells == .clear {
            let names = Set(plan.fields.map { $0.lowercased() })
            for (index, column) in manifest.columns.enumerated() where !names.contains(column.lowercased()) {
                // A column that no row of the backup fills, so that it counts as there and empty.
                targets[index + Field.fixed.count] = -1
            }
            manifest.fields.removeAll { !names.contains($0.lowercased()) }
        }
        self.init(targets: targets, width: manifest.segmentColumns.count)
    }
}
