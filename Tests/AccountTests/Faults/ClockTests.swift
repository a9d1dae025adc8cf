import Recipients
import Snapshots
import Storage
import Testing

@testable import Account

/// A system's clock that is set back or far ahead.
@Suite struct ClockTests {
    private let storage = MemoryStorage()
    private let start: Instant

    init() throws {
        start = try instant("2026-03-01T00:00:00Z")
        try Store.create(in: storage, simulatedNow: nil)
        try open(start).importCSV("email\nanna@example.com\n", into: "News", new: true)
    }

    /// The account as a program sees it at some time of the system's clock.
    private func open(_ system: Instant) throws -> Account {
        let account = Account(try Store(storage), StoreLocation(.memory))
        account.systemNow = { system }
        try account.beginStatement()
        return account
    }

    private func later(_ days: Int64) throws -> Instant {
        try #require(start.advanced(by: TimeSpan(seconds: days * 86_400)))
    }

    @Test func aClockThatWasSetBackGoesOnFromTheLastChange() throws {
        let account = try open(try later(-1000))
        #expect(account.takeWarnings().count == 1)
        try account.importCSV("email\nben@example.com\n", into: "News")
        #expect(try account.backups().map(\.created) == [start, start])
        // Ten days later by that clock it is ten days later for the account.
        let second = try open(try later(-990))
        try second.importCSV("email\ncora@example.com\n", into: "News")
        #expect(try second.backups().map(\.created) == [start, start, try later(10)])
        // And the first two expire after thirty: they do not live for a thousand days.
        #expect(try open(try later(-971)).backups().count == 3)
        #expect(try open(try later(-969)).backups().map(\.id) == [3])
    }

    @Test func aClockThatIsRightAgainIsFollowed() throws {
        try open(try later(-1000)).importCSV("email\nben@example.com\n", into: "News")
        let account = try open(try later(5))
        #expect(account.takeWarnings().isEmpty)
        try account.importCSV("email\ncora@example.com\n", into: "News")
        #expect(account.store.account.steadyClock == nil)
        #expect(try account.backups().map(\.created) == [start, start, try later(5)])
    }

    @Test func aClockFarAheadSaysSinceWhenTheStoreWasIdleAndWhatExpired() throws {
        let account = try open(try later(400))
        let warnings = account.takeWarnings()
        #expect(warnings.count == 1)
        #expect(warnings.first?.contains("last changed at 2026-03-01T00:00:00Z") == true)
        #expect(warnings.first?.contains("backup 1 expired") == true)
        #expect(try open(try later(401)).takeWarnings().isEmpty)
    }

    @Test func whereNothingCanBeWrittenExpiredBackupsAreHidden() throws {
        let failing = FailingStorage(storage, failsAt: 1, .fromThenOn)
        let account = Account(try Store(failing), StoreLocation(.memory))
        let system = try later(31)
        account.systemNow = { system }
        try account.beginStatement()
        #expect(try account.backups().isEmpty)
        #expect(account.takeWarnings().count == 1)
        #expect(try account.people(.group("News")).count == 1)
    }
}
