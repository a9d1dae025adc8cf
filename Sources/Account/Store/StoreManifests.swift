internal import Recipients
internal import Storage

/// The manifests of an account as they are in its storage, each as it was last read or replaced: all of them, or beside a catalog
/// those that were needed.
struct StoreManifests {
    let storage: any Storage
    private(set) var account = AccountManifest()
    /// The groups whose manifests have been read.
    private(set) var known: [Int: GroupManifest] = [:]
    /// Groups whose manifest cannot be trusted, and why.
    private(set) var damagedGroups: [Int: StoreProblem] = [:]
    /// What can be looked up quickly.
    private(set) var lookup = StoreIndex()
    private var versions: [StoragePath: FileVersion] = [:]
    /// Whether every manifest has been read.
    private(set) var isComplete = false
    /// What says where the groups are whose manifests have not been read.
    private(set) var catalog: Catalog?
    /// The groups whose manifests have been looked for: of these the catalog knows nothing that counts.
    private(set) var seen: Set<Int> = []

    init(_ storage: any Storage) {
        self.storage = storage
    }

    /// Whether another process has replaced `account.json`.
    var hasAccountChanged: Bool {
        get throws(Failure) { try Self.accountVersion(in: storage) != versions[StoreLayout.account] }
    }

    /// What a manifest looked like when it was last read or replaced; nil if there is none, or nobody knows.
    func version(of path: StoragePath) -> FileVersion? { versions[path] }

    /// The write that a manifest is of, as it was last read; nil for none.
    func writer(of path: StoragePath) -> ManifestWriter? {
        if path == StoreLayout.account { return account.writer }
        return known.values.first { StoreLayout.manifest(ofGroup: $0.number) == path }?.writer
    }

    /// The highest epoch that any manifest names; 0 for none.
    var highestEpoch: Int { max(account.writer?.epoch ?? 0, lookup.totals.highestEpoch) }

    // MARK: Changing

    /// Takes note that `account.json` has been replaced.
    mutating func set(_ changed: AccountManifest) {
        account = changed
    }

    /// Takes note that a group's manifest has been replaced; nil for removed.
    mutating func set(_ number: Int, _ manifest: GroupManifest?) {
        lookup.replace(known[number], with: manifest)
        known[number] = manifest
        seen.insert(number)
        if manifest == nil { versions[StoreLayout.manifest(ofGroup: number)] = nil }
    }

    /// Takes note of what a file looks like now; nil where nobody knows.
    mutating func set(_ version: FileVersion?, of path: StoragePath) {
        versions[path] = version
    }

    /// Called when backups have gone and every manifest has been read.
    mutating func recount() {
        lookup.recount(known.values)
    }

    // MARK: Looking up

    /// A group, whose manifest is read if need be; nil if there is none that can be trusted.
    mutating func group(_ number: Int) throws(Failure) -> GroupManifest? {
        if !isComplete, !seen.contains(number) { try look(atMissing: [number]) }
        return known[number]
    }

    /// The groups that bear a name, or bore it when they were deleted.
    mutating func groups(named name: String) throws(Failure) -> [GroupManifest] {
        if let catalog, !isComplete { try look(atMissing: catalog.groups(named: name).filter { !seen.contains($0) }) }
        return (lookup.named[name] ?? []).sorted().compactMap { known[$0] }
    }

    /// The group that a backup is of; nil for none.
    mutating func group(ofBackup id: Int) throws(Failure) -> GroupManifest? {
        if let number = lookup.backups[id] { return known[number] }
        guard let catalog, !isComplete, let number = catalog.group(ofBackup: id), !seen.contains(number) else {
            return nil
        }
        let group = try group(number)
        return lookup.backups[id] == number ? group : nil
    }

    /// Looks at manifests that ought to be there, unless the account says that their groups are gone.
    private mutating func look(atMissing numbers: [Int]) throws(Failure) {
        func isGone(_ number: Int) -> Bool { account.removedGroups?.contains(number) ?? false }
        var missing: [Int] = []
        for number in numbers where !isGone(number) {
            if try !look(at: number) { missing.append(number) }
        }
        // Another process may have removed one since.
        if !missing.isEmpty { try readAccountAgain() }
        for number in missing where !isGone(number) { noteMissing(number) }
        for number in numbers where isGone(number) {
            set(number, nil)
            damagedGroups[number] = nil
        }
    }

