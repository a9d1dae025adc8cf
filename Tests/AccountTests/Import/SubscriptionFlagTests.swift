import Recipients
import Testing

@testable import Account

/// Columns that say yes or no about who gets mail: nobody who has left is mailed, and no date is made up.
@Suite struct SubscriptionFlagTests {
    let test: TestAccount

    init() throws {
        test = try TestAccount()
    }

    @Test(arguments: [
        "email,EMAIL_BLACKLISTED\nanna@example.com,1\nben@example.com,0\n",
        "email,active\nanna@example.com,false\nben@example.com,true\n",
        "email,unsubscribed\nanna@example.com,yes\nben@example.com,no\n",
        "email,unsubscribed\nanna@example.com,1\nben@example.com,0\n",
        "email;Abgemeldet\nanna@example.com;ja\nben@example.com;nein\n",
        "email,status\nanna@example.com,unsubscribed\nben@example.com,subscribed\n",
    ])
    func whoHasLeftStaysSo(csv: String) throws {
        let result = try test.importCSV(csv, into: "News", new: true)
        #expect(result.counts == ImportCounts(read: 2, added: 2))
        #expect(result.rows(.undatedLeaving) == 1)
        let anna = try #require(try test.recipient("anna@example.com", of: "News"))
        #expect(anna.status == .unsubscribed)
        #expect(anna.signUp.deactivated == Clock.simulatedStart)
        #expect(try test.status(of: "ben@example.com", in: "News") == .active)
    }

    /// Only those count who leave because of the file: not those whom the mode leaves out, nor those who had left.
    @Test func onlyThoseWhoLeaveNowCount() throws {
        let flag = "email,unsubscribed\nanna@example.com,1\nnew@example.com,1\n"
        try test.importCSV(
            "email,deactivated\nanna@example.com,\nben@example.com,2025-01-01\n", into: "News", new: true)
        let added = try test.importCSV(flag, into: "News") { $0.mode = .add }
        #expect(added.rows(.undatedLeaving) == 1 && added.rows(.skippedLeavers) == 1)
        #expect(try test.importCSV("email,unsubscribed\nben@example.com,1\n", into: "News").rows(.undatedLeaving) == 0)
        let unknown = try test.importCSV("email,unsubscribed\nx@example.com,1\n", into: "News") { $0.mode = .update }
        #expect(unknown.rows(.undatedLeaving) == 0)
        #expect(try test.importCSV(flag, into: "News").rows(.undatedLeaving) == 1)
        // A later row gives the date.
        let dated = try test.importCSV(
            """
            email,unsubscribed,activated,deactivated
            cora@example.com,yes,2025-01-01,
            cora@example.com,no,2026-02-01,
            cora@example.com,no,2026-02-01,2026-03-01
            """, into: "News")
        #expect(dated.rows(.undatedLeaving) == 0)
    }

    @Test func theyAreNoFieldsOfTheGroup() throws {
        let csv = "email,EMAIL_BLACKLISTED,status\nanna@example.com,1,x\n"
        let result = try test.importCSV(csv, into: "News", new: true)
        #expect(result.newFields == ["status_2"])
        #expect(result.columns.map(\.field) == ["email", "unsubscribed", "status_2"])
        #expect(result.remarks.map(\.code) == [.consentColumn, .undatedLeaving])
        #expect(try test.value("status_2", of: "anna@example.com", in: "News") == "x")
    }

