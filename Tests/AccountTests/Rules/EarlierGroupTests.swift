import Recipients
import Testing

@testable import Account

/// What is said where a name is not that of the group that was meant.
@Suite struct EarlierGroupTests {
    let test: TestAccount

    init() throws {
        test = try TestAccount()
        try test.importCSV("email\nanna@example.com\nben@example.com\n", into: "P", new: true)
        try test.advance(days: 1)
        _ = try test.account.deleteGroup("P")
        try test.advance(days: 1)
        try test.account.beginStatement()
    }

    private var note: [String] {
        ["an earlier group \"P\", deleted at 2026-01-02T00:00:00Z, still has backups; its newest is backup 2"]
    }

    private func asOfDayOne() throws -> RestoreSource {
        .asOf(group: "P", try #require(Instant("2026-01-01T12:00")))
    }

    /// The log knows more than the store.
    @Test func aGroupWhoseBackupsHaveExpired() throws {
        try test.advance(days: 31)
        let help = "it was deleted at 2026-01-02T00:00:00Z, and its last backup expired at 2026-02-01T00:00:00Z"
        #expect(expectFailure(.unknownGroup) { try test.account.group("P") }?.help == help)
        #expect(expectFailure(.unknownGroup) { try test.account.backups(of: "P") }?.help == help)
    }

    @Test func aDeletedGroupIsSuggestedWhereItCanBeNamed() throws {
        _ = try test.account.createGroup("Newsletter")
        _ = try test.account.deleteGroup("Newsletter")
        let failure = expectFailure(.unknownGroup) { try test.account.backups(of: "Newsleter") }
        #expect(failure?.help == "did you mean \"Newsletter\"?")
        #expect(expectFailure(.unknownGroup) { try test.account.group("Newsleter") }?.help == nil)
    }

    @Test func aRecreatedGroupWithoutBackups() throws {
        _ = try test.account.createGroup("P")
        let failure = expectFailure(.unknownBackup) {
            try test.account.restore(RestoreRequest(.backup(.latest(ofGroup: "P"))))
        }
        let step = "; restore it with: restore backup 2 into new group \"P 2\""
        #expect(failure?.help == note.first.map { $0 + step })
        #expect(try test.account.backups(of: "P").isEmpty)
        #expect(test.account.takeNotes() == note)
        let result = try test.account.restore(RestoreRequest(try asOfDayOne()))
        #expect(result.counts.added == 0)
        #expect(test.account.takeNotes().contains(note[0]))
    }

    @Test func aGroupThatWasImportedAgain() throws {
        try test.importCSV("email\nzoe@example.com\n", into: "P", new: true)
        #expect(try test.account.recipientCount(of: .asOf(group: "P", try #require(Instant("2026-01-01T12:00")))) == 0)
        #expect(test.account.takeNotes().contains(note[0]))
        let result = try test.account.restore(RestoreRequest(.backup(.latest(ofGroup: "P"))))
        #expect(result.counts.added == 0)
        #expect(test.account.takeNotes() == note)
        _ = try test.account.backups(of: "P")
        #expect(test.account.takeNotes() == note)
    }

    @Test func aRestoreOfItsBackupThatBringsNobodyBack() throws {
        try test.importCSV("email\nzoe@example.com\n", into: "P", new: true)
        try test.account.beginStatement()
        // What the earlier group was before its first import.
        #expect(try test.account.restore(RestoreRequest(.backup(.id(1)))).counts.added == 0)
        #expect(test.account.takeNotes() == note)
    }

    @Test func aGroupThatWasRestoredIsTheSame() throws {
        try test.restore(2)
        _ = try test.account.backups(of: "P")
        #expect(test.account.takeNotes().isEmpty)
    }

    @Test func aRestoreThatBringsSomebodyBackIsQuiet() throws {
        try test.importCSV("email\nzoe@example.com\n", into: "P", new: true)
        try test.importCSV("email\nkim@example.com\n", into: "P") { $0.mode = .replace }
        try test.account.beginStatement()
        #expect(try test.account.restore(RestoreRequest(.backup(.latest(ofGroup: "P")))).counts.added == 1)
        #expect(test.account.takeNotes().isEmpty)
    }

    // MARK: Old names

    @Test func anOldNameIsFoundInTheLog() throws {
        _ = try test.account.createGroup("Old")
        _ = try test.account.renameGroup("Old", to: "Middle")
        _ = try test.account.renameGroup("Middle", to: "New")
        for name in ["Old", "Middle"] {
            let failure = expectFailure(.unknownGroup) { try test.account.group(name) }
            #expect(failure?.help == "it was renamed to \"New\"")
            expectFailure(.unknownGroup) { try test.account.backups(of: name) }
        }
        _ = try test.account.deleteGroup("New")
        let failure = expectFailure(.unknownGroup) { try test.account.group("Old") }
        #expect(failure?.help == "it was renamed to \"New\" and then deleted; bring it back with: restore backup 3")
    }

    @Test func theLastDeletionIsTheOneThatIsNamed() throws {
        for _ in 0..<3 {
            try test.importCSV("email\nzoe@example.com\n", into: "P", new: true)
            _ = try test.account.deleteGroup("P")
            try test.advance(seconds: 1)
        }
        let failure = expectFailure(.unknownGroup) { try test.account.group("P") }
        #expect(failure?.help == "it was deleted; bring it back with: restore backup 8")
    }

    /// Its newest backup is of an earlier state: what it brings back is said.
    @Test func aDeletionWithoutABackupIsTold() throws {
        try test.importCSV("email\nzoe@example.com\nkim@example.com\n", into: "Q", new: true)
        _ = try test.account.setBackup(false)
        try test.advance(seconds: 1)
        _ = try test.account.deleteGroup("Q")
        let failure = expectFailure(.unknownGroup) { try test.account.group("Q") }
        let state = GroupProblem.LastState(
            backup: 3, earlier: (ZonedInstant(try #require(Instant("2026-01-03")), in: .utc), 0))
        #expect(
            failure
                == GroupProblem.unknown("Q", .deleted(state), nearest: nil, isTarget: false).failure)
        #expect(failure?.help?.contains("left no backup") == true && failure?.help?.contains("0 recipients") == true)
    }

    @Test func anIDIsNoName() throws {
        let failure = expectFailure(.unknownGroup) { try test.account.compare(.group("2"), with: .backup(.id(1))) }
        #expect(failure?.help == "for the backup with this id, write: backup 2")
    }

    // MARK: deleted groups

    @Test func deletedGroupsAreListedNewestFirst() throws {
        try test.importCSV("email\nzoe@example.com\n", into: "Q", new: true)
        _ = try test.account.deleteGroup("Q")
        _ = try test.account.createGroup("None")
        _ = try test.account.deleteGroup("None", via: "api")
        let groups = try test.account.deletedGroups()
        #expect(groups.map(\.name) == ["Q", "P"])
        #expect(groups.map(\.latest.id) == [4, 2])
        #expect(groups.map(\.latest.recipients) == [1, 2])
        #expect(groups.map(\.backups) == [2, 2])
        try test.restore(2)
        #expect(try test.account.deletedGroups().map(\.name) == ["Q"])
        try test.advance(days: 30)
        #expect(try test.account.deletedGroups().isEmpty)
    }
}
