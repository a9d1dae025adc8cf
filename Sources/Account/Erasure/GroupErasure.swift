internal import Recipients
internal import Snapshots
internal import Storage

/// Finds an address in everything that one group has, and removes it: from its recipients, its backups, its activity
/// and the log entry in its manifest. Files that cannot be read are skipped and reported.
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

    /// Adds to a result what the group has of the address, and changes nothing.
    mutating func preview(_ result: inout ErasureResult) throws(Failure) {
        try search(&result)
        _ = try searchActivity(&result)
    }

    mutating func run(_ result: inout ErasureResult) throws(Failure) {
        try search(&result)
        do throws(Failure) {
            for number in findings.keys.sorted() { try rewrite(number) }
            if files != nil { try recount() }
            if let left = try searchActivity(&result) {
                let storage = storage
                try storing(manifest.rewriteActivity(left, in: storage))
            }
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

    private mutating func search(_ result: inout ErasureResult) throws(Failure) {
        noteNames(&result)
        for reference in group.segments { try search(reference, &result) }
        if findings.values.contains(where: { !$0.found.traces.isEmpty }) { result.addTrace(group.name) }
        if files == nil { try countHolders(&result) }
    }

    /// Searches a segment. It is read only this once, unless it must be rewritten.
    private mutating func search(_ reference: SegmentReference, _ result: inout ErasureResult) throws(Failure) {
        let path = StoreLayout.segment(reference.number, ofGroup: group.number)
        if let files, !files.contains(path.text) { return }
        do throws(SnapshotError) {
            let segment = try Segment(reference, at: path, in: storage)
            guard group.segmentColumns.starts(with: segment.columns) else {
                throw .damaged(path, .foreignColumns)
            }
            let found = trace.find(in: segment)
            try segment.checkRead()
            if found.row != nil || !found.traces.isEmpty { findings[reference.number] = (segment, found) }
        } catch {
            guard let words = error.wordsOfFile else { throw error.failure }
            unread.insert(reference.number)
            result.damaged.append(
                DamagedFile(file: path.text, problem: words, affected: group.affected(by: reference.number)))
        }
    }

    /// Counts the states that show the address, as a recipient or in cells of others, and removes the recipient from
    /// their counts. The state after a change counts with its backup where it is the only one that shows the address:
    /// usually it is the state before the next change, or the present one.
    private mutating func countHolders(_ result: inout ErasureResult) throws(Failure) {
        let traces = Set(findings.filter { !$0.value.found.traces.isEmpty }.keys)
        func showsTrace(_ state: GroupManifest.State) throws(Failure) -> Bool {
            guard !traces.isDisjoint(with: state.segments) else { return false }
            return try self.showsTrace(state)
        }
        /// Takes the recipient from a state's counts; returns whether the state shows the address.
        func take(from state: inout GroupManifest.State) throws(Failure) -> Bool {
            let isInCells = try showsTrace(state)
            return dropFromCounts(of: &state) || isInCells
        }
        var counted = manifest
        var isShownLater = try take(from: &counted.state)
        if isShownLater { result.groups += 1 }
        for index in counted.backups.indices.reversed() {
            let isShownBefore = try take(from: &counted.backups[index].state)
            var isShownAfter = false
            if var after = counted.backups[index].after {
                isShownAfter = try take(from: &after.state)
                counted.backups[index].after = after
            }
            if isShownBefore || (isShownAfter && !isShownLater) { result.backups += 1 }
            isShownLater = isShownBefore
        }
        manifest = counted
    }

    /// Whether a state shows cells of other recipients that contain the address, as far as can be known: what a damaged
    /// segment hides is not.
    private func showsTrace(_ state: GroupManifest.State) throws(Failure) -> Bool {
        for (place, number) in state.segments.enumerated() {
            guard let traces = findings[number]?.found.traces, !traces.isEmpty else { continue }
            let above = state.segments[(place + 1)...].filter { !unread.contains($0) }
            var covering = StackCursor(try account.store.open(above, of: group), showsRemovals: true)
            for row in traces where covering.find(row.key) == nil { return true }
        }
        return false
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

    private mutating func rewrite(_ number: Int) throws(Failure) {
        guard let (segment, found) = findings[number] else { return }
        let rows = found.row.map { [$0] } ?? []
        let copy = try account.rewrite(
            segment, without: rows, clearing: found.traces.isEmpty ? nil : trace, of: &manifest)
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

    /// Finds the address's records, and campaigns of others that contain it.
    ///
    /// - Returns: The remaining records, these campaigns emptied; nil if there is nothing to remove.
    private func searchActivity(_ result: inout ErasureResult) throws(Failure) -> [ActivityEntry]? {
        if let files, !files.contains(where: StoreLayout.isActivity) { return nil }
        let entries: [ActivityEntry]
        do throws(SnapshotError) {
            entries = try ActivityFile(group, storage).entries
        } catch {
            guard let words = error.wordsOfFile else { throw error.failure }
            result.damaged.append(
                DamagedFile(file: group.activityPath.text, problem: words, affected: group.affectedByActivity))
            return nil
        }
        let others = entries.filter { !trace.occurs(in: $0.email) }
        let traces = others.count { trace.occurs(in: $0.campaign) }
        guard others.count < entries.count || traces > 0 else { return nil }
        result.activity += entries.count - others.count + traces
        if traces > 0 { result.addTrace(group.name) }
        return others.map { entry in
            trace.occurs(in: entry.campaign)
                ? ActivityEntry(email: entry.email, event: entry.event, at: entry.at, campaign: nil) : entry
        }
    }
}

extension LogEntry {
    /// The entry without a note or a file name that contains an address.
    func erasing(_ trace: AddressTrace) -> LogEntry {
        var entry = self
        if trace.occurs(in: note) { entry.note = nil }
        if trace.occurs(in: via) { entry.via = nil }
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
