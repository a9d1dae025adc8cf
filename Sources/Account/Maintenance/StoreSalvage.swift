internal import PostgresStorage
public import Recipients
internal import Snapshots
internal import Storage

/// What a salvage has saved.
public struct SalvageResult: Hashable, Sendable {
    /// Groups that are whole in the new store.
    public internal(set) var groups = 0
    /// Backups that are whole in the new store.
    public internal(set) var backups = 0
    /// Recipients of the groups that are in it.
    public internal(set) var recipients = 0
    /// What could not be saved, and why.
    public internal(set) var lost: [LostPart] = []
}

/// A part of a damaged store that the salvaged one does not have.
public struct LostPart: Hashable, Sendable {
    /// What is lost, in words: "the recipients of the group …".
    public let part: String
    /// What is wrong with its files.
    public let problem: String
}

extension Account {
    /// Writes everything of a store that is provably whole into a new store.
    ///
    /// The old store is only read. A group with damaged recipients becomes a deleted group in the new store, with those
    /// of its backups that are whole, so that they can be restored.
    ///
    /// - Parameters:
    ///   - source: The place of the damaged store.
    ///   - target: A folder that does not exist or is empty.
    public static func salvage(from source: StoreAddress, to target: String) throws(Failure) -> SalvageResult {
        if ServerAddress.isAddress(target) {
            let place = try StoreAddress(target).words
            throw StoreAddressProblem.salvageToServer(
                place: place, from: source.words, folder: source.folderForSalvage
            ).failure
        }
        let old: any Storage
        switch source {
        case .folder(let folder):
            if StoreFolder.isBlocked(folder) { throw StoreProblem.noStore(folder: source.words, newStore: nil).failure }
            old = FolderStorage(root: folder)
        case .server(let address):
            old = try serverStorage(address)
        }
        let names: [String]
        do {
            names = try old.list(StoreLayout.root).map(\.name)
        } catch .missing {
            names = []
        } catch {
            throw error.failure
        }
        guard names.contains(where: { [StoreLayout.account.text, StoreLayout.groups.text].contains($0) }) else {
            throw StoreProblem.noStore(folder: source.words, newStore: nil).failure
        }
        let purpose = NewStore.salvage(from: source.words, free: StoreAddress.free(like: target))
        var salvage = StoreSalvage(old, try StoreFolder.make(target, for: purpose))
        return try salvage.run()
    }
}

/// Copies what is whole from one storage to another. The new storage becomes a store with the last file,
/// `account.json`.
struct StoreSalvage {
    private let old: any Storage
    private let new: any Storage
    private var result = SalvageResult()
    private var account = AccountManifest()
    /// The numbers of the groups that have been removed; nil if they are not known.
    private var removedGroups: NumberSet?
    private var kept: Set<Int> = []
    private var highestSequence = 0
    private var seenBackups: Set<Int> = []
    /// The last log entry about each manifest.
    private var lastEntries: [LogEntry.Owner: LogEntry] = [:]

    /// If the retention is not known, no backup should expire before somebody has looked.
    private static let cautiousRetention: Int64 = 10 * 366 * 86_400

    init(_ old: any Storage, _ new: any Storage) {
        self.old = old
        self.new = new
    }

    /// - Throws: If that fails, nothing of what was saved remains, so that it can be tried again.
    mutating func run() throws(Failure) -> SalvageResult {
        let epoch = try storing(new.lock(.none, above: 0))
        defer { new.unlock() }
        do throws(Failure) {
            return try save(epoch)
        } catch {
            // What cannot be removed either is named when it is tried again.
            try? removeSaved()
            throw error
        }
    }

    /// Removes what was saved so far: the folder was empty. A store that somebody else has made there meanwhile stays.
    private func removeSaved() throws(StorageError) {
        if try new.version(of: StoreLayout.account) != nil {
            guard (try? StoreManifests(new).readAccount())?.identity == account.identity else { return }
            try new.remove(StoreLayout.account)
        }
        for number in try Sweep(new).groupFolders() { try removeFolder(StoreLayout.group(number)) }
        try? new.removeFolder(StoreLayout.groups)
        try? new.remove(StoreLayout.log)
        try? new.remove(StoreLayout.lock)
    }

    private func removeFolder(_ folder: StoragePath) throws(StorageError) {
        for entry in try new.list(folder) {
            let path = folder.appending(entry.name)
            if entry.isFolder { try removeFolder(path) } else { try new.remove(path) }
        }
        try new.removeFolder(folder)
    }

