import Recipients
import Snapshots
import Storage
import Testing

@testable import Account

/// A group whose manifest cannot be read keeps its name, and what has expired in it is not forgotten.
@Suite struct DamagedGroupTests {
    private let storage = MemoryStorage()

    /// A deleted group and a live one with the same name; the live one is damaged.
    init() throws {
        try Store.create(in: storage, simulatedNow: Clock.simulatedStart)
        let account = try Account.opened(storage)
        for name in ["A", "B"] { try account.importCSV("email\nanna@example.com\n", into: name, new: true) }
        _ = try account.deleteGroup("A")
        try account.importCSV("email\nben@example.com\n", into: "First name", new: true)
        _ = try account.renameGroup("First name", to: "A")
        try storage.replace(StoreLayout.manifest(ofGroup: 3), with: [])
    }

    private static let changes: [@Sendable (Account) throws -> Void] = [
        { _ = try $0.createGroup("A") },
        { _ = try $0.renameGroup("B", to: "A") },
        { try $0.importCSV("email\nben@example.com\n", into: "A", new: true) },
        { account in
            var request = RestoreRequest(.backup(.id(2)))
            request.target = ImportTarget("A", isNew: true)
            _ = try account.restore(request)
        },
        // These would bring back the deleted group.
        { _ = try $0.restore(RestoreRequest(.backup(.id(3)))) },
        { _ = try $0.undo(UndoRequest(.backup(.id(3)))) },
    ]

    @Test(arguments: changes.indices) func itsNameStaysTaken(change: Int) throws {
        let account = try Account.opened(storage)
        let failure = expectFailure(.damaged) { try Self.changes[change](account) }
        #expect(failure?.message.contains("groups/0003/group.json") == true)
        #expect(try account.verify().damaged.map(\.file) == ["groups/0003/group.json"])
    }

    @Test func otherNamesAreFree() throws {
        let account = try Account.opened(storage)
        _ = try account.createGroup("First name")
        _ = try account.deleteGroup("B")
        let number = try #require(account.store.deletedGroups(named: "B").first?.number)
        try storage.replace(StoreLayout.manifest(ofGroup: number), with: [])
        _ = try Account.opened(storage).createGroup("B")
    }

    /// An older version let that happen.
    @Test func verifyTellsOfTwoGroupsWithOneName() throws {
        let account = try Account.opened(storage)
        var twin = GroupManifest(number: 3, name: "B", created: account.now)
        twin.journal = try account.store.log.entries().last
        try storage.replace(StoreLayout.manifest(ofGroup: 3), with: ChecksummedJSON.encode(twin))
        let opened = try Account.opened(storage)
        let found = try opened.verify().damaged
        #expect(found.map(\.file) == ["groups/0003/group.json"])
        #expect(found.map(\.problem) == ["group number 2 has the same name"])
        _ = try opened.renameGroup("B", to: "C")
        #expect(try opened.verify().damaged == [])
    }

    @Test func whatHasExpiredInItIsNamed() throws {
        let account = try Account.opened(storage)
        #expect(try account.purge().obstacle == nil)
        let days = TimeSpan(seconds: 40 * 86_400)
        _ = try account.advanceClock(by: days)
        let problem = try #require(account.store.damagedGroups[3]).failure
        #expect(account.takeWarnings() == [AccountWarning.expiredDataStays(problem).text.plain])
        let result = try account.purge()
        #expect(result.obstacle == problem)
        #expect(account.takeWarnings() == [AccountWarning.expiredDataStays(problem).text.plain])
    }
}