    // MARK: Loading beside a catalog

    /// Takes a catalog for what has not been read.
    mutating func use(_ found: Catalog) {
        catalog = found
        lookup.totals = found.header.totals
    }

    /// Reads the account's manifest, if it has changed.
    mutating func loadAccount() throws(Failure) {
        // Without its settings an account must not seem to have the usual ones: retention would delete by them.
        guard let version = try Self.accountVersion(in: storage) else {
            throw Self.accountDamage("the file is missing")
        }
        if version == versions[StoreLayout.account] { return }
        account = try readAccount()
        versions[StoreLayout.account] = version
    }

    /// Reads those manifests that have been read before, and those of some other groups, if they have changed.
    ///
    /// - Parameters:
    ///   - numbers: The other groups. Some may never have been committed.
    ///   - highest: The highest number of a group that the log knows of.
    mutating func load(_ numbers: Set<Int>, upTo highest: Int) throws(Failure) {
        let highest = max(highest, account.highestGroup, lookup.totals.highestGroup)
        for number in numbers where number > highest { _ = try look(at: number) }
        try look(atMissing: numbers.filter { $0 <= highest }.union(known.keys).union(damagedGroups.keys).sorted())
    }

    // MARK: Loading everything

    /// Reads the manifests that have changed.
    ///
    /// - Returns: The numbers of the folders without a manifest: of groups that were never committed, as a rule.
    mutating func load() throws(Failure) -> [Int] {
        try loadAccount()
        var found: Set<Int> = []
        var unnamed: [Int] = []
        // The manifest of a group that is gone may be there for a while.
        for number in try groupFolders() where !(account.removedGroups?.contains(number) ?? false) {
            if try look(at: number) {
                found.insert(number)
            } else {
                unnamed.append(number)
            }
        }
        for number in Set(known.keys).union(damagedGroups.keys).subtracting(found) {
            set(number, nil)
            damagedGroups[number] = nil
        }
        isComplete = true
        return unnamed
    }

    /// Looks for the groups that ought to be there and were not found.
    ///
    /// - Parameter highest: The highest number of a group that the log knows of.
    mutating func findMissing(upTo highest: Int) throws(Failure) {
        func missing() -> [Int] {
            guard let removed = account.removedGroups else { return [] }
            let highest = max(highest, account.highestGroup, lookup.totals.highestGroup)
            return (1..<(highest + 1)).filter {
                known[$0] == nil && damagedGroups[$0] == nil && !removed.contains($0)
            }
        }
        guard !missing().isEmpty else { return }
        // Another process may have removed one since, or made one while the folder was listed.
        try readAccountAgain()
        for number in missing() {
            if try !look(at: number) { noteMissing(number) }
        }
    }

    /// Looks again at the manifest whose change the log ends with. The log's line comes after the commit, so a manifest that
    /// does not know of it is an old copy that somebody has put back.
    mutating func checkOwner(of last: LogEntry) throws(Failure) {
        switch last.owner {
        case .group(let number):
            _ = try group(number)
            guard isOlder(number, than: last.sequence) else { return }
            versions[StoreLayout.manifest(ofGroup: number)] = nil
            if try look(at: number), isOlder(number, than: last.sequence) { noteDamage(number, Self.isOldCopy) }
        case .account:
            guard account.journal?.sequence ?? 0 < last.sequence else { return }
            try readAccountAgain()
            if account.journal?.sequence ?? 0 < last.sequence { throw Self.accountDamage(Self.isOldCopy) }
        case nil: return
        }
    }

    private func isOlder(_ number: Int, than sequence: Int) -> Bool {
        known[number].map { $0.journal?.sequence ?? 0 < sequence } ?? false
    }

    /// What is wrong with a manifest that lacks a change that the log tells of.
    static let isOldCopy = "it is older than the last change in the log"

    /// Reads the manifests that have changed, and the account's, which does not always say so in the log.
    mutating func look(at owners: Set<LogEntry.Owner>) throws(Failure) {
        for case .group(let number) in owners where try !look(at: number) {
            set(number, nil)
            damagedGroups[number] = nil
        }
        // The account says that a group is gone before its manifest goes.
        try readAccountAgain()
        for number in known.keys where account.removedGroups?.contains(number) ?? false { set(number, nil) }
    }