    private mutating func save(_ epoch: Int) throws(Failure) -> SalvageResult {
        // A writer may go on working in the old store, but not if the folder that is pinned is not there.
        do {
            try old.pin()
        } catch {
            guard error.isOfFile else { throw error.failure }
        }
        defer { old.unpin() }
        let found = try SalvageSource(old)
        let log = try LogSalvage(old, journals: found.journals, upTo: found.logBytes)
        for entry in log.entries { if let owner = entry.owner { lastEntries[owner] = entry } }
        take(found.account)
        for (part, problem) in found.lost.sorted(by: { $0.key.words < $1.key.words }) { lose(part.words, problem) }
        for (number, manifest) in found.groups.sorted(by: { $0.key < $1.key }) {
            if removedGroups?.contains(number) ?? false { continue }
            // The folder of a group that is just being created, or never was.
            if manifest.isMissing, log.problems.isEmpty, number > max(log.highestGroup, account.highestGroup) {
                continue
            }
            try save(manifest, number)
        }
        if !log.problems.isEmpty { lose(Affected.log.words, log.problems.joined(separator: "; ")) }
        try saveLog(log)
        account.highestGroup = max(
            account.highestGroup, log.highestGroup,
            found.groups.keys.filter { $0 <= GroupManifest.highestNumber }.max() ?? 0)
        // Where no folder can be found, that has been said.
        if found.lost[.allGroups] == nil { loseMissingGroups(besides: Set(found.groups.keys)) }
        account.highestBackup = max(account.highestBackup, highestSequence)
        account.removedGroups = NumberSet((1..<(account.highestGroup + 1)).filter { !kept.contains($0) })
        // It is a different store from now on.
        account.identity = RandomDigits.make()
        account.writer = ManifestWriter(epoch: epoch)
        let bytes = ChecksummedJSON.encode(account)
        try storing(new.replace(StoreLayout.account, with: bytes))
        try finishErasures()
        return result
    }

    /// Removes erased addresses from files that were damaged when the addresses were erased, and that have been saved
    /// anyway.
    private func finishErasures() throws(Failure) {
        guard account.pendingErasures != nil || account.unfinishedErasure != nil else { return }
        let saved = Account(try Store(new), StoreLocation(.memory))
        try saved.store.lock(.none)
        saved.readClock()
        saved.finishErasures()
    }

    /// Records groups without even a folder. Without its settings, an account does not know which groups there should
    /// be.
    private mutating func loseMissingGroups(besides folders: Set<Int>) {
        guard let removed = removedGroups else { return }
        for number in 1..<(account.highestGroup + 1) where !folders.contains(number) && !removed.contains(number) {
            lose(Affected.group(number: number, name: nil).words, "its folder is missing")
        }
    }

    private mutating func lose(_ part: String, _ problem: String) {
        result.lost.append(LostPart(part: part, problem: problem))
    }

    private mutating func take(_ found: Result<AccountManifest, SalvageSource.Loss>) {
        do throws(SalvageSource.Loss) {
            account = try found.get()
            removedGroups = account.removedGroups
        } catch {
            account = AccountManifest()
            account.removedGroups = NumberSet()
            account.retentionSeconds = Self.cautiousRetention
            let kept = TimeSpan(seconds: Self.cautiousRetention)
            lose(
                "the settings and the list of erased addresses",
                "\(error.problem); backups are kept for \(kept) until \"set retention\" says otherwise")
        }
        guard let last = missedEntry(.account, account.journal) else { return }
        if account.journal != nil {
            lose("the last changes to the settings and to the list of erased addresses", FileDamage.isOldCopy.words)
        }
        account.journal = last
    }

    /// The last log entry about a manifest, if the manifest knows only earlier ones.
    private func missedEntry(_ owner: LogEntry.Owner, _ journal: LogEntry?) -> LogEntry? {
        lastEntries[owner].flatMap { $0.sequence > journal?.sequence ?? 0 ? $0 : nil }
    }

    // MARK: Groups

    private mutating func save(
        _ found: Result<GroupManifest, SalvageSource.Loss>,
        _ number: Int
    ) throws(Failure) {
        var manifest: GroupManifest
        do throws(SalvageSource.Loss) {
            manifest = try found.get()
            guard manifest.backups.allSatisfy({ !seenBackups.contains($0.id) }) else {
                throw SalvageSource.Loss("another group has the same backup")
            }
        } catch {
            // The folder of a group that was never committed, or has been removed, is not a loss.
            let isGone = account.removedGroups?.contains(number) ?? false
            if !isGone { lose(Affected.group(number: number, name: nil).words, error.problem) }
            return
        }
        if let last = missedEntry(.group(number), manifest.journal) {
            lose("the last changes to the group \(manifest.name.quoted)", FileDamage.isOldCopy.words)
            manifest.journal = last
        }
        seenBackups.formUnion(manifest.backups.map(\.id))
        try loseDamagedStates(of: &manifest)
        highestSequence = max(highestSequence, manifest.highestBackup)
        if manifest.isDeleted, manifest.backups.isEmpty { return }
        _ = manifest.dropUnreferencedSegments()
        try write(manifest)
        result.groups += manifest.isDeleted ? 0 : 1
        result.backups += manifest.backups.count
        result.recipients += manifest.state.counts.recipients
        kept.insert(number)
    }

