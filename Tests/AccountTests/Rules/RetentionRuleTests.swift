import Recipients
import Testing

@testable import Account
@testable import Snapshots
@testable import Storage

/// The rules of retention, one test each.
@Suite struct RetentionRuleTests {
    let test: TestAccount
    private static let thirtyDays: Int64 = 30 * 86_400

    init() throws {
        test = try TestAccount()
        try test.importCSV("email,city\nanna@example.com,Berlin\n", into: "News", new: true)
        try test.importCSV("email,city\nanna@example.com,Bonn\n", into: "News")
    }

    private func segmentFiles() throws -> Int {
        try test.account.store.storage.list(StoreLayout.segments(ofGroup: 1)).count
    }

    @Test func aBackupIsThereUntilTheLastSecond() throws {
        #expect(try test.advance(seconds: Self.thirtyDays - 1) == [])
        #expect(try test.backupIDs == [1, 2])
        #expect(try test.recipients(.backup(.id(2))).count == 1)
        #expect(
            try test.account.backup(.id(1)).expires
                == Clock.simulatedStart.advanced(by: TimeSpan(seconds: Self.thirtyDays)))
    }

    @Test func aBackupExpiresWhenTheClockReachesItsDate() throws {
        #expect(try test.advance(seconds: Self.thirtyDays) == [1, 2])
        #expect(try test.backupIDs == [])
    }

    @Test func anExpiredBackupIsNeitherShownNorReadNorRestored() throws {
        try test.advance(seconds: Self.thirtyDays)
        let failures = [
            expectFailure(.expiredBackup) { try test.account.backup(.id(2)) },
            expectFailure(.expiredBackup) { try test.recipients(.backup(.id(2))) },
            expectFailure(.expiredBackup) { try test.restore(2) },
            expectFailure(.expiredBackup) {
                try test.account.export(.backup(.id(2)), to: ExportTarget(UserFile("/nonexistent/file.csv")))
            },
        ]
        for failure in failures { #expect(failure?.message == "backup 2 expired at 2026-01-31T00:00:00Z") }
    }

    @Test func anIdThatWasNeverGivenIsUnknown() {
        expectFailure(.unknownBackup) { try test.account.backup(.id(3)) }
        expectFailure(.unknownBackup) { try test.account.backup(.id(0)) }
    }

    /// After a change of the retention, the log alone does not tell.
    @Test func noFalseDateOfExpiryIsGiven() throws {
        _ = try test.account.deleteGroup("News")
        try test.advance(seconds: Self.thirtyDays)
        _ = try test.account.setRetention(TimeSpan(seconds: 2 * 86_400))
        let failure = expectFailure(.expiredBackup) { try test.account.backup(.id(3)) }
        #expect(failure?.message == "backup 3 has expired")
    }

    @Test func itsDataLeavesTheDisk() throws {
        #expect(try segmentFiles() == 2)
        _ = try test.account.deleteGroup("News")
        try test.advance(seconds: Self.thirtyDays - 1)
        #expect(try segmentFiles() == 2)
        try test.advance(seconds: 1)
        // The group is gone, but the log tells when.
        let failure = expectFailure(.expiredBackup) { try test.account.backup(.id(3)) }
        #expect(failure?.message.contains("expired at") == true)
        #expect(throws: StorageError.missing(StoreLayout.segments(ofGroup: 1))) { try segmentFiles() }
    }

    @Test func notAByteOfAnExpiredBackupStays() throws {
        // "Berlin" stands only in backup 2 now, in a segment that the group still needs; Ben only in backup 3.
        try test.importCSV("email,city\nben@example.com,Ulm\n", into: "News")
        try test.importCSV("email,city\nanna@example.com,Bonn\n", into: "News") { $0.mode = .replace }
        #expect(try test.wholeStore().contains("Berlin"))
        try test.advance(seconds: Self.thirtyDays)
        let bytes = try test.wholeStore()
        #expect(!bytes.contains("Berlin"))
        #expect(!bytes.contains("ben@example.com"))
        #expect(try test.value("city", of: "anna@example.com", in: "News") == "Bonn")
        #expect(try test.account.verify().damaged.isEmpty)
    }

    @Test func whatAYoungerBackupShowsStays() throws {
        try test.advance(days: 1)
        try test.importCSV("email,city\nanna@example.com,Ulm\n", into: "News")
        try test.advance(seconds: Self.thirtyDays - 86_400)
        let bytes = try test.wholeStore()
        #expect(!bytes.contains("Berlin"))
        #expect(bytes.contains("Bonn"))
        #expect(try test.recipients(.backup(.id(3)))["anna@example.com"]?.values == ["Bonn"])
    }

    @Test func whatTheGroupStillNeedsStays() throws {
        try test.advance(days: 31)
        #expect(try test.value("city", of: "anna@example.com", in: "News") == "Bonn")
    }

    @Test func aShorterRetentionHoldsForOlderBackups() throws {
        try test.advance(days: 10)
        try test.importCSV("email\n", into: "News")
        #expect(try test.account.setRetention(TimeSpan(seconds: 7 * 86_400)) == [1, 2])
        #expect(try test.backupIDs == [3])
    }

    @Test func aLongerRetentionHoldsForOlderBackupsToo() throws {
        #expect(try test.account.setRetention(TimeSpan(seconds: 60 * 86_400)) == [])
        try test.advance(days: 59)
        #expect(try test.backupIDs == [1, 2])
    }

    @Test func nothingExpiredComesBack() throws {
        try test.advance(days: 10)
        _ = try test.account.setRetention(TimeSpan(seconds: 7 * 86_400))
        #expect(try test.account.setRetention(TimeSpan(seconds: 60 * 86_400)) == [])
        #expect(try test.backupIDs == [])
        expectFailure(.expiredBackup) { try test.account.backup(.id(2)) }
    }

    @Test func retentionIsMoreThanNothing() {
        expectFailure(.invalidValue) { try test.account.setRetention(TimeSpan(seconds: 0)) }
    }

    @Test func theClockGoesOnlyForward() throws {
        try test.advance(days: 1)
        expectFailure(.clockBackwards) { try test.account.setClock(to: Clock.simulatedStart) }
        #expect(try test.account.setClock(to: instant("2026-02-01")) == [1, 2])
    }

    @Test func expiryLeavesNoEmptySegments() throws {
        for round in 0..<5 { try test.importCSV("email,city\nanna@example.com,Rom \(round)\n", into: "News") }
        #expect(try segmentFiles() == 7)
        try test.advance(days: 30)
        #expect(try segmentFiles() == 1)
        #expect(try test.value("city", of: "anna@example.com", in: "News") == "Rom 4")
        #expect(try test.account.verify().damaged.isEmpty)
    }

    @Test func purgeMergesWhatNoBackupNeeds() throws {
        try test.advance(days: 30)
        for number in 0..<5 { _ = try test.account.addRecipient("p\(number)@example.com", to: "News", values: []) }
        _ = try test.account.removeRecipient("p0@example.com", from: "News")
        #expect(try segmentFiles() == 7)
        #expect(try test.wholeStore().contains("p0@example.com"))
        let purged = try test.account.purge()
        #expect(purged.expired == [] && purged.bytes > 0)
        #expect(try segmentFiles() == 1)
        #expect(try !test.wholeStore().contains("p0@example.com"))
        #expect(try test.recipients(of: "News").count == 5)
        #expect(try test.account.verify().damaged.isEmpty)
    }

    @Test func expiryIsLogged() throws {
        try test.advance(days: 30)
        let entry = try #require(try test.account.log().last)
        #expect(entry.action == .expire && entry.group == "News" && entry.note == "backup 1, backup 2")
    }
}
