public import PostgresStorage
public import Recipients
internal import Storage
import SystemCalls

/// Which store a program works on, and how.
public struct StoreLocation: Hashable, Sendable {
    /// Where a store's files are.
    public enum Place: Hashable, Sendable {
        /// A new store, which ends with the program.
        case memory
        /// A folder on disk, by its path.
        case folder(String)
        /// An account on a server.
        case server(ServerAddress)
        /// The store in another place, with every change kept in memory.
        indirect case overlay(Place)

        /// Whether nothing that is done there remains.
        public var isOverlay: Bool { if case .overlay = self { true } else { false } }

        /// The place that an address names.
        public init(_ address: StoreAddress) {
            switch address {
            case .folder(let folder): self = .folder(folder)
            case .server(let address): self = .server(address)
            }
        }

        /// The name of the place in messages.
        public var name: String {
            switch self {
            case .memory: "memory"
            case .folder(let folder): folder
            case .server(let address): address.words
            case .overlay(let base): base.name
            }
        }
    }

    /// Where the files are.
    public let place: Place
    /// Whether every change is refused.
    public let isReadOnly: Bool
    /// How long a change waits for another process that is changing the store.
    public let wait: Duration

    /// Names a store; nothing is opened.
    public init(_ place: Place, isReadOnly: Bool = false, wait: Duration = .zero) {
        self.place = place
        self.isReadOnly = isReadOnly
        self.wait = wait
    }

    /// The same place, for changes that are only kept in memory.
    fileprivate var forRehearsal: StoreLocation { StoreLocation(place, wait: wait) }
}

/// What was made for a new store.
public struct CreationResult: Hashable, Sendable {
    /// Whether that includes the store itself.
    public let isStore: Bool
    /// What was done to the tables; nil in a folder.
    public let schema: SchemaChange?
}

/// An account as a server lists it.
public struct AccountListing: Hashable, Sendable {
    /// Its name.
    public let name: String
    /// When it was made, by the server's clock.
    public let created: Instant
    /// How many groups it has that are not deleted.
    public let groups: Int
}

extension Account {
    /// Opens a store.
    ///
    /// - Parameters:
    ///   - location: Where the store is, and whether it may be changed.
    ///   - createsFolder: Whether a folder that does not exist or is empty becomes a store, as the user's default one
    ///     does.
    /// - Throws: `storage` for a folder that is not a store, naming `cbs init`.
    public static func open(_ location: StoreLocation, createsFolder: Bool = false) throws(Failure) -> Account {
        let storage: any Storage
        let store: Store
        do throws(Failure) {
            storage = try openStorage(location.place, createsFolder: createsFolder, isReadOnly: location.isReadOnly)
            store = try Store(storage, hasLooked: true)
        } catch {
            guard error.code == .damaged else { throw error }
            throw StoreProblem.damagedStore(error, store: location.place.name).failure
        }
        let isOverlay = location.place.isOverlay
        let account = Account(store, isOverlay ? location.forRehearsal : location)
        if let user = storage.user { account.user = user }
        if isOverlay { try account.standStill() }
        return account
    }

    private static func openStorage(
        _ place: StoreLocation.Place,
        createsFolder: Bool,
        isReadOnly: Bool
    ) throws(Failure) -> any Storage {
        switch place {
        case .memory:
            let storage = MemoryStorage()
            try Store.create(in: storage, simulatedNow: Clock.simulatedStart)
            return storage
        case .folder(let folder):
            return try openFolder(folder, creates: createsFolder && !isReadOnly)
        case .server(let address):
            return try openServer(address)
        case .overlay(let base):
            return OverlayStorage(over: try openStorage(base, createsFolder: createsFolder, isReadOnly: isReadOnly))
        }
    }

    /// The storage of an account on a server.
    static func openServer(_ address: ServerAddress) throws(Failure) -> PostgresStorage {
        guard let name = address.account else { throw StoreAddressProblem.noAccount(address).failure }
        return try reaching(address) { () throws(StorageError) in
            let storage = try PostgresStorage(address, account: name)
            // Its creation was interrupted.
            if try storage.version(of: StoreLayout.account) == nil { throw .server(.noAccount(name)) }
            return storage
        }
    }

    /// An account that reads what this one holds now, and keeps every change in memory. It has this one's clock.
    public func rehearsal() throws(Failure) -> Account {
        let account = Account(try Store(OverlayStorage(over: store.storage)), location.forRehearsal)
        account.isCancelled = isCancelled
        account.progress = progress
        account.user = user
        account.systemNow = systemNow
        return account
    }

    /// Makes a store: in a folder that does not exist or is empty, or on a server, whose tables are made or migrated
    /// first.
    ///
    /// - Parameters:
    ///   - address: Where to make it; on a server without an account, only the tables are made.
    ///   - simulatesClock: Whether its clock stands still and moves only when told.
    /// - Returns: What was made.
    @discardableResult
    public static func create(at address: StoreAddress, simulatesClock: Bool) throws(Failure) -> CreationResult {
        let now = simulatesClock ? Clock.simulatedStart : nil
        switch address {
        case .folder(let folder):
            try Store.create(in: try makeFolder(folder), simulatedNow: now)
            return CreationResult(isStore: true, schema: nil)
        case .server(let address):
            let schema = try reaching(address) { () throws(StorageError) in try Schema.install(at: address) }
            guard address.account != nil else { return CreationResult(isStore: false, schema: schema) }
            let storage = try makeAccount(at: address)
            if try Store.exists(in: storage) { throw StoreProblem.accountAlready(address.words).failure }
            try Store.create(in: storage, simulatedNow: now)
            return CreationResult(isStore: true, schema: schema)
        }
    }

