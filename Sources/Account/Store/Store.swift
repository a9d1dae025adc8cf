internal import Recipients
internal import Snapshots
internal import Storage

/// The manifests of an account as they are in its storage, and the only way to change them.
///
/// A change of a group is the replacement of its manifest; a change of the account that of `account.json`. Before it
/// nothing has happened, after it everything has. See `docs/store-format.md` for the order of writes.
final class Store {
    let storage: any Storage
    var log: LogFile
    var manifests: StoreManifests
    var segments = SegmentCache()
    /// Whether a commit failed so that nobody knows which manifest the storage has now: everything must be read again, and
    /// nothing may be removed until it is.
    var isUncertain = false {
        didSet { if isUncertain { isSettled = false } }
    }
    /// Whether no earlier writer can have been stopped in the middle of something that this one has not seen to.
    private var isSettled = false
    /// Whether this program has swept every folder.
    private var hasSwept = false
    /// Tells what the log has gained since the manifests were read that have been; nil where all of them are.
    private var follower: LogFollower?
    /// When a catalog is written; tests have one of their own.
    var catalogPolicy = CatalogPolicy()
    /// The number of the log's last line when the catalog was written; nil if it is not to be relied upon.
    var catalogSequence: Int?
    /// This writer's turn at the lock; 0 before its first.
    private(set) var epoch = 0
    /// What no manifest refers to any more, and a reader may still be looking for.
    var removals = Removals()
    /// Told what went wrong after a commit: the change stands.
    var warn: (String) -> Void = { _ in }

    /// Opens the store in a storage.
    ///
    /// - Parameter hasLooked: Whether the storage has looked at its files a moment ago.
    init(_ storage: any Storage, hasLooked: Bool = false) throws(Failure) {
        self.storage = storage
        log = LogFile(storage)
        manifests = StoreManifests(storage)
        try load(hasLooked: hasLooked)
    }

    /// Puts an account into an empty storage.
    static func create(in storage: any Storage, simulatedNow: Instant?) throws(Failure) {
        var account = AccountManifest()
        account.identity = RandomDigits.make()
        account.removedGroups = NumberSet()
        account.erasures = AddressRegister()
        account.simulatedNow = simulatedNow
        try storing { () throws(StorageError) in
            account.writer = ManifestWriter(epoch: try storage.lock(.none, above: 0))
            defer { storage.unlock() }
            try storage.replace(StoreLayout.account, with: ChecksummedJSON.encode(account), replacing: nil)
        }
    }

    /// Whether a storage holds a store.
    static func exists(in storage: any Storage) throws(Failure) -> Bool {
        try storing(storage.look())
        _ = try storing(storage.lookForSwitch())
        return try StoreManifests.accountVersion(in: storage) != nil
    }

    // MARK: Reading

    var account: AccountManifest { manifests.account }

    /// All groups: every manifest is read, unless it has been.
    var groups: [Int: GroupManifest] {
        get throws(Failure) {
            if !manifests.isComplete { try load(everything: true) }
            return manifests.known
        }
    }

    /// The groups whose manifests have been read.
    var knownGroups: [Int: GroupManifest] { manifests.known }

    /// A group by its number; nil if there is none, or its manifest cannot be trusted.
    func group(_ number: Int) throws(Failure) -> GroupManifest? {
        try manifests.group(number)
    }

    /// The group that is under a name.
    func liveGroup(named name: String) throws(Failure) -> GroupManifest? {
        try manifests.groups(named: name).first { !$0.isDeleted }
    }

    /// The groups that were deleted under a name.
    func deletedGroups(named name: String) throws(Failure) -> [GroupManifest] {
        try manifests.groups(named: name).filter(\.isDeleted)
    }

    /// The group that a backup is of, and the backup; nil if no manifest has it.
    func backup(_ id: Int) throws(Failure) -> (group: GroupManifest, backup: GroupManifest.Backup)? {
        guard let group = try manifests.group(ofBackup: id), let backup = group.backup(id) else { return nil }
        return (group, backup)
    }

    /// Groups whose manifest cannot be trusted, and why.
    var damagedGroups: [Int: StoreProblem] { manifests.damagedGroups }
    /// What is known of all groups together.
    var totals: StoreIndex.Totals { manifests.lookup.totals }

