internal import Recipients
internal import Snapshots
internal import Storage

/// The manifests of an account as they are in its storage, and the only way to change them.
///
/// A change of a group is the replacement of its manifest; a change of the account that of `account.json`. Before it
/// nothing has happened, after it everything has. See `docs/store-format.md` for the order of writes.
final class Store {
    let storage: any Storage
    private(set) var log: LogFile
    private var manifests: StoreManifests
    private var segments = SegmentCache()
    /// Whether a commit failed so that nobody knows which manifest the storage has now: everything must be read again, and
    /// nothing may be removed until it is.
    private(set) var isUncertain = false

    /// Opens the store in a storage.
    init(_ storage: any Storage) throws(Failure) {
        self.storage = storage
        log = LogFile(storage)
        manifests = StoreManifests(storage)
        try load()
    }

    /// Puts an account into an empty storage.
    static func create(in storage: any Storage, simulatedNow: Instant?) throws(Failure) {
        var account = AccountManifest()
        account.removedGroups = NumberSet()
        account.simulatedNow = simulatedNow
        let bytes = ChecksummedJSON.encode(account)
        try storing { () throws(StorageError) in
            try storage.lock()
            try storage.replace(StoreLayout.account, with: bytes)
            storage.unlock()
        }
    }

    /// Whether a storage holds a store.
    static func exists(in storage: any Storage) throws(Failure) -> Bool {
        try StoreManifests.accountVersion(in: storage) != nil
    }

    // MARK: Reading

    var account: AccountManifest { manifests.account }
    var groups: [Int: GroupManifest] { manifests.groups }
    /// Groups whose manifest cannot be trusted, and why.
    var damagedGroups: [Int: Failure] { manifests.damagedGroups }
    /// What can be looked up quickly.
    var lookup: StoreIndex { manifests.lookup }

    /// Reads again what another process has changed since. Every change appends to the log or replaces `account.json`, so
    /// these two tell whether there is anything to read.
    func refresh() throws(Failure) {
        if isUncertain { return try reload() }
        let (account, log) = (try manifests.hasAccountChanged, try log.hasChanged)
        if account || log { try load() }
    }

    /// Looks at every manifest. A writer does so when it has taken the lock: one that was killed before may have committed
    /// a change that the log does not tell of.
    func reload() throws(Failure) {
        try load()
        isUncertain = false
    }

    /// The opened segments of a stack.
    ///
    /// - Parameter check: Not `.first` only if whoever reads them calls `checkRead()` before anything comes of it.
    func open(
        _ stack: [Int],
        of group: GroupManifest,
        check: Segment.Check = .first
    ) throws(Failure) -> [Segment] {
        var opened: [Segment] = []
        for number in stack {
            guard let reference = group.segments.first(where: { $0.number == number }) else {
                throw StoreProblem.damaged(
                    StoreLayout.manifest(ofGroup: group.number), "it lacks segment \(number)"
                ).failure
            }
            opened.append(try segments.open(reference, of: group, in: storage, check: check))
        }
        return opened
    }

    /// The id that the next backup gets: one more than the highest that any manifest or the log knows.
    var nextBackup: Int {
        var highest = max(account.highestBackup, lookup.highestBackup)
        if !damagedGroups.isEmpty || log.isDamaged { highest = max(highest, log.highestBackup) }
        return highest + 1
    }

    var nextGroup: Int {
        max(account.highestGroup, log.highestGroup, lookup.highestGroup, damagedGroups.keys.max() ?? 0) + 1
    }

    /// Called when backups have gone.
    func findOldestBackup() {
        manifests.findOldestBackup()
    }

    // MARK: Changing

    /// Replaces a group's manifest: the commit of a change.
    ///
    /// - Parameters:
    ///   - manifest: What holds from now on.
    ///   - entry: What the log says of it; nil for a step of something that the account's own commit will end.
    func commit(_ manifest: GroupManifest, _ entry: LogEntry?) throws(Failure) {
        var manifest = manifest
        let unreferenced = manifest.dropUnreferencedSegments()
        if let entry { manifest.journal = try number(entry, highestGroup: max(nextGroup - 1, manifest.number)) }
        let path = StoreLayout.manifest(ofGroup: manifest.number)
        try replace(path, with: ChecksummedJSON.encode(manifest))
        manifests.set(manifest.number, manifest)
        if entry != nil { log.append(manifest.journal) }
        for number in unreferenced { removeSegment(number, ofGroup: manifest.number) }
    }

    /// Replaces `account.json`.
    func commit(_ changed: AccountManifest, _ entry: LogEntry?) throws(Failure) {
        var changed = changed
        if let entry { changed.journal = try number(entry, highestGroup: nextGroup - 1) }
        try replace(StoreLayout.account, with: ChecksummedJSON.encode(changed))
        manifests.set(changed)
        if entry != nil { log.append(changed.journal) }
    }

    /// An entry of the log with its number. The log's last line tells how many groups there ought to be.
    private func number(_ entry: LogEntry, highestGroup: Int) throws(Failure) -> LogEntry {
        var entry = try log.numbered(entry)
        entry.highestGroup = highestGroup
        return entry
    }

