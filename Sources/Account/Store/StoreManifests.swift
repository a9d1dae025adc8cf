internal import Recipients
internal import Storage

/// The manifests of an account in its storage, each as it was last read or replaced: all of them, or, with a catalog,
/// those that were needed.
struct StoreManifests {
    let storage: any Storage
    private(set) var account = AccountManifest()
    /// The groups whose manifests have been read.
    private(set) var known: [Int: GroupManifest] = [:]
    /// Groups whose manifests cannot be relied on, and why.
    private(set) var damagedGroups: [Int: StoreProblem] = [:]
    /// What can be looked up quickly.
    private(set) var lookup = StoreIndex()
    /// By the text of the path, which spares the start of the program another kind of dictionary.
    private var versions: [String: FileVersion] = [:]
    /// Whether every manifest has been read.
    private(set) var isComplete = false
    /// The catalog, which says where the groups are whose manifests have not been read.
    private(set) var catalog: Catalog?
    /// The index of addresses that goes with the catalog, once somebody has asked for it.
    private var addressIndex: AddressIndex?
    /// The groups whose manifests have been read or found missing: for these the catalog is not used.
    private(set) var seen: Set<Int> = []

    init(_ storage: any Storage) {
        self.storage = storage
    }

    /// Whether another process has replaced `account.json`.
    var hasAccountChanged: Bool {
        get throws(Failure) { try Self.accountVersion(in: storage) != version(of: StoreLayout.account) }
    }

    /// The version of a manifest when it was last read or replaced; nil if there is none, or if it is not known.
    func version(of path: StoragePath) -> FileVersion? { versions[path.text] }

    /// The write that a manifest comes from, when it was last read; nil for none.
    func writer(of path: StoragePath) -> ManifestWriter? {
        if path == StoreLayout.account { return account.writer }
        return known.values.first { StoreLayout.manifest(ofGroup: $0.number) == path }?.writer
    }

    /// The highest epoch in any manifest; 0 for none.
    var highestEpoch: Int { max(account.writer?.epoch ?? 0, lookup.totals.highestEpoch) }

    // MARK: Changing

    /// Records that `account.json` has been replaced.
    mutating func set(_ changed: AccountManifest) {
        account = changed
    }

    /// Records that a group's manifest has been replaced; nil if it was removed.
    mutating func set(_ number: Int, _ manifest: GroupManifest?) {
        lookup.replace(known[number], with: manifest)
        known[number] = manifest
        seen.insert(number)
        if manifest == nil { set(nil, of: StoreLayout.manifest(ofGroup: number)) }
    }

    /// Records the current version of a file; nil if it is not known.
    mutating func set(_ version: FileVersion?, of path: StoragePath) {
        versions[path.text] = version
    }

    /// To be called when backups have been removed and every manifest has been read.
    mutating func recount() {
        lookup.recount(known.values)
    }

    // MARK: Looking up

    /// A group, whose manifest is read if necessary; nil if there is none that can be relied on.
    mutating func group(_ number: Int) throws(Failure) -> GroupManifest? {
        if !isComplete, !seen.contains(number) { try look(atMissing: [number]) }
        return known[number]
    }

    /// The groups that have a name, or had it when they were deleted.
    mutating func groups(named name: String) throws(Failure) -> [GroupManifest] {
        if let catalog, !isComplete { try look(atMissing: catalog.groups(named: name).filter { !seen.contains($0) }) }
        return (lookup.named[name] ?? []).sorted().compactMap { known[$0] }
    }

    /// The group that a backup belongs to; nil if there is none.
    mutating func group(ofBackup id: Int) throws(Failure) -> GroupManifest? {
        if let number = lookup.backups[id] { return known[number] }
        guard let catalog, !isComplete, let number = catalog.group(ofBackup: id), !seen.contains(number) else {
            return nil
        }
        let group = try group(number)
        return lookup.backups[id] == number ? group : nil
    }