    /// Makes an account on a server. If there is one with this name, nothing in it changes.
    static func makeAccount(at address: ServerAddress) throws(Failure) -> PostgresStorage {
        guard let name = address.account else { throw StoreAddressProblem.noAccount(address).failure }
        return try reaching(address, makesAccount: true) { () throws(StorageError) in
            do throws(StorageError) {
                return try PostgresStorage(address, account: name)
            } catch {
                guard error == .server(.noAccount(name)) else { throw error }
            }
            try Schema.makeAccount(name, at: address)
            return try PostgresStorage(address, account: name)
        }
    }

    /// The accounts on a server that this user may see, by name.
    ///
    /// - Throws: `usage` for a folder, `storage` for a server that has no accounts or cannot be reached.
    public static func list(at address: StoreAddress) throws(Failure) -> [AccountListing] {
        guard case .server(let server) = address else { throw StoreAddressProblem.folder(address.words).failure }
        let found = try reaching(server) { () throws(StorageError) in
            try Schema.accounts(
                at: server, counting: StoreLayout.anyManifest, without: GroupManifest.deletionMark)
        }
        let order = NameOrder(found.map(\.account))
        return found.sorted { order[$0.account] < order[$1.account] }.map {
            AccountListing(name: $0.account, created: Instant(microseconds: $0.created), groups: $0.files)
        }
    }

    /// From now on, if a file of a store is truncated while it is read, or the disk fails, ends the program with a
    /// message that names the file.
    ///
    /// - Parameter exitStatus: The exit status of a damaged store.
    public static func reportLostFiles(exitStatus: Int32) {
        MappedFiles.reportLosses(exitStatus: exitStatus)
    }

    /// To be called before a signal handler can call `endProgram(status:)`.
    public static func prepareToEndProgram() {
        HeldLeases.prepare()
    }

    /// Ends the program from a signal handler, after giving back the locks that it holds on servers.
    ///
    /// - Parameter status: The exit status.
    public static func endProgram(status: Int32) {
        HeldLeases.endProgram(status: status)
    }

    /// The folder for a new store, which is made if necessary and must be empty, apart from what an attempt left that
    /// failed.
    ///
    /// - Parameters:
    ///   - folder: The folder.
    ///   - purpose: What the new store is for.
    ///   - isDefault: Whether it is the user's default store, which nobody named.
    static func makeFolder(
        _ folder: String,
        for purpose: NewStore = .account,
        isDefault: Bool = false
    ) throws(Failure) -> FolderStorage {
        let storage = FolderStorage(root: folder)
        try ensureFolder(folder, isDefault: isDefault) { () throws(Failure) in
            if try Store.exists(in: storage) {
                throw StoreProblem.storeAlready(folder: folder, purpose).failure
            }
            try refuseNesting(folder)
        }
        guard try Remains(storage).isFree else { throw StoreProblem.folderNotEmpty(folder, purpose).failure }
        return storage
    }

    /// Makes a folder, unless there is one.
    ///
    /// - Parameters:
    ///   - folder: The folder; the one around it must exist.
    ///   - isDefault: Whether it is, or leads to, the user's default store, which nobody named.
    ///   - check: Called before it is made, once no file is in its way; throws if it may not be made.
    static func ensureFolder(
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

    private static func openFolder(_ folder: String, creates: Bool) throws(Failure) -> FolderStorage {
        if isBlocked(folder) {
            let error = SystemError(ENOTDIR)
            throw creates
                ? StoreProblem.cannotCreateDefault(folder: folder, error).failure
                : StoreProblem.noStore(folder: folder, newStore: nil).failure
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
        guard creates else {
            let newStore = rest.isEmpty ? folder : StoreProblem.free(insteadOf: folder)
            throw StoreProblem.noStore(folder: folder, newStore: newStore).failure
        }
        try refuseNesting(folder)
        try createParents(of: folder)
        try Store.create(in: try makeFolder(folder, isDefault: true), simulatedNow: nil)
        return storage
    }

    /// Refuses a folder inside another store: it would hold files that the other store does not know.
    private static func refuseNesting(_ folder: String) throws(Failure) {
        if let store = StoreFence.store(around: folder) { throw StoreProblem.withinStore(folder, store).failure }
    }

    private static func createParents(of folder: String) throws(Failure) {
        var path = folder.hasPrefix("/") ? "" : "."
        for part in folder.split(separator: "/").dropLast() {
            path += "/\(part)"
            try ensureFolder(path, isDefault: true)
        }
    }

    /// Stops the clock at the base's present: an overlay's time moves only when told to.
    private func standStill() throws(Failure) {
        guard store.account.simulatedNow == nil else { return }
        var manifest = store.account
        readClock()
        manifest.simulatedNow = now
        try store.commit(manifest, nil)
    }
}