    /// Makes durable what a process that was killed may have written and not synced, before anything is built upon it.
    ///
    /// - Parameter includingGroups: Whether the manifests of all groups count as well, not only the account's.
    func makeDurable(includingGroups: Bool = false) throws(Failure) {
        try storing { () throws(StorageError) in
            try storage.syncFolder(StoreLayout.root)
            if try storage.version(of: StoreLayout.log) != nil { try storage.append([], to: StoreLayout.log) }
            // A manifest with an entry that the log lacks may have been renamed a moment before.
            let numbers = includingGroups ? Set(groups.keys) : log.unwrittenGroups.intersection(groups.keys)
            for number in numbers.sorted() { try storage.syncFolder(StoreLayout.group(number)) }
        }
    }

    /// Brings a store of an older format to the present one; the lock is held.
    ///
    /// Once `account.json` says so, which older versions of cbs then refuse, each group follows in a step of its own. One
    /// whose activity is damaged stays as it is.
    func migrate() throws(Failure) {
        if account.format < AccountManifest.currentFormat {
            var changed = account
            changed.format = AccountManifest.currentFormat
            changed.removedGroups = removedGroups
            try commit(changed, nil)
        }
        for group in groups.values.sorted(by: { $0.number < $1.number }) where group.activity == nil {
            try migrate(group)
        }
    }

    private func migrate(_ group: GroupManifest) throws(Failure) {
        var changed = group
        do throws(Failure) {
            let entries = try ActivityFile.open(group, storage).entries
            try storing(changed.rewriteActivity(entries, in: storage))
        } catch {
            if error.code == .damaged { return }
            throw error
        }
        try commit(changed, nil)
        removeActivity(group.activityFile, ofGroup: group.number)
    }

    /// Removes the folder of a group that nothing refers to any more. What fails here is swept later.
    func removeGroup(_ number: Int) throws(Failure) {
        guard let manifest = groups[number] else { return }
        // The manifest may be all that holds the last line of the log.
        try log.catchUp()
        var changed = account
        changed.highestBackup = max(changed.highestBackup, manifest.highestBackup)
        changed.highestGroup = max(changed.highestGroup, number)
        changed.removedGroups = removedGroups
        changed.removedGroups?.insert(number)
        if (manifest.journal?.sequence ?? 0) > changed.journal?.sequence ?? 0 { changed.journal = manifest.journal }
        if changed != account { try commit(changed, nil) }
        manifests.set(number, nil)
        segments.forget(whereNotIn: groups)
        try storing(storage.remove(StoreLayout.manifest(ofGroup: number)))
        try? Sweep(storage).sweepFolder(ofGroup: number, keeping: nil)
    }

    /// The numbers of the groups that are gone. In a store that does not say, of all that are not there.
    private var removedGroups: NumberSet {
        if let removed = account.removedGroups { return removed }
        return NumberSet((1..<nextGroup).filter { groups[$0] == nil && damagedGroups[$0] == nil })
    }

    /// Removes a segment that no manifest refers to. What fails here is swept later.
    func removeSegment(_ number: Int, ofGroup group: Int) {
        guard !mayReferTo(segment: number, ofGroup: group) else { return }
        segments.forget(number, ofGroup: group)
        try? storage.remove(StoreLayout.segment(number, ofGroup: group))
    }

    /// Whether a group's manifest refers to a segment, or may do so after a commit that failed halfway.
    func mayReferTo(segment number: Int, ofGroup group: Int) -> Bool {
        isUncertain || groups[group]?.segments.contains { $0.number == number } ?? false
    }

    /// Removes an activity file that a group's manifest does not refer to. What fails here is swept later.
    func removeActivity(_ file: Int, ofGroup group: Int) {
        if isUncertain || groups[group].map({ !$0.isDeleted && $0.activityFile == file }) ?? false { return }
        try? storage.remove(StoreLayout.activity(file, ofGroup: group))
    }

    /// Removes what a process left behind that ended too soon.
    func sweep() throws(Failure) {
        try storing { () throws(StorageError) in
            let sweep = Sweep(storage)
            try sweep.sweepRoot()
            for number in try sweep.groupFolders() where damagedGroups[number] == nil {
                do throws(StorageError) {
                    try sweep.sweepFolder(ofGroup: number, keeping: groups[number])
                } catch {
                    // One group's damaged folder keeps nobody from working on the others.
                    if error.damage == nil { throw error }
                }
            }
        }
    }

    // MARK: Files

    /// When the account was last changed, as far as its manifests know.
    var latestChange: Instant? {
        [account.journal, lookup.latestEntry].compactMap { $0 }.max { $0.sequence < $1.sequence }?.at
    }

    private var journals: [LogEntry] {
        ([account.journal] + groups.values.map(\.journal)).compactMap { $0 }
    }

    /// Replaces a manifest. If that fails, the storage may have the old one or the new one: what it has is read again.
    private func replace(_ path: StoragePath, with bytes: [UInt8]) throws(Failure) {
        do throws(StorageError) {
            try storage.replace(path, with: bytes)
            manifests.set(try storage.version(of: path), of: path)
        } catch {
            isUncertain = true
            manifests.set(nil, of: path)
            try? reload()
            throw error.failure
        }
    }

    private func load() throws(Failure) {
        let unnamed = try manifests.load()
        try log.load(journals)
        try manifests.findMissing(upTo: log.highestGroup)
        // Some may have been found after all.
        try log.load(journals)
        segments.forget(whereNotIn: groups)
        // The logs of older versions do not say how many groups there are.
        for number in unnamed where damagedGroups[number] == nil {
            if let removed = account.removedGroups, !removed.contains(number), log.mentions(group: number) {
                manifests.noteMissing(number)
            }
        }
    }
}
