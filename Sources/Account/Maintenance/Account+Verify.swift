public import Recipients
internal import Storage

/// What a check of the whole store found.
public struct VerifyResult: Hashable, Sendable {
    /// How many files were checked.
    public let files: Int
    /// The size of these files in bytes.
    public let bytes: Int
    /// The files that differ from what was written; empty if all is well.
    public let damaged: [DamagedFile]
    /// For each group with damaged recipients, which of its states are still whole, in words.
    public let stillWhole: [String]
    /// The files that could not be checked.
    public let unchecked: [UncheckedFile]
}

/// A file that need not be damaged, but could not be checked: a newer version of cbs wrote it, or this user may not
/// read it.
public struct UncheckedFile: Hashable, Sendable {
    /// Why not, as the failure of a check that found nothing else.
    public let refusal: Failure
    /// The file, and why it could not be checked, as of one that is damaged.
    public let file: DamagedFile
}

/// A file that differs from what was written.
public struct DamagedFile: Hashable, Sendable {
    /// The path in the store's folder.
    public let file: String
    /// What is wrong with it, in words.
    public let problem: String
    let affected: Affected

    /// The groups and backups that are affected, in words.
    public var affects: String { affected.words }
}

/// An overview of a store.
public struct StoreInfo: Hashable, Sendable {
    /// The place of the store, as people see it.
    public let place: String
    /// Groups that are not deleted.
    public let groups: Int
    /// Deleted groups that still have backups.
    public let deletedGroups: Int
    /// Backups that have not expired.
    public let backups: Int
    /// Recipients of the groups that are not deleted; somebody in two groups counts twice.
    public let recipients: Int
    /// Files of the store.
    public let files: Int
    /// The size of these files in bytes.
    public let bytes: Int
}

extension Account {
    /// The log, oldest first.
    public func log() throws(Failure) -> [LogEntry] {
        try store.log.entries()
    }

    /// Checks every file of the store against its checksum, and every state against its segments. Only reads.
    public func verify() throws(Failure) -> VerifyResult {
        for _ in 0..<Self.unpinnedAttempts {
            let check = try checkStore()
            // A file that looks damaged may have been removed by a writer meanwhile.
            if check.damaged.isEmpty { return check.result }
            guard try hasFallenBehind() else { return check.result }
        }
        return try pinned { () throws(Failure) in try checkStore().result }
    }

    /// Checks what there is of a store that is too damaged to be opened. Only reads.
    ///
    /// - Parameter place: Where the store is.
    public static func verify(_ place: StoreLocation.Place) throws(Failure) -> VerifyResult {
        let storage: any Storage
        switch place {
        case .memory: storage = MemoryStorage()
        case .folder(let folder): storage = FolderStorage(root: folder)
        case .server(let address): storage = try serverStorage(address)
        case .overlay(let base): return try verify(base)
        }
        var check = try StoreCheck(storage)
        try check.run()
        return check.result
    }

    /// Checks the store as it is now, independently of what this program has read.
    private func checkStore() throws(Failure) -> StoreCheck {
        var check = try StoreCheck(store.storage)
        let segments = check.store.knownGroups.values.flatMap(\.segments)
        check.progress = counter(.checking, of: segments.reduce(0) { $0 + $1.bytes })
        try check.run()
        return check
    }

    /// An overview of the store, with the size of its files. Reads no recipients.
    public func storeInfo() throws(Failure) -> StoreInfo {
        try checkAllWhole()
        let name = location.place.name
        let place = location.place.isOverlay ? "\(name) (simulated)" : name
        let files = try StoreFiles(store.storage)
        let groups = try store.groups.values
        return StoreInfo(
            place: place, groups: groups.count { !$0.isDeleted }, deletedGroups: groups.count { $0.isDeleted },
            backups: groups.reduce(0) { $0 + $1.backups.count { isVisible($0) } },
            recipients: groups.reduce(0) { $0 + $1.state.counts.recipients }, files: files.count, bytes: files.bytes)
    }
}

/// How many files a store has, and how large they are. The lock's does not count: what it holds depends on who is
/// working.
struct StoreFiles {
    private(set) var count = 0
    private(set) var bytes = 0

    init(_ storage: any Storage) throws(Failure) {
        try add(StoreLayout.root, storage)
    }

    private mutating func add(_ folder: StoragePath, _ storage: any Storage) throws(Failure) {
        let entries: [StorageEntry]
        do {
            entries = try storage.list(folder)
        } catch .missing where folder != StoreLayout.root {
            // Another process has removed a group meanwhile.
            return
        } catch {
            throw error.failure
        }
        for entry in entries where folder != StoreLayout.root || entry.name != StoreLayout.lock.text {
            if entry.isFolder {
                try add(folder.appending(entry.name), storage)
            } else {
                count += 1
                bytes += entry.size
            }
        }
    }
}
