import Recipients
import Snapshots
import Storage
import TestSupport
import Testing

@testable import Account

/// A store made by each released format of stores: whatever cbs becomes, it opens them.
@Suite struct FixtureTests {
    @Test(arguments: [1, 2]) func aStoreOfEachFormatOpens(format: Int) throws {
        let storage = try MemoryStorage(Fixture.files(ofFormat: format))
        let files = try storage.files()
        let account = try Account.opened(storage)
        try check(account)
        #expect(try storage.files() == files, "reading migrates nothing")
        // Who was erased is known, and everything can be changed.
        try account.importCSV("email,firstname\nben@example.org,Ben\nemil@example.org,Emil\n", into: "News")
        #expect(try account.people(.group("News")).count == 2)
        _ = try account.restore(RestoreRequest(.backup(.id(3))))
        #expect(try account.people(.group("Old")).count == 1)
        #expect(try account.verify().damaged == [])
    }

    private func check(_ account: Account) throws {
        #expect(try account.verify().damaged == [])
        #expect(try account.groups().map(\.name) == ["News"])
        #expect(try account.backups().map(\.id) == [1, 2, 3])
        #expect(account.settings.retention == TimeSpan(seconds: 60 * 86_400))
        #expect(try account.people(.group("News")).count == 1)
        #expect(try account.activity(of: "News").map(\.campaign) == ["May"])
        #expect(try account.log().contains { $0.action == .erase })
    }

    @Test func theFirstWriterMigratesAnOlderStore() throws {
        let storage = try MemoryStorage(Fixture.files(ofFormat: 1))
        let before = try Account.opened(storage).snapshot()
        _ = try Account.opened(storage).purge()
        let account = try Account.opened(storage)
        #expect(try account.snapshot() == before)
        try check(account)
        #expect(account.store.account.format == 3)
        #expect(account.store.knownGroups.values.map(\.format) == [3, 3])
        #expect(try storage.files()[StoreLayout.activity(0, ofGroup: 1)] == nil)
        _ = try account.record(.click, of: "anna@example.com", in: "News", at: nil, campaign: nil)
        #expect(try Account.opened(storage).activity(of: "News").map(\.event) == [.open, .click])
    }

    /// It is named, and stays as it is until somebody has saved what can be saved.
    @Test func damagedActivityOfAnOlderStoreKeepsNobodyFromWorking() throws {
        var files = try Fixture.files(ofFormat: 1)
        files[StoreLayout.activity(0, ofGroup: 1)]? += Array("{}\n".utf8)
        let storage = try MemoryStorage(files)
        let account = try Account.opened(storage)
        try account.importCSV("email\nemil@example.org\n", into: "News")
        #expect(try account.people(.group("News")).count == 2)
        #expect(try account.verify().damaged.map(\.file) == ["groups/0001/activity.jsonl"])
        expectFailure(.damaged) {
            try account.record(.click, of: "anna@example.com", in: "News", at: nil, campaign: nil)
        }
        let new = MemoryStorage()
        var salvage = StoreSalvage(storage, new)
        #expect(try salvage.run().lost.map(\.part) == ["1 record of the activity of \"News\""])
        #expect(try Account.opened(new).activity(of: "News").map(\.campaign) == ["May"])
    }
}

/// The stores in `Fixtures`.
enum Fixture {
    static func files(ofFormat format: Int) throws -> [StoragePath: [UInt8]] {
        let files = try FolderStorage(root: "\(Repository.root.path)/Tests/AccountTests/Fixtures/format-\(format)")
            .files()
        #expect(files.count == 8)
        return files
    }
}
