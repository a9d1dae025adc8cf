import Recipients
import Testing

@testable import Account

/// What imports make of columns about consent.
@Suite struct ConsentColumnImportTests {
    let test: TestAccount

    init() throws {
        test = try TestAccount()
    }

    private func statuses(_ names: String = "abc") throws -> [Status?] {
        let all = try test.recipients(of: "News")
        return names.map { all["\($0)@example.com"]?.status }
    }

    private func active(_ names: String = "abc") throws {
        let rows = names.map { "\($0)@example.com,2024-01-01,2024-01-02\n" }.joined()
        try test.importCSV("email,registered,activated\n" + rows, into: "News", new: true)
    }

    @Test func stateInWords() throws {
        let csv = "email,Contact Status\na@example.com,Unsubscribed\nb@example.com,Subscribed\nc@example.com,Pending\n"
        let result = try test.importCSV(csv, into: "News", new: true)
        #expect(try statuses() == [.unsubscribed, .active, .inactive])
        #expect(result.newFields.isEmpty)
        let remark = try #require(result.remarks.first { $0.code == .consentColumn })
        #expect(remark.column == "Contact Status" && remark.rows == 2)
        #expect(remark.message.contains("\"Unsubscribed\""))
    }

    @Test func harmlessColumnsAreFields() throws {
        let csv = """
            email,Newsletter title,Order status,State
            a@example.com,Spring news,cancelled,Bayern
            b@example.com,Summer news,shipped,Hessen
            """
        let result = try test.importCSV(csv, into: "News", new: true)
        #expect(try statuses("ab") == [.active, .active])
        #expect(result.newFields == ["Newsletter title", "Order status", "State"])
        #expect(result.remarks.isEmpty)
    }

    @Test func aDateOfLeaving() throws {
        let csv = "email;Abgemeldet seit\na@example.com;2024-01-01\nb@example.com;\n"
        let result = try test.importCSV(csv, into: "News", new: true)
        #expect(try statuses("ab") == [.unsubscribed, .active])
        #expect(try test.recipient("a@example.com", of: "News")?.signUp.deactivated == Instant("2024-01-01"))
        #expect(result.columns.last?.field == "deactivated")
        #expect(result.rows(.consentColumn) == 1)
    }

    @Test func severalColumnsAllCount() throws {
        let csv = """
            email,UNSUB_TIME,CLEAN_TIME,Do Not Email
            a@example.com,2024-01-01,,
            b@example.com,,2024-02-01,
            c@example.com,,,yes
            d@example.com,,,
            """
        try test.importCSV(csv, into: "News", new: true)
        #expect(try statuses("abcd") == [.unsubscribed, .unsubscribed, .unsubscribed, .active])
        #expect(try test.recipient("b@example.com", of: "News")?.signUp.deactivated == Instant("2024-02-01"))
    }

    @Test func whatCannotBeReadMakesTheRowInvalid() throws {
        let csv = "email,Subscribed\na@example.com,maybe\nb@example.com,yes\nc@example.com,\n"
        let result = try test.importCSV(csv, into: "News", new: true)
        #expect(result.counts == ImportCounts(read: 3, added: 2, invalid: 1))
        #expect(result.firstInvalid.first?.failure.code == .invalidValue)
        #expect(result.firstInvalid.first?.failure.message.contains("\"Subscribed\"") == true)
        #expect(try statuses("bc") == [.active, .active])
    }

    @Test(arguments: [
        ("unsubscribed", "yes", "no"), ("subscribed", "nein", "ja"), ("status", "abgemeldet", "aktiv"),
    ])
    func theUserSaysWhatAColumnIs(field: String, left: String, stays: String) throws {
        let csv = "email,Merkmal\na@example.com,\(left)\nb@example.com,\(stays)\n"
        let result = try test.importCSV(csv, into: "News", new: true) {
            $0.mappings = [.init(column: "Merkmal", field: field)]
        }
        #expect(try statuses("ab") == [.unsubscribed, .active])
        #expect(result.columns.last?.field == field)
    }

    @Test(arguments: [nil, "Merkmal"])
    func aColumnThatIsNotUsedIsARemarkAndAsksForConsent(field: String?) throws {
        let mapping = ColumnAssignment.Mapping(column: "Contact Status", field: field)
        expectFailure(.consent) {
            try test.importCSV("email,Contact Status\na@example.com,Unsubscribed\n", into: "News", new: true) {
                $0.mappings = [mapping]
            }
        }
        let result = try test.importCSV("email,Contact Status\na@example.com,Subscribed\n", into: "News", new: true) {
            $0.mappings = [mapping]
        }
        #expect(result.remarks.map(\.code) == [.unusedConsent])
        #expect(result.remarks.first?.column == "Contact Status")
        // Who is active anyway does not become so.
        try test.importCSV("email,Contact Status\na@example.com,Unsubscribed\n", into: "News") {
            $0.mappings = [mapping]
        }
        #expect(try statuses("a") == [.active])
    }

    @Test func leavingCountsForPeopleWhoAreKnown() throws {
        try active("abcd")
        let csv = """
            email,Abgemeldet am
            a@example.com,2024-06-01
            b@example.com,2023-06-01
            c@example.com,ja
            d@example.com,
            """
        let result = try test.importCSV(csv, into: "News")
        #expect(try statuses("abcd") == [.unsubscribed, .active, .unsubscribed, .active])
        #expect(result.counts == ImportCounts(read: 4, updated: 2, unchanged: 2))
        #expect(try test.recipient("a@example.com", of: "News")?.signUp.activated == Instant("2024-01-02"))
        // An earlier date stays.
        try test.importCSV("email,deactivated\na@example.com,2025-01-01\n", into: "News")
        #expect(try test.recipient("a@example.com", of: "News")?.signUp.deactivated == Instant("2024-06-01"))
    }

    @Test func notHavingConfirmedLeavesPeopleAsTheyAre() throws {
        try active("a")
        try test.importCSV("email,Status\na@example.com,pending\nb@example.com,inactive\n", into: "News")
        #expect(try statuses("ab") == [.active, .inactive])
    }

    @Test func theModeAddTellsOfThoseWhoLeft() throws {
        try active("ab")
        let csv = "email,unsubscribed\na@example.com,yes\nb@example.com,no\nc@example.com,yes\n"
        let result = try test.importCSV(csv, into: "News") { $0.mode = .add }
        #expect(result.rows(.skippedLeavers) == 1)
        #expect(try statuses() == [.active, .active, .unsubscribed])
    }

    /// The first rows say one thing, all rows together another: what all say counts.
    @Test(arguments: [true, false])
    func valuesThatComeLaterCount(isConsentAtLast: Bool) throws {
        let words = (0..<60_000).map { "u\($0)@example.com,unsubscribed\n" }.joined()
        let others = (60_000..<110_000).map { "u\($0)@example.com,VIP\n" }.joined()
        let csv = "email,status\n" + (isConsentAtLast ? others + words : others + "x@example.com,unsubscribed\n")
        if isConsentAtLast {
            let result = try test.importCSV(csv, into: "News", new: true)
            #expect(result.counts.added == 60_000 && result.counts.invalid == 50_000)
            #expect(try test.status(of: "u1@example.com", in: "News") == .unsubscribed)
        } else {
            expectFailure(.consent) { try test.importCSV(csv, into: "News", new: true) }
        }
    }
}