    /// The ids of all backups.
    var backupIds: Set<Int> {
        get throws(Failure) { try Set(groups.values.lazy.flatMap { $0.backups.map(\.id) }) }
    }

    /// Reads again what another process has changed since. Every change appends to the log or replaces `account.json`, so
    /// these two tell whether there is anything to read.
    func refresh() throws(Failure) {
        if isUncertain { return try reload() }
        try storing(storage.look())
        _ = try storing(storage.lookForSwitch())
        let (account, log) = (try manifests.hasAccountChanged, try log.hasChanged)
        if account || log { try load() }
    }

    /// Reads every manifest and the log as they were at one time, beside a writer that continues. Pinned before, every file that
    /// they refer to is there.
    func readOneState() throws(Failure) {
        while true {
            var follower = try LogFollower(storage)
            try load(everything: true)
            isUncertain = false
            while let owners = try follower.newOwners() {
                if owners.isEmpty, try !manifests.hasAccountChanged { return }
                let mark = account.copy
                try manifests.look(at: owners)
                // A newer copy has taken the place of the whole store.
                if account.copy != mark { break }
                try log.load(journals)
            }
        }
    }

    /// Looks at every manifest that has been read or may have changed. A writer does so when it has taken the lock: one that was
    /// killed before may have committed a change that the log does not tell of.
    func reload() throws(Failure) {
        try load()
        isUncertain = false
    }

    // MARK: The lock

    /// Takes the lock of writers; what they wrote until then is to be read again.
    ///
    /// - Throws: `locked`, naming the holder.
    func lock(_ patience: Patience) throws(Failure) {
        epoch = try storing(storage.lock(patience, above: manifests.highestEpoch))
        try noteUnsettled()
    }

    /// Takes the lock to clear expired data, if no writer has it and nobody reads right now.
    func lockForClearing() throws(Failure) -> Bool {
        guard let epoch = try storing(storage.lockForClearing(above: manifests.highestEpoch)) else { return false }
        self.epoch = epoch
        try noteUnsettled()
        return true
    }

    private func noteUnsettled() throws(Failure) {
        // Where a storage takes no note of it, each program looks once.
        guard let unsettled = try storing(storage.unsettled()) else { return }
        isSettled = unsettled == .folders([])
    }

    /// Sees to what earlier writers may have left half done; the lock is held and the manifests have been read.
    ///
    /// Where every manifest has been read anyway, each program sweeps once, whoever left something behind.
    func settle() throws(Failure) {
        let isThorough = manifests.isComplete && !hasSwept
        if isSettled, !isThorough { return }
        if !isSettled { try makeDurable() }
        let isSwept = try sweep(everything: isThorough)
        try migrate()
        (isSettled, hasSwept) = (isSwept, hasSwept || isThorough)
    }

    /// Takes note that nothing is left to see to, whoever has seen to it; the lock is held.
    func noteSettled() {
        isSettled = true
        storage.settle()
    }

    /// Comes after a statement: as far as everything is done, the next writer has nothing to see to.
    ///
    /// - Parameter patience: How long to wait for readers.
    func endChange(_ patience: Patience = .none) {
        let isSwept = removeUnreferenced(patience)
        guard log.isSynced else { return }
        if isSettled, isSwept, !isUncertain, log.missing.isEmpty { storage.settle() } else { isSettled = false }
    }

    /// Gives the lock back.
    func unlock() {
        // Until it is synced, the manifests have what a power cut could take from the log.
        try? log.sync()
        // Readers pin for moments; what waits for longer is swept later.
        endChange(Patience(.seconds(1)))
        writeCatalogIfWorthwhile()
        storage.unlock()
    }

    /// The opened segments of a stack.
    ///
    /// - Parameter check: Not `.first` only if whoever reads them calls `checkRead()` before using it.
    func open(
        _ stack: [Int],
        of group: GroupManifest,
        check: Segment.Check = .first
    ) throws(Failure) -> [Segment] {
        let new = stack.filter { !segments.contains($0, ofGroup: group.number) }
        if new.count > 1 {
            try storing(storage.prepare(new.map { StoreLayout.segment($0, ofGroup: group.number) }))
        }
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
        var highest = max(account.highestBackup, totals.highestBackup)
        if !damagedGroups.isEmpty || log.isDamaged { highest = max(highest, log.highestBackup) }
        return highest + 1
    }

