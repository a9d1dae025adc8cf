public import Recipients
internal import Storage
import SystemCalls

/// Which store a program works on, and how.
public struct StoreLocation: Hashable, Sendable {
    /// What holds the store's files.
    public enum Place: Hashable, Sendable {
        /// A new store, which is gone with the program.
        case memory
        /// A folder on disk, by its path.
        case folder(String)
        /// The store in a folder, with every change kept in memory.
        case overlay(String)
    }

    /// Where the files are.
    public let place: Place
    /// Whether every change is refused.
    public let isReadOnly: Bool
    /// How long a change waits for another process that is changing the store.
    public let wait: Duration

    /// Names a store; nothing is opened yet.
    public init(_ place: Place, isReadOnly: Bool = false, wait: Duration = .zero) {
        self.place = place
        self.isReadOnly = isReadOnly
        self.wait = wait
    }
}

extension Account {
    /// Opens a store.
    ///
    /// - Parameters:
    ///   - location: Where the store is, and whether it may be changed.
    ///   - createsFolder: Whether a folder that is not there or empty becomes a store: the user's default one.
    /// - Throws: `storage` for a folder that is no store, naming `cbs init`.
    public static func open(_ location: StoreLocation, createsFolder: Bool = false) throws(Failure) -> Account {
        let storage: any Storage
        switch location.place {
        case .memory:
            storage = MemoryStorage()
            try Store.create(in: storage, simulatedNow: Clock.simulatedStart)
        case .folder(let folder):
            storage = try openFolder(folder, creates: createsFolder && !location.isReadOnly)
        case .overlay(let folder):
            storage = OverlayStorage(over: try openFolder(folder, creates: createsFolder))
        }
        let account = Account(try Store(storage), location)
        if case .overlay = location.place { try account.standStill() }
        return account
    }

    /// An account that reads what this one holds now, and keeps every change in memory. Its clock is that of this one.
    public func rehearsal() throws(Failure) -> Account {
        let account = Account(try Store(OverlayStorage(over: store.storage)), location)
        account.isCancelled = isCancelled
        account.progress = progress
        account.user = user
        account.systemNow = systemNow
        return account
    }

    /// Makes a store in a folder that is not there or empty.
    ///
    /// - Parameter folder: Its path.
    /// - Parameter simulatesClock: Whether its clock stands still and moves only when told.
    public static func create(folder: String, simulatesClock: Bool) throws(Failure) {
        let storage = try makeFolder(folder)
        try Store.create(in: storage, simulatedNow: simulatesClock ? Clock.simulatedStart : nil)
    }

    /// Ends the program with the exit status of a damaged store, and a message that names the file, when a file of a store is
    /// cut off while it is read, or the disk fails.
    public static func reportLostFiles() {
        MappedFiles.reportLosses(exitStatus: 4)
    }

    /// A folder for a new store: it was not there or is empty.
    static func makeFolder(_ folder: String, for purpose: NewStore = .account) throws(Failure) -> FolderStorage {
        let storage = FolderStorage(root: folder)
        if try Store.exists(in: storage) {
            throw StoreProblem.storeAlready(folder: folder, purpose).failure
        }
        try refuseNesting(folder)
        guard mkdir(folder, 0o700) == 0 || errno == EEXIST else {
            throw StoreProblem.cannotCreate(folder: folder, .last).failure
        }
        let entries = try storing(storage.list(StoreLayout.root))
        guard entries.isEmpty else { throw StoreProblem.folderNotEmpty(folder, purpose).failure }
        return storage
    }

    private static func openFolder(_ folder: String, creates: Bool) throws(Failure) -> FolderStorage {
        let storage = FolderStorage(root: folder)
        if try Store.exists(in: storage) { return storage }
        if try storing(storage.version(of: StoreLayout.nextAccount)) != nil {
            throw CopyProblem.unfinished(folder).failure
        }
        if let rest = try? storage.list(StoreLayout.root), rest.contains(where: { $0.name == StoreLayout.groups.text })
        {
            throw StoreProblem(.missing(StoreLayout.account), at: StoreLayout.account, affects: "the whole account")
                .failure
        }
        guard creates else { throw StoreProblem.noStore(folder: folder, canBeMade: true).failure }
        try refuseNesting(folder)
        try createParents(of: folder)
        try create(folder: folder, simulatesClock: false)
        return storage
    }

    /// A store within another one would be files that the other does not know.
    private static func refuseNesting(_ folder: String) throws(Failure) {
        if let store = StoreFence.store(around: folder) { throw StoreProblem.withinStore(folder, store).failure }
    }

    private static func createParents(of folder: String) throws(Failure) {
        var path = folder.hasPrefix("/") ? "" : "."
        for part in folder.split(separator: "/").dropLast() {
            path += "/\(part)"
            guard mkdir(path, 0o700) == 0 || errno == EEXIST else {
                throw StoreProblem.cannotCreate(folder: path, .last).failure
            }
        }
    }

    /// Stops the clock at the base's present: an overlay's time moves only when told.
    private func standStill() throws(Failure) {
        guard store.account.simulatedNow == nil else { return }
        var manifest = store.account
        readClock()
        manifest.simulatedNow = now
        try store.commit(manifest, nil)
    }
}
