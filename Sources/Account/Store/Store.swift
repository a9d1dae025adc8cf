internal import Recipients
internal import Snapshots
internal import Storage

/// The manifests of an account in its storage, and the only way to change them.
///
/// Replacing a manifest commits a change of its group, replacing `account.json` one of the account. Before the
/// replacement nothing has happened, after it everything has. See `docs/store-format.md` for the order of writes.
final class Store {
    let storage: any Storage
    var log: LogFile
    /// Whether commits may become durable later, with the next commit or `finishCommit()`. Nobody may hear of a change
    /// before.
    var defersCommits = false
    /// Called before each commit, when the changes before it are durable. An error keeps the commit from being made.
    var beforeCommit: () throws(Failure) -> Void = {}
    /// A committed change that is not durable yet.
    var unfinished: UnfinishedCommit?
    var manifests: StoreManifests
    var segments = SegmentCache()
    /// Whether a commit failed and it is not known which manifest the storage has now: everything must be read again,
    /// and until then nothing may be removed.
    var isUncertain = false {
        didSet { if isUncertain { isSettled = false } }
    }
    /// Whether nothing is left that an interrupted earlier writer may have left unfinished.
    private var isSettled = false
    /// Tells what has been added to the log since the known manifests were read; nil if all manifests have been read.
    private var follower: LogFollower?
    /// When a catalog is written; tests replace it.
    var catalogPolicy = CatalogPolicy()
    /// The number of the log's last line when the catalog was written; nil if the catalog cannot be relied on.
    var catalogSequence: Int?
    /// The index of addresses that this program has removed since it took the lock.
    var removedAddresses: AddressIndex?
    /// The epoch of this program's lock; 0 before it first holds one.
    private(set) var epoch = 0
    /// Files that no manifest refers to any more, but that a reader may still need.
    var removals = Removals()
    /// Called with what went wrong after a commit: the change was made nevertheless.
    var warn: (AccountWarning) -> Void = { _ in }

    /// Opens the store in a storage.
    ///
    /// - Parameters:
    ///   - storage: The storage.
    ///   - hasLooked: Whether the storage has just looked at its files.
    ///   - isForCheck: Whether a check opens it, which goes on without what is damaged of the account itself.
    init(_ storage: any Storage, hasLooked: Bool = false, isForCheck: Bool = false) throws(Failure) {
        self.storage = storage
        log = LogFile(storage)
        manifests = StoreManifests(storage, isForCheck: isForCheck)
        try load(hasLooked: hasLooked, everything: isForCheck)
    }

    /// Makes a store in an empty storage.
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

    /// All groups. Reads every manifest that has not been read.
    var groups: [Int: GroupManifest] {
        get throws(Failure) {
            if !manifests.isComplete { try load(everything: true) }
            return manifests.known
        }
    }

    /// The groups whose manifests have been read.
    var knownGroups: [Int: GroupManifest] { manifests.known }

    /// A group by its number; nil if there is none, or if its manifest cannot be relied on.
    func group(_ number: Int) throws(Failure) -> GroupManifest? {
        try manifests.group(number)
    }

    /// The group with a name that is not deleted; nil if there is none.
    ///
    /// - Throws: `damaged` if a group has the name whose manifest cannot be relied on.
    func liveGroup(named name: String) throws(Failure) -> GroupManifest? {
        if let group = try manifests.groups(named: name).first(where: { !$0.isDeleted }) { return group }
        if damagedGroups.isEmpty { return nil }
        let names = log.names(ofGroups: Set(damagedGroups.keys))
        for (number, problem) in damagedGroups where names[number] == name { throw problem.failure }
        return nil
    }

    /// The groups that were deleted under a name.
    func deletedGroups(named name: String) throws(Failure) -> [GroupManifest] {
        try manifests.groups(named: name).filter(\.isDeleted)
    }

    /// A backup and its group; nil if no manifest has the backup.
    func backup(_ id: Int) throws(Failure) -> (group: GroupManifest, backup: GroupManifest.Backup)? {
        guard let group = try manifests.group(ofBackup: id), let backup = group.backup(id) else { return nil }
        return (group, backup)
    }

    /// Groups whose manifests cannot be relied on, and why.
    var damagedGroups: [Int: StoreProblem] { manifests.damagedGroups }
    /// Figures for all groups together.
    var totals: StoreIndex.Totals { manifests.lookup.totals }

    /// The ids of all backups.
    var backupIds: Set<Int> {
        get throws(Failure) { try Set(groups.values.lazy.flatMap { $0.backups.map(\.id) }) }
    }

