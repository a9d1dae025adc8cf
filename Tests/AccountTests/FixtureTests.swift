import Recipients
import Snapshots
import Testing

@testable import Account

/// A store made by each released format of stores: whatever cbs becomes, it opens them.
@Suite struct FixtureTests {
    @Test func aStoreOfTheFirstFormatOpens() throws {
        let files = try FolderStorage(root: RepositoryRoot.path + "/Tests/AccountTests/Fixtures/format-1").files()
        #expect(files.count == 8)
        let account = try Account.opened(MemoryStorage(files))
        #expect(try account.verify().damaged == [])
        #expect(try account.groups().map(\.name) == ["News"])
        #expect(try account.backups().map(\.id) == [1, 2, 3])
        #expect(account.settings.retention == TimeSpan(seconds: 60 * 86_400))
        #expect(try account.people(.group("News")).count == 1)
        #expect(try account.activity(of: "News").map(\.campaign) == ["May"])
        #expect(try account.log().last?.action == "erase")
        // Who was erased is known, and everything can be changed.
        try account.importCSV("email,firstname\nben@example.org,Ben\nemil@example.org,Emil\n", into: "News")
        #expect(try account.people(.group("News")).count == 2)
        _ = try account.restore(RestoreRequest(.backup(.id(3))))
        #expect(try account.people(.group("Old")).count == 1)
        #expect(try account.verify().damaged == [])
    }
}
