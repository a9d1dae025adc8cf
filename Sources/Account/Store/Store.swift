internal import Recipients
internal import Snapshots

/// The manifests of an account as they are in its storage, and the only way to change them.
///
/// A change of a group is the replacement of its manifest; a change of the account that of `account.json`. Before it
/// nothing has happened, after it everything has. See `docs/store-format.md` for the order of writes.
final class Store {
    let storage: any Storage
    private(set) var account = AccountManifest()
    private(set) var groups: [Int: GroupManifest] = [:]
    /// Groups whose manifest cannot be trusted, and why.
    private(set) var damagedGroups: [Int: Failure] = [:]
    private(set) var log: LogFile
    private var versions: [StoragePath: FileVersion] = [:]
    private var segments = SegmentCache()
    /// Whether a commit failed so that nobody knows which manifest the storage has now: everything must be read again, and
    /// nothing may be removed until it is.
    private(set) var isUncertain = false
    /// What can be looked up quickly.
    private(set) var lookup = StoreIndex()

    /// Opens the store in a storage.
    init(_ storage: any Storage) throws(Failure) {
        self.storage = storage
        log = LogFile(storage)
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
        try storing { () throws(StorageError) in try storage.version(of: StoreLayout.account) } != nil
    }

    // MARK: Reading

    /// Reads again what another process has changed since. Every change appends to the log or replaces `account.json`, so
    /// these two tell whether there is anything to read.
    func refresh() throws(Failure) {
        if isUncertain { return try reload() }
        let accountVersion = try version(StoreLayout.account)
        let logVersion = try version(StoreLayout.log)
        if accountVersion != versions[StoreLayout.account] || logVersion != log.version { try load() }
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
                throw Failure(damaged: StoreLayout.manifest(ofGroup: group.number), "it lacks segment \(number)")
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
        max(account.highestGroup, groups.keys.max() ?? 0, damagedGroups.keys.max() ?? 0) + 1
    }

    /// Called when backups have gone.
    func findOldestBackup() {
        lookup.findOldest(in: groups.values)
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
        if let entry { manifest.journal = try log.numbered(entry) }
        let path = StoreLayout.manifest(ofGroup: manifest.number)
        try replace(path, with: ChecksummedJSON.encode(manifest))
        set(manifest.number, manifest)
        if entry != nil { log.append(manifest.journal) }
        for number in unreferenced { removeSegment(number, ofGroup: manifest.number) }
    }

    /// Replaces `account.json`.
    func commit(_ changed: AccountManifest, _ entry: LogEntry?) throws(Failure) {
        var changed = changed
        if let entry { changed.journal = try log.numbered(entry) }
        try replace(StoreLayout.account, with: ChecksummedJSON.encode(changed))
        account = changed
        if entry != nil { log.append(changed.journal) }
    }

    /// Makes durable what a process that was killed may have written and not synced, before anything is built upon it.
    ///
    /// - Parameter includingGroups: Whether the manifests of all groups count as well, not only the account's.
    func settle(includingGroups: Bool = false) throws(Failure) {
        try storing { () throws(StorageError) in
            try storage.syncFolder(StoragePath(""))
            if try storage.version(of: StoreLayout.log) != nil { try storage.append([], to: StoreLayout.log) }
            // A manifest with an entry that the log lacks may have been renamed a moment before.
            let numbers = includingGroups ? Set(groups.keys) : log.unwrittenGroups.intersection(groups.keys)
            for number in numbers.sorted() { try storage.syncFolder(StoreLayout.group(number)) }
        }
    }