    mutating func noteMissing(_ number: Int) {
        noteDamage(number, "the file is missing")
    }

    private func groupFolders() throws(Failure) -> [Int] {
        do {
            return try Sweep(storage).groupFolders()
        } catch {
            throw StoreProblem(error, at: StoreLayout.groups, affects: "all groups").failure
        }
    }

    /// What `account.json` looks like; nil if there is none.
    static func accountVersion(in storage: any Storage) throws(Failure) -> FileVersion? {
        do {
            return try storage.version(of: StoreLayout.account)
        } catch {
            throw accountFailure(error)
        }
    }

    private static func accountFailure(_ error: StorageError) -> Failure {
        StoreProblem(error, at: StoreLayout.account, affects: "the whole account").failure
    }

    private static func accountDamage(_ problem: String) -> Failure {
        StoreProblem.damaged(StoreLayout.account, problem, affects: "the whole account").failure
    }

    private mutating func readAccountAgain() throws(Failure) {
        // Looked at before it is read: what is replaced in between counts as changed.
        let version = try Self.accountVersion(in: storage)
        account = try readAccount()
        versions[StoreLayout.account] = version
    }

    func readAccount() throws(Failure) -> AccountManifest {
        let mapped: MappedBytes
        do {
            mapped = try storage.map(StoreLayout.account)
        } catch {
            throw Self.accountFailure(error)
        }
        switch mapped.withBytes({ ChecksummedJSON.decode(AccountManifest.self, from: $0) }) {
        case .success(let account):
            guard AccountManifest.knownFormats.contains(account.format) else {
                throw StoreProblem.unknownFormat(account.format).failure
            }
            if let problem = account.problem { throw Self.accountDamage(problem) }
            return account
        case .failure(let damage):
            throw Self.accountDamage(damage.problem)
        }
    }

    /// Reads a group's manifest, if it has changed. What is wrong with the file concerns that group and no other.
    ///
    /// - Returns: Whether the manifest is there, whole or not.
    private mutating func look(at number: Int) throws(Failure) -> Bool {
        let path = StoreLayout.manifest(ofGroup: number)
        do {
            guard let version = try storage.version(of: path) else { return false }
            if version == versions[path] { return true }
            read(try storage.map(path), number)
            versions[path] = version
        } catch .missing {
            // Another process removed it a moment ago.
            return false
        } catch {
            if let problem = error.damage {
                noteDamage(number, problem)
            } else if error.isForbidden {
                noteForbidden(number, error)
            } else {
                throw error.failure
            }
        }
        return true
    }

    private mutating func read(_ mapped: MappedBytes, _ number: Int) {
        switch mapped.withBytes({ ChecksummedJSON.decode(GroupManifest.self, from: $0) }) {
        case .success(let manifest):
            if let problem = problem(manifest, number) {
                noteDamage(number, problem)
            } else {
                set(number, manifest)
                damagedGroups[number] = nil
            }
        case .failure(let damage):
            noteDamage(number, damage.problem)
        }
    }

    /// What is wrong with a manifest by itself or beside the others.
    private func problem(_ manifest: GroupManifest, _ number: Int) -> String? {
        guard GroupManifest.knownFormats.contains(manifest.format) else {
            return "it has format version \(manifest.format), which this version of cbs does not know"
        }
        guard manifest.number == number else { return "it belongs to group \(manifest.number)" }
        if let problem = manifest.problem { return problem }
        for backup in manifest.backups {
            guard let other = lookup.backups[backup.id], other != number else { continue }
            return "it has backup \(backup.id), which group number \(other) has as well"
        }
        return nil
    }

    /// Nothing is known to be wrong with a manifest that may not be read; but what it holds cannot be trusted to stay as it
    /// was last seen.
    private mutating func noteForbidden(_ number: Int, _ error: StorageError) {
        set(number, nil)
        damagedGroups[number] = .forbidden(error, affects: "group number \(number) and its backups")
    }

    private mutating func noteDamage(_ number: Int, _ problem: String) {
        let path = StoreLayout.manifest(ofGroup: number)
        set(number, nil)
        damagedGroups[number] = .damaged(path, problem, affects: "group number \(number) and its backups")
    }
}