    /// Reads again what another process has changed since. Every change appends to the log or replaces `account.json`,
    /// so these two show whether there is anything to read.
    func refresh() throws(Failure) {
        if isUncertain { return try reload() }
        try storing(storage.look())
        _ = try storing(storage.lookForSwitch())
        let (account, log) = (try manifests.hasAccountChanged, try log.hasChanged)
        if account || log { try load() }
    }

    /// Checks that nobody has put other files in the store's folder while this program holds the lock.
    ///
    /// - Throws: `locked`; then everything is read again before the next statement.
    func checkUnchanged() throws(Failure) {
        guard try manifests.hasAccountChanged else { return }
        isUncertain = true
        throw StorageError.lost(StoreLayout.account).failure
    }

    /// Reads every manifest and the log as they were at one moment, while writers may continue. If the storage is
    /// pinned first, every file that they refer to exists.
    func readOneState() throws(Failure) {
        while true {
            var follower = try LogFollower(storage)
            try load(everything: true)
            isUncertain = false
            while let owners = try follower.newOwners() {
                if owners.isEmpty, try !manifests.hasAccountChanged { return }
                let mark = account.copy
                try manifests.reread(owners)
                // A newer copy has replaced the whole store.
                if account.copy != mark { break }
                try log.load(journals)
            }
        }
    }

    /// Checks every manifest that has been read or may have changed. A writer does this once it has taken the lock: an
    /// earlier writer that was killed may have committed a change without its line in the log.
    func reload() throws(Failure) {
        try load()
        isUncertain = false
    }

    // MARK: The lock

    /// Takes the lock of writers; the store must then be read again.
    ///
    /// - Throws: `locked`, naming the holder.
    func lock(_ patience: Patience) throws(Failure) {
        epoch = try storing(storage.lock(patience, above: manifests.highestEpoch))
        try noteUnsettled()
    }

    /// Takes the lock to clear expired data, if no writer has it and nobody is reading.
    func lockForClearing() throws(Failure) -> Bool {
        guard let epoch = try storing(storage.lockForClearing(above: manifests.highestEpoch)) else { return false }
        self.epoch = epoch
        try noteUnsettled()
        return true
    }

    private func noteUnsettled() throws(Failure) {
        removedAddresses = nil
        // If the storage does not record it, each program checks once.
        guard let unsettled = try storing(storage.unsettled()) else { return }
        isSettled = unsettled == .folders([])
    }

    /// Deals with what earlier writers may have left unfinished; the lock is held and the manifests have been read.
    func settle() throws(Failure) {
        if isSettled, account.isComplete { return }
        try makeDurable()
        let isSwept = try sweep()
        try migrate()
        isSettled = isSwept
    }

    /// Records that nothing is left unfinished, whoever dealt with it; the lock is held.
    func noteSettled() {
        isSettled = true
        storage.settle()
    }

    /// To be called after a statement: if everything has been completed, the next writer has nothing to deal with.
    ///
    /// - Parameter patience: How long to wait for readers.
    func endChange(_ patience: Patience = .none) {
        // Until the change is durable, nothing may be removed.
        if isCommitUnfinished { return }
        let isSwept = removeUnreferenced(patience)
        guard log.isSynced else { return }
        if isSettled, isSwept, !isUncertain, log.missing.isEmpty { storage.settle() } else { isSettled = false }
    }

    /// Gives the lock back.
    func unlock() {
        finishCommit()
        // Until the log is synced, the manifests have the lines that a power cut could remove from it.
        try? log.sync()
        // Readers pin only for moments; files that are pinned for longer are swept later.
        endChange(Patience(.seconds(1)))
        writeCatalogIfWorthwhile()
        storage.unlock()
    }

