internal import Recipients
internal import Storage

/// The manifests of an account in its storage, each as it was last read or replaced: all of them, or, with a catalog,
/// those that were needed.
struct StoreManifests {
    let storage: any Storage
    /// Whether a check reads them, which goes on where damage affects all groups.
    let isForCheck: Bool
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

    /// - Parameters:
    ///   - storage: The storage of the account.
    ///   - isForCheck: Whether to go on without what is damaged of the account itself, which a check reports.
    init(_ storage: any Storage, isForCheck: Bool = false) {
        self.storage = storage
        self.isForCheck = isForCheck
    }

    /// Makes a call; in a check, damage does not make it fail.
    mutating func passingOverDamage(_ call: (inout Self) throws(Failure) -> Void) throws(Failure) {
        do throws(Failure) {
            try call(&self)
        } catch {
            guard isForCheck, error.code == .damaged else { throw error }
        }
    }

    /// Whether another process has replaced `account.json`.
    var hasAccountChanged: Bool {
        get throws(Failure) { try accountVersion != version(of: StoreLayout.account) }
    }

    /// The version of `account.json`; nil if there is none.
    var accountVersion: FileVersion? {
        get throws(Failure) {
            do throws(Failure) {
                return try Self.accountVersion(in: storage)
            } catch {
                guard isForCheck, error.code == .damaged else { throw error }
                return nil
            }
        }
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

    /// Forgets everything that has been read of groups.
    mutating func forgetGroups() {
        let (account, version) = (account, version(of: StoreLayout.account))
        self = StoreManifests(storage, isForCheck: isForCheck)
        setAccount(account)
        setVersion(version, of: StoreLayout.account)
    }

    /// Records that `account.json` has been replaced.
    mutating func setAccount(_ changed: AccountManifest) {
        account = changed
    }

    /// Records that a group's manifest has been replaced; nil if it was removed.
    mutating func setGroup(_ number: Int, to manifest: GroupManifest?) {
        lookup.replace(known[number], with: manifest)
        known[number] = manifest
        seen.insert(number)
        if manifest == nil { setVersion(nil, of: StoreLayout.manifest(ofGroup: number)) }
    }

    /// Records why a group's manifest cannot be relied on; nil if it can be.
    mutating func setProblem(_ problem: StoreProblem?, ofGroup number: Int) {
        if problem != nil { setGroup(number, to: nil) }
        damagedGroups[number] = problem
    }

    /// Records that a group does not exist.
    mutating func setGone(_ number: Int) {
        setGroup(number, to: nil)
        damagedGroups[number] = nil
    }

    /// Records that every manifest has been read.
    mutating func setComplete() {
        isComplete = true
    }

    /// Records the current version of a file; nil if it is not known.
    mutating func setVersion(_ version: FileVersion?, of path: StoragePath) {
        versions[path.text] = version
    }

    /// To be called when backups have been removed and every manifest has been read.
    mutating func recount() {
        lookup.recount(known.values)
    }

    // MARK: Looking up

    /// A group, whose manifest is read if necessary; nil if there is none that can be relied on.
    mutating func group(_ number: Int) throws(Failure) -> GroupManifest? {
        if !isComplete, !seen.contains(number) { try readExpected([number]) }
        return known[number]
    }

    /// The groups that have a name, or had it when they were deleted.
    mutating func groups(named name: String) throws(Failure) -> [GroupManifest] {
        if let catalog, !isComplete { try readExpected(catalog.groups(named: name).filter { !seen.contains($0) }) }
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

    // MARK: Beside a catalog

    /// Uses a catalog for the manifests that have not been read.
    mutating func use(_ found: Catalog) {
        catalog = found
        lookup.totals = found.header.totals
    }

    /// The index of addresses that goes with the catalog; nil if there is none.
    mutating func readAddressIndex() throws(Failure) -> AddressIndex? {
        guard addressIndex == nil, let catalog else { return addressIndex }
        if let found = try AddressIndex(storage), found.goes(with: catalog) { addressIndex = found }
        return addressIndex
    }
}
