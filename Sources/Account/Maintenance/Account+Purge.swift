public import Recipients
internal import Snapshots

/// What `purge` did.
public struct PurgeResult: Hashable, Sendable {
    /// The ids of the expired backups that it removed.
    public let expired: [Int]
    /// How many bytes it freed.
    public let bytes: Int
    /// The ids of the expired backups whose data it kept, because the clock may be wrong.
    public let waiting: [Int]
    /// How long that data is kept; nil if there is none.
    public let waitsUntil: ZonedInstant?
    /// Whether an erasure that was interrupted is still not finished.
    public let leavesErasure: Bool
    /// What kept it from removing expired data; nil if nothing did.
    public let obstacle: Failure?
}

extension Account {
    /// Removes expired backups, sweeps what processes left behind, and merges the segments of groups if that frees
    /// space.
    ///
    /// - Parameter isNow: Whether to remove data, too, that is kept only because the clock may be wrong.
    public func purge(now isNow: Bool = false) throws(Failure) -> PurgeResult {
        let before = try StoreFiles(store.storage).bytes
        let known = try store.backupIds
        try beginChange()
        if isNow { try believeLeap() }
        try purgeExpired()
        try store.sweep(everything: true)
        do throws(Failure) {
            for number in try store.groups.keys.sorted() { try compactIfWorthwhile(number) }
        } catch {
            guard error.code == .cancelled else { throw error }
            throw StoreProblem.purgeInterrupted.failure
        }
        if try !storing(store.storage.reclaim()) {
            note(.vacuumNotAllowed)
        }
        let expired = known.subtracting(try store.backupIds)
        // Forces the catalog to be written again, whatever was wrong with it.
        store.catalogSequence = nil
        let after = try StoreFiles(store.storage).bytes
        return PurgeResult(
            expired: expired.sorted(), bytes: max(0, before - after), waiting: waitingBackups,
            waitsUntil: clockReading.end.map(zoned), leavesErasure: hasErasureToFinish,
            obstacle: problemsOfExpiry().first?.failure)
    }

    /// Merges the whole stack of a group if that frees more than the merged segment takes, because backups do not need
    /// the old segments; otherwise only removes rows that no state shows.
    private func compactIfWorthwhile(_ number: Int) throws(Failure) {
        guard var manifest = try store.group(number), !manifest.segments.isEmpty else { return }
        let kept = Set(manifest.backups.flatMap(\.states).flatMap(\.segments))
        let stack = manifest.segments.filter { manifest.state.segments.contains($0.number) }
        let rows = stack.reduce(0) { $0 + $1.rows }
        let bytes = stack.reduce(0) { $0 + $1.bytes }
        let freed = stack.filter { !kept.contains($0.number) }.reduce(0) { $0 + $1.bytes }
        let written: [Int]
        if stack.count > 1, rows > 0, freed > bytes / rows * manifest.state.counts.recipients {
            written = [try mergeSegments(0..<manifest.state.segments.count, of: &manifest)]
        } else {
            written = try trimSegments(of: &manifest)
        }
        guard try manifest != store.group(number) else { return }
        do throws(Failure) {
            try store.commit(manifest, entry(.compact, manifest))
        } catch {
            for segment in written { store.removeSegment(segment, ofGroup: number) }
            throw error
        }
    }
}
