internal import Recipients
internal import Snapshots
internal import Storage

/// Removes an address from everything that one group has: its recipients, its backups, its activity and the log entry
/// in its manifest. Damaged files are skipped and reported.
struct GroupErasure {
    private let account: Account
    private let trace: AddressTrace
    private let group: GroupManifest
    /// The files that are searched; nil for all.
    private let files: Set<String>?
    private var manifest: GroupManifest
    private var findings: [Int: (segment: Segment, found: AddressTrace.Findings)] = [:]
    /// The segments that could not be read.
    private var unread: Set<Int> = []
    /// The segments that were written but that no manifest refers to yet.
    private var written: [Int] = []

    init(_ account: Account, _ trace: AddressTrace, _ group: GroupManifest, files: Set<String>?) {
        self.account = account
        self.trace = trace
        self.group = group
        self.files = files
        manifest = group
    }

    private var storage: any Storage { account.store.storage }

    mutating func run(_ result: inout ErasureResult) throws(Failure) {
        noteNames(&result)
        for reference in group.segments { try search(reference, &result) }
        if files == nil { dropFromCounts(&result) }
        do throws(Failure) {
            for number in findings.keys.sorted() { try rewrite(number, &result) }
            if files != nil { try recount() }
            try eraseActivity(&result)
            manifest.journal = manifest.journal?.erasing(trace)
            manifest.forgetLeaver(trace)
            guard manifest != group else { return }
            try account.store.commit(manifest, nil)
        } catch {
            for number in written { account.store.removeSegment(number, ofGroup: group.number) }
            throw error
        }
    }

    private func noteNames(_ result: inout ErasureResult) {
        for name in [group.name] + group.backups.map(\.name) where trace.occurs(in: name) { result.add(.group, name) }
        for column in group.columns where trace.occurs(in: column) { result.add(.field, column) }
    }

    // MARK: Segments

    /// Searches a segment. It is read only this once, unless it must be rewritten.
    private mutating func search(_ reference: SegmentReference, _ result: inout ErasureResult) throws(Failure) {
        let path = StoreLayout.segment(reference.number, ofGroup: group.number)
        if let files, !files.contains(path.text) { return }
        do throws(SnapshotError) {
            let segment = try Segment(reference, at: path, in: storage)
            guard group.segmentColumns.starts(with: segment.columns) else {
                throw .damaged(path, problem: StoreProblem.foreignColumns)
            }
            let found = trace.find(in: segment)
            try segment.checkRead()
            if found.row != nil || found.isInCells { findings[reference.number] = (segment, found) }
        } catch {
            guard case .damaged(_, let problem) = error else { throw error.failure }
            unread.insert(reference.number)
            result.damaged.append(
                DamagedFile(file: path.text, problem: problem, affects: group.affected(by: reference.number)))
        }
    }

    /// Removes the recipient from the counts of every state that shows it.
    private mutating func dropFromCounts(_ result: inout ErasureResult) {
        if dropFromCounts(of: &manifest.state) { result.groups += 1 }
        for index in manifest.backups.indices {
            if dropFromCounts(of: &manifest.backups[index].state) { result.backups += 1 }
            if var after = manifest.backups[index].after, dropFromCounts(of: &after.state) {
                manifest.backups[index].after = after
            }
        }
    }

    /// - Returns: Whether the state shows the recipient, as far as can be known.
    private func dropFromCounts(of state: inout GroupManifest.State) -> Bool {
        for number in state.segments.reversed() {
            // Segments above a damaged one are known; those in it or below are not.
            if unread.contains(number) { return false }
            guard let row = findings[number]?.found.row else { continue }
            if row.isRemoval { return false }
            state.counts.remove(Status(of: row))
            return true
        }
        return false
    }

    private mutating func rewrite(_ number: Int, _ result: inout ErasureResult) throws(Failure) {
        guard let (segment, found) = findings[number] else { return }
        if found.isInCells { result.addTrace(group.name) }
        let rows = found.row.map { [$0] } ?? []
        let copy = try account.rewrite(
            segment, without: rows, clearing: found.isInCells ? trace : nil, of: &manifest)
        if let copy { written.append(copy) }
    }

    /// Recounts the states that show rows of a segment that was damaged and can be read again: what they showed could
    /// not be known before.
    private mutating func recount() throws(Failure) {
        let changed = Set(findings.filter { $0.value.found.row != nil }.keys)
        guard !changed.isEmpty else { return }
        let rewritten = manifest
        // Changed segments have been rewritten under other numbers.
        var before = group.states.makeIterator()
        try manifest.changeStates { [account] (state) throws(Failure) in
            guard let old = before.next(), !changed.isDisjoint(with: old.segments) else { return }
            state.counts = try Self.counts(of: state, in: rewritten, account)
        }
    }

    /// - Returns: The old counts, if another segment of the state is damaged.
    private static func counts(
        of state: GroupManifest.State,
        in manifest: GroupManifest,
        _ account: Account
    ) throws(Failure) -> StatusCounts {
        do throws(Failure) {
            return StatusCounts(of: try account.open(state, of: manifest))
        } catch {
            if error.code == .damaged { return state.counts }
            throw error
        }
    }

    // MARK: Activity

    /// Removes the address's records, and empties campaigns of others that contain it. The remaining records go to a
    /// new file.
    private mutating func eraseActivity(_ result: inout ErasureResult) throws(Failure) {
        if let files, !files.contains(where: StoreLayout.isActivity) { return }
        let entries: [ActivityEntry]
        do throws(SnapshotError) {
            entries = try ActivityFile(group, storage).entries
        } catch {
            guard case .damaged(let path, let problem) = error else { throw error.failure }
            result.damaged.append(
                DamagedFile(file: path.text, problem: problem, affects: group.affectedByActivity))
            return
        }
        let others = entries.filter { !trace.occurs(in: $0.email) }
        let hasTraces = others.contains { trace.occurs(in: $0.campaign) }
        guard others.count < entries.count || hasTraces else { return }
        result.activity += entries.count - others.count
        if hasTraces { result.addTrace(group.name) }
        let left = others.map { entry in
            trace.occurs(in: entry.campaign)
                ? ActivityEntry(email: entry.email, event: entry.event, at: entry.at, campaign: nil) : entry
        }
        let storage = storage
        try storing(manifest.rewriteActivity(left, in: storage))
    }
}

extension LogEntry {
    /// The entry without a note or a file name that contains an address.
    func erasing(_ trace: AddressTrace) -> LogEntry {
        var entry = self
        if trace.occurs(in: note) { entry.note = nil }
        // The domain would seem to continue with the extension: `anna@example.com.csv`.
        if trace.occurs(in: file) || trace.occurs(in: file?.withoutExtension) { entry.file = nil }
        return entry
    }
}

extension String {
    fileprivate var withoutExtension: String {
        lastIndex(of: ".").map { String(self[..<$0]) } ?? self
    }
}