    /// Removes from a manifest what refers to damaged segments: backups, and the states after their changes. A group
    /// whose own recipients are damaged becomes a deleted one.
    private mutating func loseDamagedStates(of manifest: inout GroupManifest) throws(Failure) {
        var segments = try wholeSegments(of: manifest)
        let backups = manifest.backups
        manifest.backups = backups.filter { isWhole($0.state, &segments, manifest.number) }
        for backup in backups where !manifest.backups.contains(backup) {
            lose("backup \(backup.id) of the group \(backup.name.quoted)", "some of its segments are damaged")
        }
        for index in manifest.backups.indices {
            let backup = manifest.backups[index]
            guard let after = backup.after, !isWhole(after.state, &segments, manifest.number) else { continue }
            lose(
                "what the change after backup \(backup.id) of the group \(backup.name.quoted) did",
                "some of the segments of the state after it are damaged")
            manifest.backups[index].after = nil
        }
        if !isWhole(manifest.state, &segments, manifest.number) {
            lose("the recipients of the group \(manifest.name.quoted)", "some of their segments are damaged")
            manifest.state = .init()
            manifest.deleted = manifest.deleted ?? manifest.journal?.at ?? manifest.created
            if manifest.activity?.records ?? 0 > 0 {
                lose(manifest.affectedByActivity.words, "its recipients are missing")
            }
            manifest.startActivityFile()
        }
    }

    /// The segments of a group that are whole, and a counter for its states.
    private struct WholeSegments {
        var byNumber: [Int: Segment] = [:]
        var counter = StateCounter([:])
    }

    private func wholeSegments(of manifest: GroupManifest) throws(Failure) -> WholeSegments {
        var whole = WholeSegments()
        var counts: [Int: StatusCounts] = [:]
        for reference in manifest.segments {
            let path = StoreLayout.segment(reference.number, ofGroup: manifest.number)
            let segment: Segment
            do {
                segment = try Segment(reference, at: path, in: old, check: .meanwhile)
            } catch {
                switch error {
                // What cannot be fetched or understood is not lost.
                case .storage(.server), .unknownFormat: throw error.failure
                case .storage, .damaged, .cancelled: continue
                }
            }
            let check = SegmentCheck(segment, of: manifest)
            guard check.damage == nil else { continue }
            whole.byNumber[reference.number] = segment
            counts[reference.number] = check.counts
        }
        whole.counter = StateCounter(counts)
        return whole
    }

    private func isWhole(_ state: GroupManifest.State, _ segments: inout WholeSegments, _ group: Int) -> Bool {
        let stack = state.segments.compactMap { segments.byNumber[$0] }
        guard stack.count == state.segments.count else { return false }
        // If an erasure is waiting for a segment, its recipients could not be counted without it.
        return segments.counter.count(stack) == state.counts || stack.contains { isToBeErased($0, group) }
    }

    private func isToBeErased(_ segment: Segment, _ group: Int) -> Bool {
        let path = StoreLayout.segment(segment.reference.number, ofGroup: group)
        return account.pendingErasures?.contains { $0.files?.contains(path.text) ?? false } ?? false
    }

    private mutating func write(_ manifest: GroupManifest) throws(Failure) {
        for reference in manifest.segments {
            let path = StoreLayout.segment(reference.number, ofGroup: manifest.number)
            try storing { () throws(StorageError) in
                try old.map(path).withBytes { (bytes) throws(StorageError) in
                    let writer = try new.create(path)
                    try writer.write(bytes)
                    try writer.finish()
                }
            }
        }
        var manifest = manifest
        if !manifest.isDeleted { try saveActivity(of: &manifest) }
        let bytes = ChecksummedJSON.encode(manifest)
        try storing(new.replace(StoreLayout.manifest(ofGroup: manifest.number), with: bytes))
    }

    private mutating func saveActivity(of manifest: inout GroupManifest) throws(Failure) {
        let saved = try ActivitySalvage(of: manifest, in: old)
        if let loss = saved.loss {
            lose("\(loss) of \(manifest.name.quoted)", "\(manifest.activityPath) is damaged")
        }
        try storing(manifest.rewriteActivity(saved.entries, in: new))
    }

    private mutating func saveLog(_ log: LogSalvage) throws(Failure) {
        let entries = log.entries
        highestSequence = max(highestSequence, entries.last?.sequence ?? 0)
        guard !entries.isEmpty else { return }
        let lines = entries.flatMap { ChecksummedJSON.encode($0) }
        try storing(new.replace(StoreLayout.log, with: lines))
    }
}
