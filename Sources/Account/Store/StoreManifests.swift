internal import Recipients
internal import Snapshots

/// The manifests of an account as they are in its storage, each as it was last read or replaced.
struct StoreManifests {
    private let storage: any Storage
    private(set) var account = AccountManifest()
    private(set) var groups: [Int: GroupManifest] = [:]
    /// Groups whose manifest cannot be trusted, and why.
    private(set) var damagedGroups: [Int: Failure] = [:]
    /// What can be looked up quickly.
    private(set) var lookup = StoreIndex()
    private var versions: [StoragePath: FileVersion] = [:]

    init(_ storage: any Storage) {
        self.storage = storage
    }

    /// Whether another process has replaced `account.json`.
    var hasAccountChanged: Bool {
        get throws(Failure) { try version(StoreLayout.account) != versions[StoreLayout.account] }
    }

    // MARK: Changing

    /// Takes note that `account.json` has been replaced.
    mutating func set(_ changed: AccountManifest) {
        account = changed
    }

    /// Takes note that a group's manifest has been replaced; nil for removed.
    mutating func set(_ number: Int, _ manifest: GroupManifest?) {
        lookup.replace(groups[number], with: manifest)
        groups[number] = manifest
        if manifest == nil { versions[StoreLayout.manifest(ofGroup: number)] = nil }
    }

    /// Takes note of what a file looks like now; nil where nobody knows.
    mutating func set(_ version: FileVersion?, of path: StoragePath) {
        versions[path] = version
    }

    /// Called when backups have gone.
    mutating func findOldestBackup() {
        lookup.findOldest(in: groups.values)
    }

    // MARK: Loading

    /// Reads the manifests that have changed.
    ///
    /// - Returns: The numbers of the folders without a manifest: of groups that were never committed, as a rule.
    mutating func load() throws(Failure) -> [Int] {
        // Without its settings an account must not seem to have the usual ones: retention would delete by them.
        guard let accountVersion = try version(StoreLayout.account) else {
            throw Failure(damaged: StoreLayout.account, "the file is missing", affects: "the whole account")
        }
        if accountVersion != versions[StoreLayout.account] {
            account = try readAccount()
            versions[StoreLayout.account] = accountVersion
        }
        var found: Set<Int> = []
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
        return unnamed
    }

    /// Looks for the groups that ought to be there and were not found.
    ///
    /// - Returns: The numbers of those that are there all the same, or damaged.
    private mutating func findMissingGroups(_ found: Set<Int>) throws(Failure) -> Set<Int> {
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

    mutating func noteMissing(_ number: Int) {
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
            guard AccountManifest.knownFormats.contains(account.format) else {
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
    private mutating func readGroup(_ number: Int, _ path: StoragePath) throws(Failure) -> Bool {
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
        guard GroupManifest.knownFormats.contains(manifest.format) else {
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

    private mutating func noteDamage(_ number: Int, _ failure: Failure) {
        set(number, nil)
        damagedGroups[number] = failure
    }
}