    /// Reads manifests that should exist, unless the account says that their groups have been removed.
    private mutating func look(atMissing numbers: [Int]) throws(Failure) {
        func isGone(_ number: Int) -> Bool { account.removedGroups?.contains(number) ?? false }
        let missing = try look(at: numbers.filter { !isGone($0) }).missing
        // Another process may have removed one in the meantime.
        if !missing.isEmpty { try readAccountAgain() }
        for number in missing where !isGone(number) { noteMissing(number) }
        for number in numbers where isGone(number) {
            set(number, nil)
            damagedGroups[number] = nil
        }
    }

    // MARK: Loading beside a catalog

    /// Uses a catalog for the manifests that have not been read.
    mutating func use(_ found: Catalog) {
        catalog = found
        lookup.totals = found.header.totals
    }

    /// Reads the account's manifest, if it has changed.
    mutating func loadAccount() throws(Failure) {
        // An account without its settings must not seem to have the default ones: backups would be deleted by them.
        guard let version = try Self.accountVersion(in: storage) else {
            throw Self.accountDamage("the file is missing")
        }
        if version == self.version(of: StoreLayout.account) { return }
        account = try readAccount()
        set(version, of: StoreLayout.account)
    }

    /// Reads the manifests that have been read before, and those of some other groups, if they have changed.
    ///
    /// - Parameters:
    ///   - numbers: The other groups, some of which may never have been committed.
    ///   - highest: The highest group number that the log mentions.
    mutating func load(_ numbers: Set<Int>, upTo highest: Int) throws(Failure) {
        let highest = max(highest, account.highestGroup, lookup.totals.highestGroup)
        for number in numbers where number > highest { _ = try look(at: number) }
        try look(atMissing: numbers.filter { $0 <= highest }.union(known.keys).union(damagedGroups.keys).sorted())
    }

    /// The index of addresses that goes with the catalog; nil if there is none.
    mutating func loadAddressIndex() throws(Failure) -> AddressIndex? {
        guard addressIndex == nil, let catalog else { return addressIndex }
        if let found = try AddressIndex(storage), found.goes(with: catalog) { addressIndex = found }
        return addressIndex
    }

    /// Reads the manifests of all groups in the catalog that have not been read, except for some.
    mutating func load(without leftOut: Set<Int>) throws(Failure) {
        guard let catalog else { return }
        try look(atMissing: catalog.numbers.filter { !leftOut.contains($0) && !seen.contains($0) })
    }

    // MARK: Loading everything

    /// Reads the manifests that have changed.
    ///
    /// - Returns: The numbers of the folders without a manifest, usually of groups that were never committed.
    mutating func load() throws(Failure) -> [Int] {
        try loadAccount()
        // The manifest of a removed group may exist for a while.
        let numbers = try groupFolders().filter { !(account.removedGroups?.contains($0) ?? false) }
        let (found, missing) = try look(at: numbers)
        for number in Set(known.keys).union(damagedGroups.keys).subtracting(found) {
            set(number, nil)
            damagedGroups[number] = nil
        }
        isComplete = true
        return missing
    }

    /// Looks for groups that should exist and were not found.
    ///
    /// - Parameter highest: The highest group number that the log mentions.
    mutating func findMissing(upTo highest: Int) throws(Failure) {
        func missing() -> [Int] {
            guard let removed = account.removedGroups else { return [] }
            let highest = max(highest, account.highestGroup, lookup.totals.highestGroup)
            return (1..<(highest + 1)).filter {
                known[$0] == nil && damagedGroups[$0] == nil && !removed.contains($0)
            }
        }
        guard !missing().isEmpty else { return }
        // Another process may have removed one, or created one while the folder was listed.
        try readAccountAgain()
        for number in missing() {
            if try !look(at: number) { noteMissing(number) }
        }
    }

