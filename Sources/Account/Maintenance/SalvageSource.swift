internal import JSONRecords
internal import Recipients
internal import Storage

/// The manifests of a damaged store as they were at one time, each by itself whole or lost.
struct SalvageSource {
    private let storage: any Storage
    private(set) var account: Result<AccountManifest, Loss>
    /// By the numbers of the folders.
    private(set) var groups: [Int: Result<GroupManifest, Loss>] = [:]
    /// How much of the log belongs to them.
    private(set) var logBytes = 0

    /// Why something of the old store cannot be relied upon, in words.
    struct Loss: Error {
        let problem: String
        /// Whether there is no file at all.
        let isMissing: Bool

        init(_ problem: String, isMissing: Bool = false) {
            self.problem = problem
            self.isMissing = isMissing
        }
    }

    /// The log's lines that the manifests hold.
    var journals: [LogEntry] {
        let groups = groups.values.compactMap { try? $0.get().journal }
        return groups + [(try? account.get())?.journal].compactMap { $0 }
    }

    /// Reads the manifests, and those again that a writer changes in the meantime.
    init(_ storage: any Storage) throws(Failure) {
        self.storage = storage
        account = .failure(Loss("it was not read"))
        while true {
            try storing(storage.look())
            _ = try storing(storage.lookForSwitch())
            var follower = try LogFollower(storage)
            groups = [:]
            for number in try storing(Sweep(storage).groupFolders()) { readGroup(number) }
            // Read last: the account says that a group is gone before its manifest goes.
            readAccount()
            while let owners = try follower.newOwners() {
                logBytes = follower.position
                if owners.isEmpty { return }
                for case .group(let number) in owners { readGroup(number) }
                readAccount()
            }
        }
    }

    private mutating func readAccount() {
        account = read(AccountManifest.self, StoreLayout.account) { account in
            AccountManifest.knownFormats.contains(account.format) ? account.problem : "it has an unknown format"
        }
    }

    private mutating func readGroup(_ number: Int) {
        groups[number] = read(GroupManifest.self, StoreLayout.manifest(ofGroup: number)) { manifest in
            let isOurs = GroupManifest.knownFormats.contains(manifest.format) && manifest.number == number
            return isOurs ? manifest.problem : "it belongs to another group or format"
        }
    }

    private func read<Value: JSONRepresentable>(
        _ type: Value.Type,
        _ path: StoragePath,
        _ problem: (Value) -> String?
    ) -> Result<Value, Loss> {
        do throws(StorageError) {
            switch try storage.map(path).withBytes({ ChecksummedJSON.decode(type, from: $0) }) {
            case .success(let value): return problem(value).map { .failure(Loss($0)) } ?? .success(value)
            case .failure(let damage): return .failure(Loss("\(path): \(damage.problem)"))
            }
        } catch {
            return .failure(Loss(error.failure.message, isMissing: error.isMissing))
        }
    }
}

extension Result where Success == GroupManifest, Failure == SalvageSource.Loss {
    /// Whether there is no such file at all.
    var isMissing: Bool {
        if case .failure(let loss) = self { return loss.isMissing }
        return false
    }
}
