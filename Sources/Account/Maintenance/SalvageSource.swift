internal import Recipients
internal import Storage

/// The manifests of a damaged store at one moment, each either whole or lost.
struct SalvageSource {
    private let storage: any Storage
    private(set) var account: Result<AccountManifest, Loss>
    /// By the numbers of the groups' folders.
    private(set) var groups: [Int: Result<GroupManifest, Loss>] = [:]
    /// What is lost besides manifests, and why.
    private(set) var lost: [Affected: String] = [:]
    /// How many bytes of the log belong to them.
    private(set) var logBytes = 0

    /// Why a part of the old store cannot be relied on.
    struct Loss: Error {
        let problem: String
        /// Whether the file does not exist.
        let isMissing: Bool

        init(_ problem: String, isMissing: Bool = false) {
            self.problem = problem
            self.isMissing = isMissing
        }
    }

    /// The log entries in the manifests.
    var journals: [LogEntry] {
        let groups = groups.values.compactMap { try? $0.get().journal }
        return groups + [(try? account.get())?.journal].compactMap { $0 }
    }

    /// Reads the manifests, and again those that a writer changes meanwhile.
    ///
    /// - Throws: If the storage cannot be reached, or if a manifest has a newer format: what cannot be fetched or
    ///   understood is not lost.
    init(_ storage: any Storage) throws(Failure) {
        self.storage = storage
        account = .failure(Loss("it was not read"))
        while true {
            try storing(storage.look())
            try keeping(.replacement, FolderStorage.switchFile) { () throws(StorageError) in
                _ = try storage.lookForSwitch()
            }
            var follower = try LogFollower(storage)
            groups = [:]
            var numbers: [Int] = []
            try keeping(.allGroups, StoreLayout.groups) { () throws(StorageError) in
                numbers = try Sweep(storage).groupFolders()
            }
            for number in numbers { try readGroup(number) }
            // Read last: the account's manifest says that a group has been removed before the group's own manifest is
            // removed.
            try readAccount()
            while let owners = try follower.newOwners() {
                logBytes = follower.position
                if owners.isEmpty { return }
                for case .group(let number) in owners { try readGroup(number) }
                try readAccount()
            }
        }
    }

    /// Makes a call; if it meets something that cannot be read, records what is lost.
    ///
    /// - Throws: If the storage cannot be reached.
    private mutating func keeping(
        _ affected: Affected,
        _ path: StoragePath,
        _ call: () throws(StorageError) -> Void
    ) throws(Failure) {
        do throws(StorageError) {
            try call()
            lost[affected] = nil
        } catch {
            guard let words = error.wordsOfFile else { throw error.failure }
            lost[affected] = "\(path): \(words)"
        }
    }

    private mutating func readAccount() throws(Failure) {
        account = try read(StoreLayout.account)
    }

    private mutating func readGroup(_ number: Int) throws(Failure) {
        let found: Result<GroupManifest, Loss> = try read(StoreLayout.manifest(ofGroup: number))
        groups[number] = found.flatMap { manifest in
            manifest.number == number ? .success(manifest) : .failure(Loss(FileDamage.ofGroup(manifest.number).words))
        }
    }

    private func read<Value: Manifest>(_ path: StoragePath) throws(Failure) -> Result<Value, Loss> {
        let mapped: MappedBytes
        do {
            mapped = try storage.map(path)
        } catch {
            if error.isOfServer { throw error.failure }
            let problem = error.wordsOfFile.map { "\(path): \($0)" } ?? error.failure.message
            return .failure(Loss(problem, isMissing: error.isMissing))
        }
        switch ReadManifest<Value>(mapped) {
        case .valid(let value): return .success(value)
        case .damaged(let damage): return .failure(Loss("\(path): \(damage.words)"))
        case .unknownFormat(let format) where format > Value.knownFormats.upperBound:
            throw StoreProblem.unknownFileFormat(path, format).failure
        case .unknownFormat: return .failure(Loss("\(path): it has an unknown format"))
        }
    }
}

extension Result where Success == GroupManifest, Failure == SalvageSource.Loss {
    /// Whether the file does not exist.
    var isMissing: Bool {
        if case .failure(let loss) = self { return loss.isMissing }
        return false
    }
}
