internal import Recipients
internal import Snapshots

/// A change of a group's recipients whose rows have been written.
struct RowChange {
    /// The group before the change.
    let before: GroupManifest
    /// The group with its new fields; `apply` completes it.
    var after: GroupManifest
    /// Whether the change creates the group, or brings it back.
    var isCreated = false
    /// The stack that the new segment is put on; nil for the group's own.
    var base: [Int]?
    /// The segment of the rows that changed; nil if there are none.
    let segment: SegmentReference?
    /// What happens to the group's recipients.
    let tally: RowTally

    /// How many recipients of each status the group has afterwards.
    var counts: StatusCounts {
        var counts = before.state.counts
        counts.add(tally.statuses)
        return counts
    }
}

extension Account {
    /// Applies a change of recipients, and keeps a backup of the state before it.
    ///
    /// - Parameters:
    ///   - interface: The external interface that the change comes through; nil for none.
    ///   - note: What the log says about the change; nil for nothing.
    ///   - file: The name of the file that it comes from; nil for none.
    func apply(
        _ change: RowChange,
        reason: BackupReason,
        via interface: String?,
        note: String?,
        file: String? = nil
    ) throws(Failure) -> KeptBackup {
        var manifest = change.after
        let kept = keepBackup(
            of: change.before, in: &manifest, reason: reason, via: interface, event: change.isCreated ? .created : nil)
        let touched = change.tally.counts.changed
        let entry = entry(
            LogEntry.Action(reason), manifest, recipients: touched, kept, note: note, file: file)
        try apply(change, to: manifest, entry, backup: kept.id)
        return kept
    }

    /// Puts the new segment on the stack, merges segments if there are many, and replaces the manifest.
    ///
    /// - Parameters:
    ///   - manifest: The new manifest of the group, except for its recipients.
    ///   - backup: The id of the backup that was made for the change; nil for none.
    func apply(
        _ change: RowChange,
        to manifest: GroupManifest,
        _ entry: LogEntry,
        backup: Int? = nil
    ) throws(Failure) {
        var manifest = manifest
        var stack = change.base ?? change.before.state.segments
        if let segment = change.segment {
            manifest.segments.append(segment)
            manifest.nextSegment = segment.number + 1
            stack.append(segment.number)
        }
        let counts = change.counts
        manifest.state = .init(segments: counts.recipients == 0 ? [] : stack, counts: counts)
        let forgotten = manifest.remember(change.tally.leavers, store.account)
        if change.isCreated { try rememberDeletedLeavers(in: &manifest) }
        // Recorded before segments are merged: so the state has all segments but one in common with the state before,
        // and the change can be found without reading the others.
        manifest.noteAfter(ofBackup: backup, forgotten: forgotten)
        let compacted = try compactStack(of: &manifest)
        do throws(Failure) {
            if change.tally.counts.removed > 0 { try pruneActivity(of: &manifest) }
            try store.commit(manifest, entry)
        } catch {
            if let compacted { store.removeSegment(compacted, ofGroup: manifest.number) }
            throw error
        }
        // If the new segment was merged at once, no manifest refers to it.
        if let segment = change.segment, store.knownGroups[manifest.number]?.segments.contains(segment) == false {
            store.removeSegment(segment.number, ofGroup: manifest.number)
        }
    }

    /// Merges the upper part of the stack into one segment, if the policy says so.
    ///
    /// - Returns: The number of the merged segment.
    private func compactStack(of manifest: inout GroupManifest) throws(Failure) -> Int? {
        guard let part = CompactionPolicy().choose(manifest.stackSizes) else { return nil }
        return try mergeSegments(part, of: &manifest)
    }

    /// Merges a part of a group's stack into one segment.
    ///
    /// - Returns: The number of the merged segment.
    func mergeSegments(_ part: Range<Int>, of manifest: inout GroupManifest) throws(Failure) -> Int {
        let segments = try store.open(Array(manifest.state.segments[part]), of: manifest)
        let number = manifest.nextSegment
        let progress = counter(.compacting, of: segments.reduce(0) { $0 + $1.reference.rows })
        let reference = try storing { () throws(SnapshotError) in
            let writer = try manifest.makeSegmentWriter(number, in: store.storage)
            do throws(SnapshotError) {
                try compact(
                    segments, isBottom: part.lowerBound == 0, into: writer,
                    goesOn: { rows in
                        progress?.add(rows)
                        return !isCancelled()
                    })
                return try writer.finish()
            } catch {
                writer.abandon()
                throw error
            }
        }
        manifest.segments.append(reference)
        manifest.nextSegment = number + 1
        manifest.state.segments.replaceSubrange(part, with: [number])
        return number
    }
}

extension GroupManifest {
    /// The sizes in bytes of the segments of the stack, oldest first.
    fileprivate var stackSizes: [Int] {
        let sizes = Dictionary(uniqueKeysWithValues: segments.map { ($0.number, $0.bytes) })
        return state.segments.map { sizes[$0] ?? 0 }
    }
}
