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

    /// The account as a program sees it at some time of the system clock.
    private func open(_ system: Instant) throws -> Account {
        let account = Account(try Store(storage), StoreLocation(.memory))
        account.systemNow = { system }
        try account.beginStatement()
        return account
    }

    private func later(_ days: Int64, seconds: Int64 = 0) throws -> Instant {
        try #require(start.advanced(by: TimeSpan(seconds: days * 86_400 + seconds)))
    }

    /// The backups whose data the store has, shown or not.
    private func keptBackups() throws -> [Int] {
        try Store(storage).groups.values.flatMap { $0.backups.map(\.id) }.sorted()
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

    @Test func aClockFarAheadHidesBackupsAndKeepsTheirDataForAnHour() throws {
        let account = try open(try later(400))
        let warnings = account.takeWarnings()
        #expect(warnings.count == 1)
        #expect(warnings.first?.contains("last used at 2026-03-01T00:00:00Z") == true)
        #expect(warnings.first?.contains("1 backup expired") == true)
        #expect(try account.backups() == [])
        let failure = expectFailure(.expiredBackup) { try account.backup(.id(1)) }
        #expect(failure?.help?.contains("kept until") == true)
        let purged = try account.purge()
        #expect(purged.expired == [] && purged.waiting == [1])
        #expect(try purged.waitsUntil?.instant == later(400, seconds: 3600))
        #expect(try keptBackups() == [1])
        #expect(try open(try later(400, seconds: 3599)).backups() == [])
        #expect(try keptBackups() == [1])
        #expect(try open(try later(400, seconds: 3600)).backups() == [])
        #expect(try keptBackups() == [])
    }

    @Test func aClockThatIsSetRightShowsThemAgain() throws {
        #expect(try open(try later(400)).backups() == [])
        #expect(try open(try later(400, seconds: 60)).backups() == [])
        let account = try open(try later(0, seconds: 600))
        #expect(account.takeWarnings() == [])
        #expect(try account.backups().map(\.id) == [1])
        #expect(try account.now == later(0, seconds: 600))
        // From then on it is as if nothing had been.
        #expect(try open(try later(29)).backups().map(\.id) == [1])
        #expect(account.store.account.seen?.leap == nil)
    }

    /// What was changed by the wrong clock does not keep the account in the future.
    @Test func changesByTheWrongClockDoNotKeepTheAccountThere() throws {
        let wrong = try open(try later(400))
        try wrong.importCSV("email\nben@example.com\n", into: "News")
        let account = try open(try later(0, seconds: 600))
        #expect(try account.now == later(0, seconds: 600))
        #expect(try account.backups().map(\.id) == [1, 2])
        try account.importCSV("email\ncora@example.com\n", into: "News")
        #expect(try account.backup(.id(3)).created == later(0, seconds: 600))
        let last = try account.log().suffix(2).map(\.action)
        #expect(last == [.clockReset, .importRows])
        #expect(try open(try later(0, seconds: 900)).now == later(0, seconds: 900))
    }

    @Test func purgeNowDoesNotWait() throws {
        let account = try open(try later(400))
        let purged = try account.purge(now: true)
        #expect(purged.expired == [1] && purged.waiting == [] && purged.waitsUntil == nil)
        #expect(try keptBackups() == [])
        // From then on the clock is believed: set right, it is before the last time seen.
        let back = try open(try later(1))
        #expect(try back.now == later(400))
        #expect(back.takeWarnings().first?.contains("\"clock reset\"") == true)
        try back.resetClock()
        #expect(try back.now == later(1))
        #expect(try back.log().last?.action == .clockReset)
        #expect(try open(try later(2)).now == later(2))
    }

    /// Whoever only looks is a reason to believe the clock as well.
    @Test func readingIsSeeingTheTime() throws {
        for day in stride(from: Int64(2), through: 30, by: 2) { _ = try open(try later(day)).groups() }
        #expect(try keptBackups() == [])
    }

    @Test func aPauseOfFortyEightHoursIsBelieved() throws {
        _ = try open(try later(28)).groups()
        _ = try open(try later(30)).groups()
        #expect(try keptBackups() == [])
    }

    @Test func aSecondMoreIsNot() throws {
        _ = try open(try later(28)).groups()
        let account = try open(try later(30, seconds: 1))
        #expect(try account.backups() == [])
        #expect(try keptBackups() == [1])
    }

    @Test func readOnlyHidesAndNotesNothing() throws {
        let before = try storage.files()
        let account = Account(try Store(storage), StoreLocation(.memory, isReadOnly: true))
        let system = try later(400)
        account.systemNow = { system }
        try account.beginStatement()
        #expect(try account.backups() == [])
        #expect(try storage.files() == before)
    }

    @Test func aSimulatedClockIsNotPutBack() throws {
        let test = try TestAccount()
        expectFailure(.clockBackwards) { try test.account.resetClock() }
    }

    @Test func aClockThatIsRightNeedsNoReset() throws {
        let account = try open(try later(1))
        let before = try storage.files()
        try account.resetClock()
        #expect(try account.now == later(1))
        #expect(try storage.files()[StoreLayout.log] == before[StoreLayout.log])
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
