import Recipients
import Testing

@testable import Account

/// Sign-up columns, and the rule that nobody who left becomes active again by accident.
@Suite struct SignUpTests {
    let test: TestAccount
    let now = Clock.simulatedStart

    init() throws {
        test = try TestAccount()
    }

    /// A group with Anna, who was activated in 2024 and left on 2025-06-01.
    private func annaHasLeft() throws {
        try test.importCSV(
            "email,activated,deactivated\nanna@example.com,2024-01-01,2025-06-01\n", into: "News", new: true)
        #expect(try test.status(of: "anna@example.com", in: "News") == .unsubscribed)
    }

    @Test func withoutActivatedColumnNewRecipientsAreActivatedNow() throws {
        try test.importCSV("email,registered\nanna@example.com,2024-05-01\n", into: "News", new: true)
        let anna = try #require(try test.recipient("anna@example.com", of: "News"))
        #expect(anna.signUp == SignUp(registered: try instant("2024-05-01"), activated: now))
    }

    @Test func withoutActivatedColumnExistingRecipientsKeepTheirSignUp() throws {
        try test.importCSV(
            "email,registered,activated\nanna@example.com,2024-01-01,2024-01-02\n", into: "News", new: true)
        try test.importCSV("email,registered\nanna@example.com,2020-01-01\n", into: "News")
        let anna = try #require(try test.recipient("anna@example.com", of: "News"))
        #expect(anna.signUp.registered == (try instant("2024-01-01")))
        #expect(anna.signUp.activated == (try instant("2024-01-02")))
    }

    @Test func anEmptyActivatedCellMeansNotActivated() throws {
        try test.importCSV("email,activated\nanna@example.com,2024-01-01\n", into: "News", new: true)
        try test.importCSV("email,activated\nanna@example.com,\nben@example.com,0\n", into: "News")
        #expect(try test.status(of: "anna@example.com", in: "News") == .inactive)
        #expect(try test.status(of: "ben@example.com", in: "News") == .inactive)
    }

    /// Anna was activated again after she had left; the row has an empty cell for the latter.
    @Test(arguments: [
        (EmptyCells.keep, "2022-01-01", Status.active, true), (.clear, "2022-01-01", .active, false),
        // What the row says of the activation decides the status, as it would without the stored date.
        (.keep, "2020-06-01", .active, false), (.keep, "", .inactive, false), (.clear, "", .inactive, false),
    ])
    func anEmptyDateOfLeavingLeavesTheStoredOneAlone(
        empty: EmptyCells, activated: String, status: Status, isKept: Bool
    ) throws {
        let before = "email,registered,activated,deactivated\nanna@example.com,2020-01-01,2022-01-01,2021-01-01\n"
        try test.importCSV(before, into: "News", new: true)
        try test.importCSV(
            "email,registered,activated,deactivated\nanna@example.com,,\(activated),\n", into: "News"
        ) { $0.emptyCells = empty }
        let anna = try #require(try test.recipient("anna@example.com", of: "News"))
        #expect(anna.status == status)
        #expect(anna.signUp.deactivated == (isKept ? try instant("2021-01-01") : nil))
    }

    @Test func anEmptyDateOfLeavingBringsNobodyBack() throws {
        try annaHasLeft()
        let before = try test.recipients(of: "News")
        for activated in ["2024-01-01", "2025-06-01", ""] {
            try test.importCSV("email,activated,deactivated\nanna@example.com,\(activated),\n", into: "News")
            #expect(try test.recipients(of: "News") == before)
        }
        try test.importCSV("email,activated,deactivated\nanna@example.com,2025-06-02,\n", into: "News")
        let anna = try #require(try test.recipient("anna@example.com", of: "News"))
        #expect(anna.status == .active)
        #expect(anna.signUp.deactivated == (try instant("2025-06-01")))
    }

    @Test func aNewRecipientWhoIsSaidToHaveLeftIsNotActivated() throws {
        try test.importCSV("email,deactivated\nanna@example.com,2025-01-01\n", into: "News", new: true)
        #expect(try test.status(of: "anna@example.com", in: "News") == .unsubscribed)
    }

