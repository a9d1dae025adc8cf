import Recipients
import StoreTestSupport
import TestSupport
import Testing

@testable import Account
@testable import PostgresStorage
@testable import Storage

/// An account on a server without its `account.json`.
@Suite(.enabled(if: TestServer.isInstalled)) struct ServerOpeningTests {
    private let name = TestServer.uniqueName()
    private let storage: PostgresStorage
    private let address: ServerAddress

    init() throws {
        storage = try ServerStorage.make(name)
        address = try ServerAddress(ServerStorage.server.get().address(name))
    }

    @Test func oneThatHasGroupsIsDamaged() throws {
        try Store.create(in: storage, simulatedNow: nil)
        let account = try Account.opened(storage)
        _ = try account.createGroup("A")
        try storage.remove(StoreLayout.account)
        account.close()
        let attempts: [() throws -> Void] = [
            { _ = try Account.open(StoreLocation(.server(address))) },
            { try Account.create(at: .server(address), simulatesClock: false) },
        ]
        for attempt in attempts {
            let failure = expectFailure(.damaged) { try attempt() }
            #expect(failure?.message.contains("account.json: the file is missing") == true)
            #expect(failure?.help?.contains("cbs salvage") == true)
        }
        let found = try Account.verify(.server(address))
        #expect(found.damaged.map(\.file) == ["account.json"])
        #expect(found.files == 3)
    }

    /// Its creation was interrupted.
    @Test func anEmptyOneIsCreated() throws {
        expectFailure(.storage) { try Account.open(StoreLocation(.server(address))) }
        #expect(try Account.create(at: .server(address), simulatesClock: false).isStore)
        #expect(try Account.open(StoreLocation(.server(address))).groups().isEmpty)
    }

    @Test func itsWriterIsNamedToWhoeverAsks() throws {
        let other = try ServerStorage.make(name)
        try other.checkUnlocked()
        try storage.lock()
        try storage.checkUnlocked()
        let error = storageError { try other.checkUnlocked() }
        guard case .locked(let holder?) = error else {
            Issue.record("found \(error.debugDescription)")
            return
        }
        #expect(holder.process == LockHolder.current.process)
        storage.unlock()
        try other.checkUnlocked()
    }
}
