import Recipients
import Storage
import Testing

@testable import Account

/// Somebody who left and was then removed does not come back active by accident.
@Suite struct LeaverTests {
    private let test: TestAccount
    private var account: Account { test.account }
    private static let left = Instant("2026-01-02T00:00:00Z")

    /// Anna left on 2 January, and is not in the group.
    init() throws {
        test = try TestAccount()
        try test.importCSV("email,city\nanna@x.de,Bonn\nben@x.de,Ulm\n", into: "News", new: true)
        try test.advance(days: 1)
        _ = try account.unsubscribe("anna@x.de", from: "News")
        try test.advance(days: 1)
        _ = try account.removeRecipient("anna@x.de", from: "News")
    }

    private func anna(of account: Account? = nil) throws -> Recipient? {
        let reader = try (account ?? test.account).recipients(of: .group("News"))
        while let recipient = try reader.next() {
            if recipient.email == "anna@x.de" { return recipient }
        }
        return nil
    }

    private func isRemembered() -> Bool {
        account.store.knownGroups[1]?.leavers?.records.all.isEmpty == false
    }

    @Test func aPlainListBringsThemBackUnsubscribed() throws {
        let result = try test.importCSV("email,city\nanna@x.de,Trier\n", into: "News")
        #expect(result.counts.keptUnsubscribed == 1 && result.counts.added == 1)
        let anna = try #require(try anna())
        #expect(anna.status == .unsubscribed && anna.signUp.deactivated == Self.left && anna.signUp.activated == nil)
        #expect(anna.signUp.registered == Instant("2026-01-03T00:00:00Z"))
        #expect(!isRemembered(), "the row tells from now on")
    }

    @Test func anActivationThatIsNotLaterStands() throws {
        try test.importCSV("email,activated\nanna@x.de,2025-05-05\n", into: "News")
        #expect(try anna()?.signUp.activated == Instant("2025-05-05"))
        #expect(try anna()?.status == .unsubscribed)
    }

    @Test func aLaterActivationLetsThemIn() throws {
        let result = try test.importCSV("email,activated\nanna@x.de,2026-01-02T12:00:00Z\n", into: "News")
        #expect(result.counts.keptUnsubscribed == 0)
        #expect(try anna()?.status == .active)
        #expect(!isRemembered())
    }

    @Test func resubscribingLetsThemIn() throws {
        try test.importCSV("email\nanna@x.de\n", into: "News") { $0.resubscribes = true }
        #expect(try anna()?.status == .active)
        #expect(!isRemembered())
    }

    @Test(arguments: ["email,status\nanna@x.de,unsubscribed\n", "email,deactivated\nanna@x.de,2025-01-01\n"])
    func whoeverTheFileHoldsForGoneIsNotCounted(file: String) throws {
        let result = try test.importCSV(file, into: "News")
        #expect(result.counts.keptUnsubscribed == 0)
        #expect(try anna()?.signUp.deactivated == Self.left)
    }

    @Test func aLaterDateOfLeavingCounts() throws {
        try test.importCSV("email,deactivated\nanna@x.de,2026-01-02T12:00:00Z\n", into: "News")
        #expect(try anna()?.signUp.deactivated == Instant("2026-01-02T12:00:00Z"))
    }

    @Test func severalRowsOfOneAddressDoNotHelp() throws {
        let result = try test.importCSV("email,city\nanna@x.de,A\nANNA@x.de,B\n", into: "News")
        #expect(result.counts.duplicates == 1)
        #expect(try anna()?.status == .unsubscribed)
    }

    @Test func addingByHandForgets() throws {
        _ = try account.addRecipient("anna@x.de", to: "News", values: [])
        #expect(try anna()?.status == .active)
        #expect(!isRemembered())
        _ = try account.removeRecipient("anna@x.de", from: "News")
        try test.importCSV("email\nanna@x.de\n", into: "News")
        #expect(try anna()?.status == .active)
    }

    @Test func erasingForgets() throws {
        _ = try account.erase("anna@x.de")
        #expect(!isRemembered())
    }

