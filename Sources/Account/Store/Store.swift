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
    var isUncertain = false
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
    var groups: [Int: GroupManifest] { manifests.groups }
    /// Groups whose manifest cannot be trusted, and why.
    var damagedGroups: [Int: StoreProblem] { manifests.damagedGroups }
    /// What can be looked up quickly.
    var lookup: StoreIndex { manifests.lookup }

    /// Reads again what another process has changed since. Every change appends to the log or replaces `account.json`, so
    /// these two tell whether there is anything to read.
    func refresh() throws(Failure) {
        if isUncertain { return try reload() }
        try storing(storage.look())
        _ = try storing(storage.lookForSwitch())
        let (account, log) = (try manifests.hasAccountChanged, try log.hasChanged)
        if account || log { try load() }
    }

    /// Reads every manifest and the log as they were at one time, beside a writer that goes on. Pinned before, every file that
    /// they refer to is there.
    func readOneState() throws(Failure) {
        while true {
            var follower = try LogFollower(storage)
            try reload()
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

    /// Looks at every manifest. A writer does so when it has taken the lock: one that was killed before may have committed
    /// a change that the log does not tell of.
    func reload() throws(Failure) {
        try load()
        isUncertain = false
    }

    /// Takes the lock of writers; what they wrote until then is to be read again.
    ///
    /// - Throws: `locked`, naming the holder.
    func lock(_ patience: Patience) throws(Failure) {
        epoch = try storing(storage.lock(patience, above: manifests.highestEpoch))
    }

    /// Takes the lock to clear expired data, if no writer has it and nobody reads right now.
    func lockForClearing() throws(Failure) -> Bool {
        guard let epoch = try storing(storage.lockForClearing(above: manifests.highestEpoch)) else { return false }
        self.epoch = epoch
        return true
    }

    /// The opened segments of a stack.
    ///
    /// - Parameter check: Not `.first` only if whoever reads them calls `checkRead()` before anything comes of it.
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

    /// The numbers of the groups that are gone. In a store that does not say, of all that are not there.
    var removedGroups: NumberSet {
        if let removed = account.removedGroups { return removed }
        return NumberSet((1..<nextGroup).filter { groups[$0] == nil && damagedGroups[$0] == nil })
    }

    /// When the account was last changed, as far as its manifests know.
    var latestChange: Instant? {
        [account.journal, lookup.latestEntry].compactMap { $0 }.max { $0.sequence < $1.sequence }?.at
    }

    private var journals: [LogEntry] {
        ([account.journal] + groups.values.map(\.journal)).compactMap { $0 }
    }

    /// How often a store is read again because a newer copy has taken its place meanwhile. Beyond that something else is
    /// wrong.
    private static let loads = 10

    private func load(hasLooked: Bool = false) throws(Failure) {
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
                try loadAll()
            } catch {
                if error.code == .damaged, try isReplaced() { continue }
                throw error
            }
            if try !isReplaced() { return }
        }
    }

    private func loadAll() throws(Failure) {
        let unnamed = try manifests.load()
        try log.load(journals)
        try manifests.findMissing(upTo: log.highestGroup)
        if let last = log.lastEntry { try manifests.checkOwner(of: last) }
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