    /// The opened segments of a stack.
    ///
    /// - Parameter check: Must be `.first` unless the caller calls `checkRead()` before it uses what it read.
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
            guard let reference = group.segment(number) else {
                throw StoreProblem.damaged(
                    StoreLayout.manifest(ofGroup: group.number), .other("it lacks segment \(number)")
                ).failure
            }
            opened.append(try segments.open(reference, of: group, in: storage, check: check))
        }
        return opened
    }

    /// The id of the next backup: one more than the highest that any manifest or the log mentions.
    var nextBackup: Int {
        var highest = max(account.highestBackup, totals.highestBackup)
        if !damagedGroups.isEmpty || log.isDamaged { highest = max(highest, log.highestBackup) }
        return highest + 1
    }

    var nextGroup: Int {
        max(account.highestGroup, log.highestGroup, totals.highestGroup, damagedGroups.keys.max() ?? 0) + 1
    }

    /// To be called when backups have been removed and every manifest has been read.
    func recount() {
        catalogSequence = nil
        manifests.recount()
    }

    /// The numbers of the groups that have been removed. In a store that does not record them, of all that do not
    /// exist.
    var removedGroups: NumberSet {
        get throws(Failure) {
            if let removed = account.removedGroups { return removed }
            let groups = try groups
            return NumberSet((1..<nextGroup).filter { groups[$0] == nil && damagedGroups[$0] == nil })
        }
    }

    /// When the account was last changed, according to its manifests.
    var latestChange: Instant? {
        [account.journal.map(StoreIndex.Change.init), totals.latestChange].compactMap { $0 }
            .max { $0.sequence < $1.sequence }?.at
    }

    private var journals: [LogEntry] {
        ([account.journal] + knownGroups.values.map(\.journal)).compactMap { $0 }
    }

    /// How often a store is read again because a newer copy has replaced it meanwhile. If that happens more often,
    /// something else is wrong.
    private static let loads = 10

    /// - Parameters:
    ///   - hasLooked: Whether the storage has just looked at its files.
    ///   - everything: Whether to read every manifest, even if the catalog would be enough.
    private func load(hasLooked: Bool = false, everything: Bool = false) throws(Failure) {
        for attempt in 1...Self.loads {
            if !hasLooked || attempt > 1 { try storing(storage.look()) }
            let seen = try storing(storage.lookForSwitch())
            let known = try manifests.accountVersion
            func isReplaced() throws(Failure) -> Bool {
                guard attempt < Self.loads else { return false }
                let found = try storing(storage.lookForSwitch())
                let version = try manifests.accountVersion
                return found != seen || version != known
            }
            do throws(Failure) {
                try forgetWhatWasReplaced()
                let isDone = everything ? false : try loadBesideCatalog()
                if !isDone { try loadAll() }
            } catch {
                if error.code == .damaged, try isReplaced() { continue }
                throw error
            }
            if try !isReplaced() { return }
        }
    }

    /// Forgets what has been read if the storage has gone on from another state since, because somebody has put a copy
    /// of the store in its place: numbers and names of groups that are not in that copy mean nothing there.
    private func forgetWhatWasReplaced() throws(Failure) {
        let known = account
        try manifests.readAccountIfChanged()
        guard known.writer != nil else { return }
        let goesOn = try log.hasKnownLines
        if goesOn, account.copy == known.copy { return }
        manifests.forgetGroups()
        log = LogFile(storage)
        segments = SegmentCache()
        removals = Removals()
        (follower, catalogSequence, removedAddresses) = (nil, nil, nil)
    }

    /// Reads what has changed since the catalog was written, or since this program last looked.
    ///
    /// - Returns: False if there is no catalog that can be relied on: then every manifest must be read.
    private func loadBesideCatalog() throws(Failure) -> Bool {
        guard !manifests.isComplete else { return false }
        // Most accounts have no catalog, and then nothing else is read.
        let catalog = follower == nil ? try Catalog(storage) : nil
        guard follower != nil || catalog != nil, case .folders(let folders)? = try storing(storage.unsettled())
        else { return false }
        try manifests.readAccountIfChanged()
        guard account.isComplete else { return false }
        if let catalog {
            guard let found = try LogFollower(storage, from: catalog.header.log) else { return false }
            manifests.use(catalog)
            catalogSequence = catalog.header.log.sequence
            follower = found
        }
        guard let owners = try follower?.newOwners() else { return false }
        try log.load(journals)
        var numbers = Set(folders.compactMap(StoreLayout.groupNumber(ofFolder:)))
        numbers.formUnion(owners.compactMap(\.group))
        try manifests.readChanged(and: numbers, upTo: log.highestGroup)
        try checkLastLine()
        return true
    }

    /// Checks that the manifests have the change of the log's last line, and the log those of the manifests.
    private func checkLastLine() throws(Failure) {
        if let last = log.lastEntry { try manifests.checkOwner(of: last) }
        // Some entries may have been found after all.
        try log.load(journals)
    }

    private func loadAll() throws(Failure) {
        follower = nil
        let unnamed = try manifests.readAll()
        try log.load(journals)
        try manifests.noteMissing(upTo: log.highestGroup)
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
