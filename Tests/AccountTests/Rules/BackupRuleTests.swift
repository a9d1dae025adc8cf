import Recipients
import Storage
import Testing

@testable import Account

/// The rules of automatic backups, one test each.
@Suite struct BackupRuleTests {
    let test: TestAccount

    init() throws {
        test = try TestAccount()
        try test.importCSV("email,city\nanna@example.com,Berlin\n", into: "News", new: true)
    }

    private func newest() throws -> BackupInfo {
        try #require(try test.account.backups().max { $0.id < $1.id })
    }

    @Test func everyImportKeepsABackupOfWhatWasBefore() throws {
        try test.importCSV("email,city\nanna@example.com,Bonn\nben@example.com,Ulm\n", into: "News")
        let backup = try newest()
        #expect(backup.id == 2 && backup.reason == .import && backup.recipients == 1 && backup.group == "News")
        #expect(try test.recipients(.backup(.id(2)))["anna@example.com"]?.values == ["Berlin"])
    }

    @Test func everyRestoreKeepsABackup() throws {
        try test.importCSV("email,city\nanna@example.com,Bonn\n", into: "News")
        let result = try test.restore(2)
        #expect(result.kept == .backup(3))
        #expect(try newest().reason == .restore)
        #expect(try test.recipients(.backup(.id(3)))["anna@example.com"]?.values == ["Bonn"])
    }

    @Test func everyDeletionKeepsABackup() throws {
        let result = try test.account.deleteGroup("News")
        #expect(result == DeletionResult(group: "News", recipients: 1, kept: .backup(2), isDamaged: false))
        let backup = try newest()
        #expect(backup.reason == .deleteGroup && backup.isOfDeletedGroup && backup.recipients == 1)
        expectFailure(.unknownGroup) { try test.account.group("News") }
    }

    /// A backup of what cannot be read is of no use, and somebody must hear of it while there is still another copy.
    @Test func deletingADamagedGroupWarns() throws {
        let storage = MemoryStorage()
        try Store.create(in: storage, simulatedNow: Clock.simulatedStart)
        let list = "email,city\nanna@example.com,Berlin\nben@example.com,Ulm\n"
        for name in ["Damaged", "Whole"] { try Account.opened(storage).importCSV(list, into: name, new: true) }
        let path = StoreLayout.segment(1, ofGroup: 1)
        var bytes = try storage.map(path).array
        bytes[bytes.count - 10] ^= 1
        try storage.replace(path, with: bytes)
        let account = try Account.opened(storage)
        #expect(try account.deleteGroup("Damaged").kept.id == 3)
        #expect(account.takeWarnings().map { $0.contains(path.text) } == [true])
        try account.beginStatement()
        #expect(try account.deleteGroup("Whole").kept.id == 4)
        #expect(account.takeWarnings().isEmpty)
    }

    @Test func anUnchangedGroupIsBackedUpToo() throws {
        let result = try test.importCSV("email,city\nanna@example.com,Berlin\n", into: "News")
        #expect(result.counts.unchanged == 1)
        #expect(result.kept == .backup(2))
    }

    @Test func anEmptyGroupAndOneThatIsCreatedAreBackedUpToo() throws {
        _ = try test.account.createGroup("Empty")
        #expect(try test.importCSV("email\n", into: "Empty").kept == .backup(2))
        #expect(try test.account.deleteGroup("Empty").kept == .backup(3))
        #expect(try test.account.backup(.id(1)).recipients == 0)
        let copy = try test.restore(1) { $0.target = ImportTarget("Copy", isNew: true) }
        #expect(copy.kept == .backup(4))
    }

    @Test func otherChangesKeepNone() throws {
        _ = try test.account.addRecipient("ben@example.com", to: "News", values: [])
        _ = try test.account.updateRecipient("ben@example.com", of: "News", values: [.init(field: "city", text: "Ulm")])
        _ = try test.account.unsubscribe("ben@example.com", from: "News")
        _ = try test.account.removeRecipient("ben@example.com", from: "News")
        _ = try test.account.renameGroup("News", to: "Letter")
        #expect(try test.backupIDs == [1])
    }

    @Test func idsAreAscendingAccountWideAndNeverUsedTwice() throws {
        try test.importCSV("email\n", into: "Other", new: true)
        try test.importCSV("email\n", into: "News")
        #expect(try test.backupIDs == [1, 2, 3])
        try test.advance(days: 31)
        #expect(try test.backupIDs == [])
        try test.importCSV("email\n", into: "News")
        #expect(try test.backupIDs == [4])
    }

