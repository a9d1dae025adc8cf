public import PostgresStorage
public import Recipients
internal import Storage

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
    /// What a folder is that does not exist or is empty.
    public enum FirstUse: Sendable {
        /// Not a store.
        case refused
        /// A new store, which is made.
        case makesStore
        /// A new store, which is made in memory, where nothing is to remain.
        case rehearsed
    }

    /// Opens a store.
    ///
    /// - Parameters:
    ///   - location: Where the store is, and whether it may be changed. Where it may not, no store is made.
    ///   - firstUse: What a folder is that does not exist or is empty.
    /// - Throws: `storage` for a folder that is not a store, naming `cbs init`.
    public static func open(_ location: StoreLocation, firstUse: FirstUse = .refused) throws(Failure) -> Account {
        let storage: any Storage
        let store: Store
        do throws(Failure) {
            storage = try openStorage(location.place, firstUse: location.isReadOnly ? .refused : firstUse)
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
        firstUse: FirstUse
    ) throws(Failure) -> any Storage {
        switch place {
        case .memory:
            let storage = MemoryStorage()
            try Store.create(in: storage, simulatedNow: Clock.simulatedStart)
            return storage
        case .folder(let folder):
            return try StoreFolder.open(folder, firstUse)
        case .server(let address):
            return try openServer(address)
        case .overlay(let base):
            return OverlayStorage(over: try openStorage(base, firstUse: firstUse))
        }
    }

    /// The storage of an account on a server.
    static func openServer(_ address: ServerAddress) throws(Failure) -> PostgresStorage {
        let storage = try serverStorage(address)
        if try StoreManifests.accountVersion(in: storage) != nil { return storage }
        if let problem = try problem(of: storage, at: address) { throw problem }
        // Its creation was interrupted.
        throw ServerProblem.noAccount(address.account ?? "").failure(at: address)
    }

    /// The files of an account on a server, whether they are a store or not.
    static func serverStorage(_ address: ServerAddress) throws(Failure) -> PostgresStorage {
        guard let name = address.account else { throw StoreAddressProblem.noAccount(address).failure }
        return try reaching(address) { () throws(StorageError) in try PostgresStorage(address, account: name) }
    }

    /// What is wrong with an account on a server that has no manifest; nil if it has no files at all.
    private static func problem(of storage: PostgresStorage, at address: ServerAddress) throws(Failure) -> Failure? {
        let remains = try Remains(storage)
        if remains.isFree { return nil }
        if try remains.isFreeForCopy { return CopyProblem.unfinished(address.words).failure }
        return StoreProblem.damagedStore(StoreManifests.accountDamage(.missing), store: address.words).failure
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
            try Store.create(in: try StoreFolder.make(folder), simulatedNow: now)
            return CreationResult(isStore: true, schema: nil)
        case .server(let address):
            let schema = try reaching(address) { () throws(StorageError) in try Schema.install(at: address) }
            guard address.account != nil else { return CreationResult(isStore: false, schema: schema) }
            let storage = try makeAccount(at: address)
            if try Store.exists(in: storage) { throw StoreProblem.accountAlready(address.words).failure }
            if let problem = try problem(of: storage, at: address) { throw problem }
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

    /// Stops the clock at the base's present: an overlay's time moves only when told to.
    private func standStill() throws(Failure) {
        guard store.account.simulatedNow == nil else { return }
        var manifest = store.account
        readClock()
        manifest.simulatedNow = now
        try store.commit(manifest, nil)
    }
}