    @Test func datesHaveTheSay() throws {
        let csv = """
            email,activated,deactivated,active
            anna@example.com,2024-01-01,2025-01-01,no
            ben@example.com,,,no
            clara@example.com,2024-01-01,,no
            dora@example.com,2024-01-01,,yes
            """
        let result = try test.importCSV(csv, into: "News", new: true)
        #expect(result.rows(.undatedLeaving) == 1)
        #expect(
            try test.recipient("anna@example.com", of: "News")?.signUp.deactivated == Instant("2025-01-01"))
        #expect(try test.status(of: "ben@example.com", in: "News") == .inactive)
        #expect(try test.status(of: "clara@example.com", in: "News") == .unsubscribed)
        #expect(try test.status(of: "dora@example.com", in: "News") == .active)
    }

    @Test func anEarlierDateIsKept() throws {
        try test.importCSV("email,activated,deactivated\nanna@example.com,,2025-05-05\n", into: "News", new: true)
        try test.importCSV("email,EMAIL_BLACKLISTED\nanna@example.com,yes\n", into: "News")
        let signUp = try test.recipient("anna@example.com", of: "News")?.signUp
        #expect(signUp?.deactivated == Instant("2025-05-05"))
    }

    @Test func somebodyWhoIsActiveIsUnsubscribedAndKeepsTheRest() throws {
        try test.importCSV(
            "email,registered,activated\nanna@example.com,2024-01-01,2024-01-02\n", into: "News", new: true)
        let result = try test.importCSV("email,EMAIL_BLACKLISTED\nanna@example.com,true\n", into: "News")
        #expect(result.counts == ImportCounts(read: 1, updated: 1))
        let signUp = try test.recipient("anna@example.com", of: "News")?.signUp
        #expect(signUp?.activated == Instant("2024-01-02"))
        #expect(signUp?.deactivated == Clock.simulatedStart)
    }

    @Test func aYesIsNoDateOfConfirmation() throws {
        let csv = "email,Activated\nanna@example.com,yes\nben@example.com,no\n"
        let result = try test.importCSV(csv, into: "News", new: true)
        #expect(result.counts == ImportCounts(read: 2, added: 1, invalid: 1))
        #expect(
            result.firstInvalid.first?.failure.message == "\"yes\" in the column \"Activated\" does not say when")
        #expect(try test.status(of: "ben@example.com", in: "News") == .inactive)
    }

    @Test(arguments: ["Confirmed", "Bestätigt"])
    func aYesMayBeAConfirmation(header: String) throws {
        let csv = "email,\(header)\nanna@example.com,1\nben@example.com,0\n"
        let result = try test.importCSV(csv, into: "News", new: true)
        #expect(result.counts == ImportCounts(read: 2, added: 2))
        #expect(try test.status(of: "anna@example.com", in: "News") == .active)
        #expect(try test.status(of: "ben@example.com", in: "News") == .inactive)
    }

    @Test func leavingTheColumnOutTakesConsent() throws {
        let csv = "email,EMAIL_BLACKLISTED\nanna@example.com,1\n"
        expectFailure(.consent) {
            try test.importCSV(csv, into: "News", new: true) {
                $0.mappings = [.init(column: "EMAIL_BLACKLISTED", field: nil)]
            }
        }
    }

    /// A spreadsheet's serial number, a year, or a yes: nobody can tell.
    @Test(arguments: ["1", "2024", "45292", "99999999"], ["deactivated", "registered", "activated"])
    func smallNumbersAreNoDates(number: String, header: String) throws {
        let csv = "email,\(header)\na@example.com,\(number)\nb@example.com,2024-01-01\n"
        let result = try test.importCSV(csv, into: "News", new: true)
        #expect(result.counts == ImportCounts(read: 2, added: 1, invalid: 1))
    }

    /// The case of the report: a serial number as the date of leaving.
    @Test func aSerialNumberIsNoDateOfLeaving() throws {
        let csv =
            "email;Bestätigt am;Abgemeldet am\na@example.com;2024-01-01;45292\nb@example.com;2024-01-01;2025-01-01\n"
        let result = try test.importCSV(csv, into: "News", new: true)
        #expect(result.counts == ImportCounts(read: 2, added: 1, invalid: 1))
    }

    @Test func aDateOfZerosIsNever() throws {
        let csv = "email;Abgemeldet am\na@example.com;0000-00-00\nb@example.com;0000-00-00 00:00:00\nc@example.com;0\n"
        try test.importCSV(csv, into: "News", new: true)
        for name in ["a", "b", "c"] { #expect(try test.status(of: "\(name)@example.com", in: "News") == .active) }
    }
}