    @Test func idsOfDeletedGroupsWhoseBackupsExpiredAreNotUsedAgain() throws {
        _ = try test.account.deleteGroup("News")
        try test.advance(days: 31)
        try test.importCSV("email\n", into: "Other", new: true)
        #expect(try test.backupIDs == [3])
        expectFailure(.expiredBackup) { try test.account.backup(.id(2)) }
    }

    @Test func switchedOffForTheAccount() throws {
        _ = try test.account.setBackup(false)
        let result = try test.importCSV("email\nben@example.com\n", into: "News")
        #expect(result.kept == .none(.off))
        #expect(try test.account.deleteGroup("News").kept == .none(.off))
        #expect(try test.backupIDs == [1])
    }

    @Test func switchedOffForAGroup() throws {
        _ = try test.account.setBackup(false, for: "News")
        #expect(try test.importCSV("email\nben@example.com\n", into: "News").kept == .none(.offForGroup))
        #expect(try test.account.log().last?.note?.hasSuffix("no backup: off for group") == true)
        #expect(try test.importCSV("email\n", into: "Other", new: true).kept == .backup(2))
        #expect(try test.account.group("News").keepsBackups == false)
    }

    @Test func effectiveIsAccountAndGroup() throws {
        _ = try test.account.setBackup(false)
        _ = try test.account.setBackup(true, for: "News")
        #expect(try test.account.group("News").keepsBackups == false)
        #expect(try test.importCSV("email\n", into: "News").kept == .none(.off))
        _ = try test.account.setBackup(true)
        #expect(try test.account.group("News").keepsBackups)
    }

    @Test(arguments: ["api", "magento", "contao", "xt:commerce", "shopware", "woocommerce", "my-crm"])
    func externalInterfacesMakeNone(interface: String) throws {
        #expect(try test.importCSV("email\n", into: "News", via: interface).kept == .none(.via(interface)))
        #expect(try test.account.deleteGroup("News", via: interface).kept == .none(.via(interface)))
        #expect(try test.backupIDs == [1])
    }

    @Test func switchingOffLeavesExistingBackupsAlone() throws {
        _ = try test.account.setBackup(false)
        #expect(try test.backupIDs == [1])
    }

    @Test func aGroupDeletedWithoutAnyBackupIsGone() throws {
        _ = try test.account.setBackup(false)
        try test.importCSV("email\n", into: "Other", new: true)
        _ = try test.account.deleteGroup("Other")
        expectFailure(.unknownGroup) { try test.account.backups(of: "Other") }
    }

    @Test func activityIsNeverInABackup() throws {
        _ = try test.account.record(.open, of: "anna@example.com", in: "News", at: nil, campaign: "May")
        _ = try test.account.deleteGroup("News")
        try test.restore(2)
        #expect(try test.account.activity(of: "News").isEmpty)
    }

    @Test func activityOfRecipientsWhoStayStays() throws {
        try test.importCSV("email\nben@example.com\n", into: "News")
        for email in ["anna@example.com", "ben@example.com"] {
            _ = try test.account.record(.click, of: email, in: "News", at: nil, campaign: nil)
        }
        try test.importCSV("email\nben@example.com\n", into: "News") { $0.mode = .replace }
        try test.restore(2)
        #expect(try test.account.activity(of: "News").map(\.email) == ["ben@example.com"])
    }

    @Test func backupsAreListedByGroupAndDate() throws {
        try test.importCSV("email\n", into: "Alpha", new: true)
        try test.advance(seconds: 1)
        try test.importCSV("email\n", into: "News")
        try test.importCSV("email\n", into: "Alpha")
        #expect(try test.account.backups().map(\.id) == [2, 4, 1, 3])
        #expect(try test.account.backups(of: "Alpha").map(\.id) == [2, 4])
    }

    @Test func aNameMeansTheStandingGroupElseTheOneLastDeletedUnderIt() throws {
        _ = try test.account.deleteGroup("News")
        #expect(try test.account.backups(of: "News").map(\.id) == [1, 2])
        try test.importCSV("email\nzoe@example.com\n", into: "News", new: true)
        #expect(try test.account.backups(of: "News").map(\.id) == [3])
        _ = try test.account.deleteGroup("News")
        #expect(try test.account.backups(of: "News").map(\.id) == [3, 4])
        #expect(try test.account.backup(.latest(ofGroup: "News")).id == 4)
    }

    @Test func backupsKeepTheNameTheyWereMadeUnder() throws {
        _ = try test.account.renameGroup("News", to: "Letter")
        try test.importCSV("email\n", into: "Letter")
        #expect(try test.account.backups(of: "Letter").map(\.group) == ["Letter", "News"])
        expectFailure(.unknownGroup) { try test.account.backups(of: "News") }
    }
}
