internal import Recipients
internal import Storage
import SystemCalls

/// The folders of stores on disk: opening one, and making one for a new store.
enum StoreFolder {
    /// The storage of the store in a folder.
    ///
    /// - Parameters:
    ///   - folder: The folder.
    ///   - firstUse: What a folder is that does not exist or is empty.
    static func open(_ folder: String, _ firstUse: Account.FirstUse) throws(Failure) -> any Storage {
        if isBlocked(folder) {
            let error = SystemError(ENOTDIR)
            throw firstUse == .refused
                ? StoreProblem.noStore(folder: folder, newStore: nil).failure
                : StoreProblem.cannotCreateDefault(folder: folder, error).failure
        }
        let storage = FolderStorage(root: folder)
        if try Store.exists(in: storage) { return storage }
        if try storing(storage.version(of: StoreLayout.nextAccount)) != nil {
            throw CopyProblem.unfinished(folder).failure
        }
        let rest = (try? storage.list(StoreLayout.root)) ?? []
        if rest.contains(where: { $0.name == StoreLayout.groups.text }) {
            throw StoreProblem(.missing(StoreLayout.account), at: StoreLayout.account, affects: .account)
                .failure
        }
        guard firstUse != .refused else {
            if let store = StoreFence.store(around: folder) {
                throw StoreProblem.insideStore(folder: folder, store: store).failure
            }
            let isFree = (try? Remains(storage).isFree) ?? false
            let newStore = isFree ? folder : StoreProblem.free(insteadOf: folder)
            throw StoreProblem.noStore(folder: folder, newStore: newStore).failure
        }
        try refuseNesting(folder)
        if firstUse == .rehearsed {
            try requireFree(storage, folder, .account)
            let memory = MemoryStorage()
            try Store.create(in: memory, simulatedNow: nil)
            return memory
        }
        try createParents(of: folder)
        try Store.create(in: try make(folder, isDefault: true), simulatedNow: nil)
        return storage
    }

    /// The folder for a new store, which is made if necessary and must be empty, apart from what an attempt left that
    /// failed.
    ///
    /// - Parameters:
    ///   - folder: The folder.
    ///   - purpose: What the new store is for.
    ///   - isDefault: Whether it is the user's default store, which nobody named.
    static func make(
        _ folder: String,
        for purpose: NewStore = .account,
        isDefault: Bool = false
    ) throws(Failure) -> FolderStorage {
        let storage = FolderStorage(root: folder)
        try ensure(folder, isDefault: isDefault) { () throws(Failure) in
            if try Store.exists(in: storage) {
                throw StoreProblem.storeAlready(folder: folder, purpose).failure
            }
            try refuseNesting(folder)
        }
        try requireFree(storage, folder, purpose)
        return storage
    }

    private static func requireFree(
        _ storage: FolderStorage,
        _ folder: String,
        _ purpose: NewStore
    ) throws(Failure) {
        guard try Remains(storage).isFree else { throw StoreProblem.folderNotEmpty(folder, purpose).failure }
    }

    /// Makes a folder, unless there is one.
    ///
    /// - Parameters:
    ///   - folder: The folder; the one around it must exist.
    ///   - isDefault: Whether it is, or leads to, the user's default store, which nobody named.
    ///   - check: Called before it is made, once no file is in its way; throws if it may not be made.
    static func ensure(
        _ folder: String,
        isDefault: Bool = false,
        check: () throws(Failure) -> Void = {}
    ) throws(Failure) {
        func problem(_ error: SystemError) -> StoreProblem {
            isDefault ? .cannotCreateDefault(folder: folder, error) : .cannotCreate(folder: folder, error)
        }
        if let obstacle = obstacle(at: folder) { throw problem(obstacle).failure }
        if isDanglingLink(folder) { throw StoreProblem.danglingLink(folder).failure }
        try check()
        guard mkdir(folder, 0o700) == 0 || errno == EEXIST else { throw problem(.last).failure }
    }

    /// Whether a file has the name of a folder, or of one that leads to it.
    static func isBlocked(_ folder: String) -> Bool { obstacle(at: folder)?.number == ENOTDIR }

    /// Why a folder cannot be looked into; nil if it can, or if there is none.
    private static func obstacle(at folder: String) -> SystemError? {
        var status = stat()
        guard stat(folder, &status) == 0 else { return errno == ENOENT ? nil : .last }
        guard status.st_mode & S_IFMT == S_IFDIR else { return SystemError(ENOTDIR) }
        return access(folder, X_OK) == 0 ? nil : .last
    }

    /// Whether a link has the name of a folder, and leads nowhere.
    private static func isDanglingLink(_ folder: String) -> Bool {
        var status = stat()
        return lstat(folder, &status) == 0 && stat(folder, &status) != 0 && errno == ENOENT
    }

    /// Refuses a folder inside another store: it would hold files that the other store does not know.
    private static func refuseNesting(_ folder: String) throws(Failure) {
        if let store = StoreFence.store(around: folder) { throw StoreProblem.withinStore(folder, store).failure }
    }

    private static func createParents(of folder: String) throws(Failure) {
        var path = folder.hasPrefix("/") ? "" : "."
        for part in folder.split(separator: "/").dropLast() {
            path += "/\(part)"
            try ensure(path, isDefault: true)
        }
    }
}