    /// Removes the folder of a group that nothing refers to any more. What fails here is swept later.
    func removeGroup(_ number: Int) throws(Failure) {
        guard let manifest = groups[number] else { return }
        // The manifest may be all that holds the last line of the log.
        try log.catchUp()
        var changed = account
        changed.highestBackup = max(changed.highestBackup, manifest.highestBackup)
        changed.highestGroup = max(changed.highestGroup, number)
        let known = Set(groups.keys).union(damagedGroups.keys)
        var removed = changed.removedGroups ?? NumberSet((1..<max(nextGroup, 1)).filter { !known.contains($0) })
        removed.insert(number)
        changed.removedGroups = removed
        if (manifest.journal?.sequence ?? 0) > changed.journal?.sequence ?? 0 { changed.journal = manifest.journal }
        if changed != account { try commit(changed, nil) }
        set(number, nil)
        let path = StoreLayout.manifest(ofGroup: number)
        versions[path] = nil
        try storing { () throws(StorageError) in try storage.remove(path) }
        try? Sweep(storage).sweepFolder(ofGroup: number, keeping: nil)
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
                try sweep.sweepFolder(ofGroup: number, keeping: groups[number])
            }
        }
    }

    // MARK: Files

    /// When the account was last changed, as far as its manifests know.
    var latestChange: Instant? { journals.lazy.map(\.at).max() }

    private var journals: [LogEntry] {
        ([account.journal] + groups.values.map(\.journal)).compactMap { $0 }
    }

    /// Replaces a manifest. If that fails, the storage may have the old one or the new one: what it has is read again.
    private func replace(_ path: StoragePath, with bytes: [UInt8]) throws(Failure) {
        do throws(StorageError) {
            try storage.replace(path, with: bytes)
            versions[path] = try storage.version(of: path)
        } catch {
            isUncertain = true
            versions[path] = nil
            try? reload()
            throw Failure(error)
        }
    }

    private func load() throws(Failure) {
        // Without its settings an account must not seem to have the usual ones: retention would delete by them.
        guard let accountVersion = try version(StoreLayout.account) else {
            throw Failure(damaged: StoreLayout.account, "the file is missing", affects: "the whole account")
        }
        if accountVersion != versions[StoreLayout.account] {
            account = try readAccount()
            versions[StoreLayout.account] = accountVersion
        }
        var found: Set<Int> = []
        // Folders without a manifest: of groups that were never committed, as a rule.
        var unnamed: [Int] = []
        for number in try storing({ () throws(StorageError) in try Sweep(storage).groupFolders() }) {
            let path = StoreLayout.manifest(ofGroup: number)
            guard let version = try version(path) else {
                unnamed.append(number)
                continue
            }
            found.insert(number)
            if version == versions[path] { continue }
            if try readGroup(number, path) { versions[path] = version }
        }
        found.formUnion(try findMissingGroups(found))
        for number in Set(groups.keys).union(damagedGroups.keys).subtracting(found) {
            set(number, nil)
            damagedGroups[number] = nil
        }
        try log.load(journals)
        for number in unnamed {
            if let removed = account.removedGroups, !removed.contains(number), log.mentions(group: number) {
                noteMissing(number)
            }
        }
    }

    /// Looks for the groups that ought to be there and were not found.
    ///
    /// - Returns: The numbers of those that are there all the same, or damaged.
    private func findMissingGroups(_ found: Set<Int>) throws(Failure) -> Set<Int> {
        func missing() -> [Int] {
            guard let removed = account.removedGroups else { return [] }
            let highest = max(account.highestGroup, groups.keys.max() ?? 0)
            return (1..<(highest + 1)).filter { !found.contains($0) && !removed.contains($0) }
        }
        guard !missing().isEmpty else { return [] }
        // Another process may have removed one since, or made one while the folder was listed.
        account = try readAccount()
        versions[StoreLayout.account] = nil
        var seen: Set<Int> = []
        for number in missing() {
            seen.insert(number)
            let path = StoreLayout.manifest(ofGroup: number)
            if try version(path) == nil {
                noteMissing(number)
            } else if try !readGroup(number, path) {
                seen.remove(number)
            }
        }
        return seen
    }

    private func noteMissing(_ number: Int) {
        let path = StoreLayout.manifest(ofGroup: number)
        noteDamage(
            number,
            Failure(damaged: path, "the file is missing", affects: "group number \(number) and its backups"))
    }

    private func version(_ path: StoragePath) throws(Failure) -> FileVersion? {
        try storing { () throws(StorageError) in try storage.version(of: path) }
    }

    private func readAccount() throws(Failure) -> AccountManifest {
        let mapped = try storing { () throws(StorageError) in try storage.map(StoreLayout.account) }
        switch ChecksummedJSON.decode(AccountManifest.self, from: mapped.bytes) {
        case .success(let account):
            guard account.format == AccountManifest.currentFormat else {
                throw Failure(
                    .storage, "this store has the format version \(account.format), which this cbs does not know",
                    help: "use the version of cbs that wrote it, or a newer one")
            }
            if let problem = account.problem {
                throw Failure(damaged: StoreLayout.account, problem, affects: "the whole account")
            }
            return account
        case .failure(let damage):
            throw Failure(damaged: StoreLayout.account, damage.problem, affects: "the whole account")
        }
    }

    /// - Returns: Whether the manifest is there: another process may have removed it a moment ago.
    private func readGroup(_ number: Int, _ path: StoragePath) throws(Failure) -> Bool {
        let mapped: MappedBytes
        do {
            mapped = try storage.map(path)
        } catch .missing {
            return false
        } catch {
            throw Failure(error)
        }
        switch ChecksummedJSON.decode(GroupManifest.self, from: mapped.bytes) {
        case .success(let manifest):
            if let problem = problem(manifest, number) {
                noteDamage(number, Failure(damaged: path, problem, affects: "group number \(number) and its backups"))
            } else {
                set(number, manifest)
                damagedGroups[number] = nil
            }
        case .failure(let damage):
            noteDamage(
                number, Failure(damaged: path, damage.problem, affects: "group number \(number) and its backups"))
        }
        return true
    }

    /// What is wrong with a manifest by itself or beside the others.
    private func problem(_ manifest: GroupManifest, _ number: Int) -> String? {
        guard manifest.format == GroupManifest.currentFormat else {
            return "it has the format version \(manifest.format), which this cbs does not know"
        }
        guard manifest.number == number else { return "it belongs to group \(manifest.number)" }
        if let problem = manifest.problem { return problem }
        for backup in manifest.backups {
            guard let other = lookup.backups[backup.id]?.group, other != number else { continue }
            return "it has backup \(backup.id), which group number \(other) has as well"
        }
        return nil
    }

    private func noteDamage(_ number: Int, _ failure: Failure) {
        set(number, nil)
        damagedGroups[number] = failure
    }

    private func set(_ number: Int, _ manifest: GroupManifest?) {
        lookup.replace(groups[number], with: manifest)
        groups[number] = manifest
    }
}
