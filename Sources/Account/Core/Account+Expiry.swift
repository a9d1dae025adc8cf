internal import Recipients
internal import Snapshots

extension Account {
    /// Removes what has expired and what an earlier attempt has left, if there is any; the lock is held.
    func purgeOverdue() throws(Failure) {
        if hasExpiredData || store.totals.hasRemains { try purgeExpired() }
    }

    /// Removes expired backups and their data, except for those whose data waits; the lock is held.
    ///
    /// - Returns: Their ids.
    @discardableResult
    func purgeExpired() throws(Failure) -> [Int] {
        var ids: [Int] = []
        for manifest in try store.groups.values.sorted(by: { $0.number < $1.number }) {
            let (kept, expired) = store.account.policy.partition(
                manifest.backups, now: clockReading.horizon, created: \.created)
            if !expired.isEmpty || manifest.holdsHiddenRows {
                try expire(expired, keeping: kept, manifest)
                ids += expired.map(\.id)
            }
            if manifest.isDeleted, kept.isEmpty { try store.removeGroup(manifest.number) }
        }
        store.recount()
        for problem in problemsOfExpiry() { warn(.expiredDataStays(problem.failure)) }
        return ids.sorted()
    }

    /// What is wrong with the damaged groups that may still have expired backups, going by the log.
    func problemsOfExpiry() -> [StoreProblem] {
        guard !store.damagedGroups.isEmpty else { return [] }
        let policy = store.account.policy
        var expired: Set<Int> = []
        for entry in store.log.readableEntries where entry.backup != nil {
            guard let number = entry.groupNumber, policy.hasExpired(backupMade: entry.at, now: clockReading.horizon)
            else { continue }
            expired.insert(number)
        }
        return store.damagedGroups.sorted { $0.key < $1.key }
            .filter { store.log.isDamaged || expired.contains($0.key) }.map(\.value)
    }

    /// Removes expired backups from a manifest, together with the rows that only they showed. If these cannot be
    /// removed from shared segments now, the backups go anyway, and the rows at the next opportunity.
    private func expire(
        _ expired: [GroupManifest.Backup],
        keeping kept: [GroupManifest.Backup],
        _ manifest: GroupManifest
    ) throws(Failure) {
        let policy = store.account.policy
        var changed = manifest
        changed.backups = kept
        changed.expired += expired.map {
            .init(id: $0.id, created: $0.created, at: policy.expiry(ofBackupMade: $0.created))
        }
        changed.holdsHiddenRows = true
        var trimmed = changed
        var written: [Int] = []
        do throws(Failure) {
            written = try trimSegments(of: &trimmed)
            changed = trimmed
        } catch {
            warn(.expiredDataStays(error))
            if expired.isEmpty { return }
        }
        let note = expired.map { "backup \($0.id)" }.joined(separator: ", ")
        let entry = LogEntry(
            at: now, action: expired.isEmpty ? .compact : .expire, group: manifest.name,
            note: expired.isEmpty ? nil : note, groupNumber: manifest.number)
        do throws(Failure) {
            try store.commit(changed, entry)
        } catch {
            for segment in written { store.removeSegment(segment, ofGroup: manifest.number) }
            throw error
        }
    }
}