    @Test func replaceRemembersToo() throws {
        try test.importCSV("email,unsubscribed\nben@x.de,yes\ncem@x.de,no\n", into: "News")
        try test.importCSV("email\ncem@x.de\n", into: "News") { $0.mode = .replace }
        try test.importCSV("email\nben@x.de\n", into: "News")
        #expect(try test.recipient("ben@x.de", of: "News")?.status == .unsubscribed)
    }

    @Test func aRestoreAsksTheMemoryBeforeOlderStates() throws {
        let result = try test.restore(1) { $0.mode = .updateAdd }
        #expect(result.counts.added == 0, "backup 1 is of nothing")
        try test.importCSV("email\ndora@x.de\n", into: "News")
        // The backup before that import has neither; the first import's state after has Anna as active.
        let undone = try account.undo(UndoRequest(.backup(.id(3))))
        #expect(undone.counts.removed == 1)
        try test.importCSV("email\nanna@x.de\n", into: "News")
        #expect(try anna()?.status == .unsubscribed)
    }

    @Test func deletionReturnCompactionExpiryAndOtherProgramsKeepIt() throws {
        try test.importCSV("email\ndora@x.de\n", into: "News")
        _ = try account.deleteGroup("News")
        try test.restore(3)
        _ = try account.purge()
        try test.advance(days: 40)
        #expect(try account.backups().isEmpty)
        let next = try Account.opened(account.store.storage)
        try next.importCSV("email\nanna@x.de\n", into: "News")
        #expect(try anna(of: next)?.status == .unsubscribed)
    }

    /// Who had left when the group was deleted, and does not come back with it, is known for longer than the backups.
    @Test func aGroupThatComesBackWithoutThemRemembersThem() throws {
        _ = try account.addRecipient("anna@x.de", to: "News", values: [])
        try test.importCSV("email\ndora@x.de\n", into: "News")
        try test.advance(days: 1)
        _ = try account.unsubscribe("anna@x.de", from: "News")
        _ = try account.deleteGroup("News")
        try test.restore(2) { $0.filter = { (recipient, _) in recipient.email == "ben@x.de" } }
        try test.advance(days: 40)
        try test.importCSV("email\nanna@x.de\n", into: "News")
        #expect(try anna()?.status == .unsubscribed)
    }

    @Test func aDeletionWithoutABackupRemembersAll() throws {
        _ = try account.addRecipient("anna@x.de", to: "News", values: [])
        try test.importCSV("email\ndora@x.de\n", into: "News")
        _ = try account.unsubscribe("ben@x.de", from: "News")
        _ = try account.deleteGroup("News", via: "api")
        let result = try test.restore(2)
        #expect(result.counts.keptUnsubscribed == 1)
        #expect(try test.recipient("ben@x.de", of: "News")?.status == .unsubscribed)
        #expect(try anna()?.status == .active)
    }

    /// Whoever takes back the change that let somebody in knows again that they had left.
    @Test func anUndoRemembersAgain() throws {
        try test.importCSV("email,activated\nanna@x.de,2026-01-02T12:00:00Z\n", into: "News")
        #expect(try anna()?.status == .active)
        _ = try account.undo(UndoRequest(.newest))
        #expect(try anna() == nil)
        #expect(isRemembered())
        try test.importCSV("email\nanna@x.de\n", into: "News")
        #expect(try anna()?.signUp.deactivated == Self.left)
    }

    @Test func recordsAreReadAsTheyWereWritten() {
        let dates: [UInt64: Instant] = [
            0: .earliest, .max: .latest, 0x0102_0304_0506_0708: Instant(microseconds: -1), 7: Instant(unixSeconds: 0),
        ]
        let records = LeaverRecords(dates)
        #expect(records.dates == dates && records.isPlausible)
        #expect(records.all.map(\.hash) == [0, 7, 0x0102_0304_0506_0708, .max])
        #expect(LeaverRecords().all.isEmpty && LeaverRecords().isPlausible)
    }
}