    /// A flag or word for leaving counts, however old its date is.
    @Test(arguments: [
        ("Status,Unsubscribed Date", "unsubscribed,2022-06-01"),
        ("Status,Unsubscribed Date", "unsubscribed,2023-01-01"),
        ("Werbesperre,deactivated", "ja,2022-06-01"), ("subscribed,deactivated", "no,2022-06-01"),
    ])
    func aWordForLeavingCountsWithAnOldDate(header: String, cells: String) throws {
        try test.importCSV("email,activated\nanna@example.com,2023-01-01\n", into: "News", new: true)
        let result = try test.importCSV("email,\(header)\nanna@example.com,\(cells)\n", into: "News")
        #expect(result.counts == ImportCounts(read: 1, updated: 1))
        #expect(result.rows(.undatedLeaving) == 1)
        #expect(result.rows(.outdatedLeaving) == 0)
        let anna = try #require(try test.recipient("anna@example.com", of: "News"))
        #expect(anna.signUp.deactivated == now)
        #expect(anna.status == .unsubscribed)
    }

    @Test func aWordForLeavingWithALaterDateHasThatDate() throws {
        try test.importCSV("email,activated\nanna@example.com,2023-01-01\n", into: "News", new: true)
        let result = try test.importCSV(
            "email,Status,Unsubscribed Date\nanna@example.com,unsubscribed,2023-06-01\n", into: "News")
        #expect(result.rows(.undatedLeaving) == 0)
        #expect(
            try test.recipient("anna@example.com", of: "News")?.signUp.deactivated == (try instant("2023-06-01")))
    }

    @Test func anOldDateAloneUnsubscribesNobodyAndGetsARemark() throws {
        try test.importCSV("email,activated\nanna@example.com,2023-01-01\n", into: "News", new: true)
        let result = try test.importCSV("email,deactivated\nanna@example.com,2022-06-01\n", into: "News")
        #expect(result.rows(.outdatedLeaving) == 1)
        #expect(try test.status(of: "anna@example.com", in: "News") == .active)
        let both = "email,deactivated\nanna@example.com,2022-06-01\nanna@example.com,2024-06-01\n"
        #expect(try test.importCSV(both, into: "News").rows(.outdatedLeaving) == 0)
        #expect(try test.status(of: "anna@example.com", in: "News") == .unsubscribed)
    }

    @Test func anIncomingRowKeepsWhoLeftUnsubscribedButAppliesItsFields() throws {
        try annaHasLeft()
        let result = try test.importCSV("email,activated,city\nanna@example.com,2025-05-31,Bonn\n", into: "News")
        #expect(result.counts.keptUnsubscribed == 1)
        #expect(try test.status(of: "anna@example.com", in: "News") == .unsubscribed)
        #expect(try test.value("city", of: "anna@example.com", in: "News") == "Bonn")
    }

    @Test func aPlainListKeepsWhoLeftUnsubscribed() throws {
        try annaHasLeft()
        let result = try test.importCSV("email\nanna@example.com\n", into: "News")
        #expect(result.counts == ImportCounts(read: 1, unchanged: 1, keptUnsubscribed: 1))
    }

    @Test func aLaterActivationCounts() throws {
        try annaHasLeft()
        let result = try test.importCSV("email,activated\nanna@example.com,2025-06-02\n", into: "News")
        #expect(result.counts.keptUnsubscribed == 0)
        #expect(try test.status(of: "anna@example.com", in: "News") == .active)
    }

    @Test func anActivationAtTheSameInstantDoesNotCount() throws {
        try annaHasLeft()
        try test.importCSV("email,activated\nanna@example.com,2025-06-01\n", into: "News")
        #expect(try test.status(of: "anna@example.com", in: "News") == .unsubscribed)
    }

    @Test(arguments: [
        "email,activated,deactivated\nanna@example.com,2025-01-01,\n", "email,activated\nanna@example.com,2025-01-01\n",
        "email\nanna@example.com\n",
    ])
    func resubscribeLetsRowsActivate(csv: String) throws {
        try annaHasLeft()
        let result = try test.importCSV(csv, into: "News") { $0.resubscribes = true }
        #expect(result.counts.keptUnsubscribed == 0)
        #expect(try test.status(of: "anna@example.com", in: "News") == .active)
    }

    @Test func leavingOutSignUpColumnsIsRefusedWhenItWouldActivateSomebody() throws {
        let csv = """
            email,activated,deactivated
            anna@example.com,2024-01-01,2025-06-01
            ben@example.com,2024-01-01,

            """
        let leaveOut: (inout ImportOptions) -> Void = {
            $0.mappings = [.init(column: "activated", field: nil), .init(column: "deactivated", field: nil)]
        }
        let failure = expectFailure(.consent) { try test.importCSV(csv, into: "News", new: true, leaveOut) }
        #expect(failure?.message.contains("1 unsubscribed recipient") == true)
        #expect(try test.account.groups().isEmpty)
        try test.importCSV(csv, into: "News", new: true) {
            leaveOut(&$0)
            $0.resubscribes = true
        }
        #expect(try test.status(of: "anna@example.com", in: "News") == .active)
    }

    @Test func leavingOutOnlyTheUnsubscriptionIsRefusedToo() throws {
        let csv = "email,activated,deactivated\nanna@example.com,2024-01-01,2025-06-01\n"
        expectFailure(.consent) {
            try test.importCSV(csv, into: "News", new: true) {
                $0.mappings = [.init(column: "deactivated", field: "left on")]
            }
        }
    }

    @Test func leavingOutSignUpColumnsOfActivePeopleIsFine() throws {
        let csv = "email,activated,deactivated\nben@example.com,2024-01-01,\n"
        let result = try test.importCSV(csv, into: "News", new: true) {
            $0.mappings = [.init(column: "activated", field: nil), .init(column: "deactivated", field: nil)]
        }
        #expect(result.counts == ImportCounts(read: 1, added: 1))
    }

    @Test func aRestoreAsksTheTargetFirst() throws {
        try test.importCSV("email,activated\nanna@example.com,2024-01-01\n", into: "News", new: true)
        try test.importCSV("email\n", into: "News")
        _ = try test.account.unsubscribe("anna@example.com", from: "News")
        let result = try test.restore(2)
        #expect(result.counts == ImportCounts(read: 1, unchanged: 1, keptUnsubscribed: 1))
        #expect(try test.status(of: "anna@example.com", in: "News") == .unsubscribed)
    }

    @Test func aRestoreElsewhereAsksTheGroupItCameFrom() throws {
        try test.importCSV("email,activated\nanna@example.com,2024-01-01\n", into: "News", new: true)
        try test.importCSV("email\n", into: "News")
        _ = try test.account.unsubscribe("anna@example.com", from: "News")
        let result = try test.restore(2) { $0.target = ImportTarget("Copy", isNew: true) }
        #expect(result.counts == ImportCounts(read: 1, added: 1, keptUnsubscribed: 1))
        #expect(try test.status(of: "anna@example.com", in: "Copy") == .unsubscribed)
    }

    @Test(arguments: [false, true])
    func aRestoreAsksTheNewestBackupThatKnowsTheRecipient(elsewhere: Bool) throws {
        try test.importCSV(
            "email,activated\nanna@example.com,2024-01-01\nben@example.com,2024-01-01\n", into: "News", new: true)
        try test.importCSV("email\n", into: "News")
        _ = try test.account.unsubscribe("anna@example.com", from: "News")
        _ = try test.account.deleteGroup("News")
        let result = try test.restore(2) { if elsewhere { $0.target = ImportTarget("Copy", isNew: true) } }
        #expect(result.counts == ImportCounts(read: 2, added: 2, keptUnsubscribed: 1))
        #expect(try test.status(of: "anna@example.com", in: result.group) == .unsubscribed)
        #expect(try test.status(of: "ben@example.com", in: result.group) == .active)
        #expect(try test.account.group(result.group).counts.unsubscribed == 1)
    }

    @Test func theFirstThatKnowsTheRecipientHasTheSay() throws {
        // Backup 2 knows Anna as active, backup 3 as unsubscribed, backup 4 as active again.
        try test.importCSV("email,activated\nanna@example.com,2024-01-01\n", into: "News", new: true)
        try test.importCSV("email\n", into: "News")
        _ = try test.account.unsubscribe("anna@example.com", from: "News")
        try test.importCSV("email\n", into: "News")
        try test.importCSV("email\nanna@example.com\n", into: "News") { $0.resubscribes = true }
        _ = try test.account.deleteGroup("News")
        let result = try test.restore(2)
        #expect(result.counts.keptUnsubscribed == 0)
        #expect(try test.status(of: "anna@example.com", in: "News") == .active)
    }

    @Test func restoreWithResubscribeActivates() throws {
        try test.importCSV("email,activated\nanna@example.com,2024-01-01\n", into: "News", new: true)
        try test.importCSV("email\n", into: "News")
        _ = try test.account.unsubscribe("anna@example.com", from: "News")
        _ = try test.account.deleteGroup("News")
        #expect(try test.restore(2) { $0.resubscribes = true }.counts.keptUnsubscribed == 0)
        #expect(try test.status(of: "anna@example.com", in: "News") == .active)
    }
}
