internal import Recipients
internal import Storage

/// What an attempt to make a store, or to copy one, may leave in a folder where it failed. Anything else there belongs
/// to the user, and no store is made beside it.
struct Remains {
    private let storage: any Storage
    /// The other entries of the folder.
    private let others: [StorageEntry]
    /// Whether the manifest of an unfinished copy is among the remains.
    private let hasNextAccount: Bool

    /// Looks at a folder that is not a store; it need not exist.
    init(_ storage: any Storage) throws(Failure) {
        self.storage = storage
        let entries: [StorageEntry]
        do throws(StorageError) {
            entries = try storage.list(StoreLayout.root)
        } catch {
            guard error.isMissing else { throw error.failure }
            entries = []
        }
        hasNextAccount = entries.contains { !$0.isFolder && $0.name == StoreLayout.nextAccount.text }
        var others: [StorageEntry] = []
        for entry in entries where try !Self.isLeft(entry, in: storage) { others.append(entry) }
        self.others = others
    }

    /// Whether a store can be made here.
    var isFree: Bool { others.isEmpty }

    /// Whether a copy can be made here, or continued.
    var isFreeForCopy: Bool {
        get throws(Failure) {
            if isFree { return true }
            guard others.allSatisfy({ $0.isFolder && $0.name == StoreLayout.groups.text }) else { return false }
            return try storing { () throws(StorageError) in
                let folders = try storage.list(StoreLayout.groups)
                guard folders.allSatisfy({ $0.isFolder && StoreLayout.groupNumber(ofFolder: $0.name) != nil }) else {
                    return false
                }
                if hasNextAccount { return true }
                // A power cut may have lost that name. If there is a manifest, there was a store.
                for number in try Sweep(storage).groupFolders()
                where try storage.version(of: StoreLayout.manifest(ofGroup: number)) != nil { return false }
                return true
            }
        }
    }

    private static func isLeft(_ entry: StorageEntry, in storage: any Storage) throws(Failure) -> Bool {
        guard !entry.isFolder else { return false }
        guard entry.name == StoreLayout.lock.text else { return StoreLayout.isTemporary(entry.name) }
        do throws(StorageError) {
            return LockFile.isContent(try storage.map(StoreLayout.lock).array)
        } catch {
            // Anything but a regular file is not ours, nor is what may not be read.
            switch error {
            case .unexpectedKind: return false
            default:
                if error.isForbidden { return false }
                throw error.failure
            }
        }
    }
}