    var nextGroup: Int {
        max(account.highestGroup, log.highestGroup, totals.highestGroup, damagedGroups.keys.max() ?? 0) + 1
    }

    /// Called when backups have gone and every manifest has been read.
    func recount() {
        catalogSequence = nil
        manifests.recount()
    }

    /// The numbers of the groups that are gone. In a store that does not say, of all that are not there.
    var removedGroups: NumberSet {
        get throws(Failure) {
            if let removed = account.removedGroups { return removed }
            let groups = try groups
            return NumberSet((1..<nextGroup).filter { groups[$0] == nil && damagedGroups[$0] == nil })
        }
    }

    /// When the account was last changed, as far as its manifests know.
    var latestChange: Instant? {
        [account.journal.map(StoreIndex.Change.init), totals.latestChange].compactMap { $0 }
            .max { $0.sequence < $1.sequence }?.at
    }

    private var journals: [LogEntry] {
        ([account.journal] + knownGroups.values.map(\.journal)).compactMap { $0 }
    }

    /// How often a store is read again because a newer copy has taken its place in the meantime. Beyond that something else is
    /// wrong.
    private static let loads = 10

    /// - Parameters:
    ///   - hasLooked: Whether the storage has looked at its files a moment ago.
    ///   - everything: Whether every manifest is to be read, even where a catalog would do.
    private func load(hasLooked: Bool = false, everything: Bool = false) throws(Failure) {
        for attempt in 1...Self.loads {
            if !hasLooked || attempt > 1 { try storing(storage.look()) }
            let seen = try storing(storage.lookForSwitch())
            let known = try StoreManifests.accountVersion(in: storage)
            func isReplaced() throws(Failure) -> Bool {
                guard attempt < Self.loads else { return false }
                let found = try storing(storage.lookForSwitch())
                let version = try StoreManifests.accountVersion(in: storage)
                return found != seen || version != known
            }
            do throws(Failure) {
                let isDone = everything ? false : try loadBesideCatalog()
                if !isDone { try loadAll() }
            } catch {
                if error.code == .damaged, try isReplaced() { continue }
                throw error
            }
            if try !isReplaced() { return }
        }
    }

    /// Reads what has changed since the catalog was written, or since this program looked last.
    ///
    /// - Returns: False if there is no catalog that can be relied upon: then every manifest is to be read.
    private func loadBesideCatalog() throws(Failure) -> Bool {
        guard !manifests.isComplete else { return false }
        // Most accounts have none, and then nothing else is asked.
        let catalog = follower == nil ? try Catalog(storage) : nil
        guard follower != nil || catalog != nil, case .folders(let folders)? = try storing(storage.unsettled())
        else { return false }
        try manifests.loadAccount()
        guard account.isComplete else { return false }
        if let catalog {
            guard let found = try LogFollower(storage, from: catalog) else { return false }
            manifests.use(catalog)
            catalogSequence = catalog.header.log.sequence
            follower = found
        }
        guard let owners = try follower?.newOwners() else { return false }
        try log.load(journals)
        var numbers = Set(folders.compactMap(StoreLayout.groupNumber(ofFolder:)))
        numbers.formUnion(owners.compactMap(\.group))
        try manifests.load(numbers, upTo: log.highestGroup)
        try checkLastLine()
        return true
    }

    /// Looks whether the manifests know of the log's last line, and the log of the manifests'.
    private func checkLastLine() throws(Failure) {
        if let last = log.lastEntry { try manifests.checkOwner(of: last) }
        // Some may have been found after all.
        try log.load(journals)
    }

    private func loadAll() throws(Failure) {
        follower = nil
        let unnamed = try manifests.load()
        try log.load(journals)
        try manifests.findMissing(upTo: log.highestGroup)
        try checkLastLine()
        segments.forget(whereNotIn: knownGroups)
        // The logs of older versions do not say how many groups there are.
        for number in unnamed where damagedGroups[number] == nil {
            if let removed = account.removedGroups, !removed.contains(number), log.mentions(group: number) {
                manifests.noteMissing(number)
            }
        }
    }
}