    /// Reads again the manifest of the log's last change. The line is written after the commit, so a manifest without
    /// the change is an old copy that somebody has put back.
    mutating func checkOwner(of last: LogEntry) throws(Failure) {
        switch last.owner {
        case .group(let number):
            _ = try group(number)
            guard isOlder(number, than: last.sequence) else { return }
            set(nil, of: StoreLayout.manifest(ofGroup: number))
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

    /// What is wrong with a manifest that lacks a change which the log has.
    static let isOldCopy = "it is older than the last change in the log"

    /// Reads the given manifests if they have changed, and the account's, whose changes are not always in the log.
    mutating func look(at owners: Set<LogEntry.Owner>) throws(Failure) {
        for case .group(let number) in owners where try !look(at: number) {
            set(number, nil)
            damagedGroups[number] = nil
        }
        // The account's manifest says that a group has been removed before the group's own manifest is removed.
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

    /// The version of `account.json`; nil if there is none.
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
        // The version is read first: if the file is replaced in between, it counts as changed.
        let version = try Self.accountVersion(in: storage)
        account = try readAccount()
        set(version, of: StoreLayout.account)
    }

    func readAccount() throws(Failure) -> AccountManifest {
        let mapped: MappedBytes
        do {
            mapped = try storage.map(StoreLayout.account)
        } catch {
            throw Self.accountFailure(error)
        }
        let account: AccountManifest
        do throws(ChecksummedJSON.Damage) {
            account = try mapped.decode(AccountManifest.self)
        } catch {
            if let format = error.format, !AccountManifest.knownFormats.contains(format) {
                throw StoreProblem.unknownFormat(format).failure
            }
            throw Self.accountDamage(error.problem)
        }
        guard AccountManifest.knownFormats.contains(account.format) else {
            throw StoreProblem.unknownFormat(account.format).failure
        }
        if let problem = account.problem { throw Self.accountDamage(problem) }
        return account
    }

    /// Reads the manifests of groups, as far as they have changed: those of many on all processors.
    ///
    /// - Returns: The groups that have a manifest, whole or not, and those that have none.
    private mutating func look(at numbers: [Int]) throws(Failure) -> (found: Set<Int>, missing: [Int]) {
        var found: Set<Int> = []
        var missing: [Int] = []
        func sort(_ number: Int, exists: Bool) {
            if exists { found.insert(number) } else { missing.append(number) }
        }
        if ManifestLook.isWorthThreads(numbers.count, in: storage) {
            let groups = numbers.map { (number: $0, known: version(of: StoreLayout.manifest(ofGroup: $0))) }
            try ManifestLook.forEach(groups, in: storage) { (number, look) throws(Failure) in
                sort(number, exists: try note(look, number))
            }
        } else {
            for number in numbers { sort(number, exists: try look(at: number)) }
        }
        return (found, missing)
    }

    /// Reads a group's manifest, if it has changed. A problem with the file affects only that group.
    ///
    /// - Returns: Whether the manifest exists, whole or not.
    private mutating func look(at number: Int) throws(Failure) -> Bool {
        let known = version(of: StoreLayout.manifest(ofGroup: number))
        return try note(ManifestLook(atGroup: number, known: known, in: storage), number)
    }

    /// Records what a look at a group's manifest has found.
    ///
    /// - Returns: Whether the manifest exists, whole or not.
    private mutating func note(_ look: ManifestLook, _ number: Int) throws(Failure) -> Bool {
        let path = StoreLayout.manifest(ofGroup: number)
        switch look {
        case .missing: return false
        case .unchanged: break
        case .manifest(let manifest, let version):
            if let problem = conflict(of: manifest) {
                noteDamage(number, problem)
            } else {
                set(number, manifest)
                damagedGroups[number] = nil
            }
            set(version, of: path)
        case .damaged(let problem, let version):
            noteDamage(number, problem)
            if let version { set(version, of: path) }
        case .unknownFormat(let format, let version):
            set(number, nil)
            damagedGroups[number] = .unknownFileFormat(path, format)
            set(version, of: path)
        case .failed(let error):
            guard error.isForbidden else { throw error.failure }
            noteForbidden(number, error)
        }
        return true
    }

    /// What is wrong with a manifest compared with the others.
    private func conflict(of manifest: GroupManifest) -> String? {
        for backup in manifest.backups {
            guard let other = lookup.backups[backup.id], other != manifest.number else { continue }
            return "it has backup \(backup.id), which group number \(other) has as well"
        }
        return nil
    }

    /// A manifest that may not be read need not be damaged; but its content may no longer be what was last read.
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
