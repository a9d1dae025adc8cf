import Recipients
import Testing

@testable import Account

/// Imports of columns about consent that can be misread: nobody who has left becomes active in silence.
@Suite struct DoubtfulConsentTests {
    let test: TestAccount

    init() throws {
        test = try TestAccount()
    }

    private func status(_ name: String) throws -> Status? {
        try test.status(of: "\(name)@example.com", in: "News")
    }

    /// One row with another number made everybody active.
    @Test(arguments: ["subscribed", "opt-in", "Newsletter", "Marketing", "Accepts Marketing", "Abo"])
    func aStrayNumberAmongFlags(header: String) throws {
        let rows = (1...20).map { "u\($0)@example.com;\($0 % 2)\n" }.joined()
        let result = try test.importCSV("email;\(header)\n\(rows)z@example.com;2\n", into: "News", new: true)
        #expect(result.counts == ImportCounts(read: 21, added: 20, invalid: 1))
        #expect(try status("u1") == .active)
        #expect(try status("u2") == .unsubscribed)
    }

    @Test func aStateInNumbersIsARemark() throws {
        let csv = "email,subscriber_status\na@example.com,1\nb@example.com,3\nc@example.com,2\n"
        let result = try test.importCSV(csv, into: "News", new: true)
        #expect(result.remarks.map(\.code) == [.unusedConsent])
        #expect(result.newFields == ["subscriber_status"])
    }

    @Test func aWishUnderAnUnknownNameAsksForConsent() throws {
        let csv = "email,Newsletter Gartenfreunde\na@example.com,ja\nb@example.com,nein\n"
        expectFailure(.consent) { try test.importCSV(csv, into: "News", new: true) }
        let yes = csv.replacing("nein", with: "ja")
        #expect(try test.importCSV(yes, into: "News", new: true).remarks.map(\.code) == [.unusedConsent])
    }

    // MARK: Beside dates of activation

    /// A later file with a date of activation must not bring them back.
    @Test(arguments: [
        ("Einwilligung", "widerrufen"), ("Newsletter", "nein"), ("Consent", "no"), ("subscribed_to_emails", "no"),
        ("active", "unsubscribed"), ("Status", "abgemeldet"),
    ])
    func leavingCountsForWhoHasNeverConfirmed(header: String, value: String) throws {
        try test.importCSV("email;Bestätigt am;\(header)\na@example.com;;\(value)\n", into: "News", new: true)
        #expect(try status("a") == .unsubscribed)
        try test.importCSV("email,activated\na@example.com,2024-05-01\n", into: "News")
        #expect(try status("a") == .unsubscribed)
    }

    @Test(arguments: [("active", "false"), ("aktiv", "nein"), ("Status", "0")])
    func aBareNoOfWhoHasNeverConfirmedIsNotLeaving(header: String, value: String) throws {
        try test.importCSV("email,activated,\(header)\na@example.com,,\(value)\n", into: "News", new: true)
        #expect(try status("a") == .inactive)
        try test.importCSV("email,activated\na@example.com,2024-05-01\n", into: "News")
        #expect(try status("a") == .active)
    }

    /// Both in one row: the dates of leaving are not used, and nobody has confirmed.
    @Test func leavingThatIsNotUsedCountsBesidePending() throws {
        try test.importCSV("email,activated\na@example.com,2023-01-01\n", into: "News", new: true)
        let left = "a@example.com,2024-05-01"
        for csv in ["email,deactivated,confirmed\n\(left),no\n", "email,deactivated\n\(left)\n"] {
            expectFailure(.consent) {
                try test.importCSV(csv, into: "News") {
                    $0.mappings = [.init(column: "deactivated", field: "left_on")]
                }
            }
        }
    }

    // MARK: Reasons

    @Test func aReasonWithoutLeavingIsARemark() throws {
        func add(_ rows: String) throws -> ImportResult {
            try test.importCSV("email,Unsubscribed,Email hard bounce reason\n\(rows)", into: "News", new: true)
        }
        let none = try add("a@example.com,yes,unknown user\nb@example.com,no,\n")
        #expect(none.remarks.allSatisfy { $0.code != .unusedConsent })
        _ = try test.account.deleteGroup("News")
        let some = try add("a@example.com,yes,unknown user\nb@example.com,no,mailbox full\n")
        let remark = try #require(some.remarks.first { $0.code == .unusedConsent })
        #expect(remark.column == "Email hard bounce reason" && remark.rows == 1)
    }

    // MARK: Dates of activation that are not used

    private func unconfirmed(_ rows: String, mode: ImportMode = .updateAdd) throws -> Int {
        try test.importCSV("email,Aktiviert am,Unsubscribed\n\(rows)", into: "News") {
            $0.mappings = [.init(column: "Aktiviert am", field: nil)]
            $0.mode = mode
        }.remarks.first { $0.code == .unusedConsent && $0.column == "Aktiviert am" }?.rows ?? 0
    }

    /// Only new recipients become active for lack of the dates, and only if they have not left.
    @Test func onlyWhoBecomesActiveForLackOfTheDatesIsTold() throws {
        try test.importCSV("email\nold@example.com\n", into: "News", new: true)
        let rows = "old@example.com,,no\nleft@example.com,,yes\nnew@example.com,,no\nsure@example.com,2024-01-01,no\n"
        #expect(try unconfirmed(rows, mode: .update) == 0)
        #expect(try unconfirmed(rows) == 1)
        #expect(try unconfirmed(rows) == 0)
    }

    // MARK: Messages

    @Test func aDateInAnotherNotationIsToldSo() throws {
        let csv = "email,Opt-out date\na@example.com,01/13/2024\nb@example.com,\n"
        let result = try test.importCSV(csv, into: "News", new: true)
        let failure = result.firstInvalid.first?.failure
        #expect(failure?.message == "\"01/13/2024\" in the column \"Opt-out date\" is not a date")
        #expect(failure?.help?.contains("2026-01-31") == true)
    }

    @Test func aNumberedColumnHasAnExample() throws {
        let csv = "email,Vorname,firstname\na@example.com,Anna,Ann\nb@example.com,Ben,\n"
        let remark = try #require(
            try test.importCSV(csv, into: "News", new: true).remarks.first { $0.code == .numberedColumn })
        #expect(remark.rows == 1)
        #expect(remark.message.contains("\"Ann\""))
    }

    @Test func aHeaderWithANULIsMalformed() {
        expectFailure(.malformedFile) { try test.importCSV("email,n\0x\na@example.com,1\n", into: "News", new: true) }
        expectFailure(.malformedFile) {
            let json = #"[{"email":"a@example.com","n\u0000":1}]"#
            return try test.importCSV(json, into: "News", new: true) { $0.format = .json }
        }
    }

    @Test func aHeaderOfNothingIsToldSo() {
        let failure = expectFailure(.missingEmailColumn) { try test.importCSV("\"\"\n", into: "News", new: true) }
        #expect(failure?.message.hasSuffix("are ") == false)
    }
}

@Suite struct RowMarkTests {
    @Test func everyMarkIsReadAsItWasWritten() throws {
        let date = try #require(Instant("2024-05-01"))
        var marks: Set<RowMark> = []
        for leaving in [RowMark.Leaving.none, .undated, .declined, .stays] {
            for unused in [RowMark.Unused.none, .unheeded, .stated(date)] {
                for flags in 0..<4 {
                    marks.insert(
                        RowMark(
                            leaving: leaving, isPending: flags & 1 != 0, unused: unused,
                            lacksActivation: flags & 2 != 0))
                }
            }
        }
        #expect(marks.count == 48)
        for mark in marks where !mark.isEmpty {
            var bytes = [UInt8](repeating: 0, count: RowMark.maximumLength)
            let length = bytes.withUnsafeMutableBytes { mark.write(to: $0) }
            #expect(!bytes[..<length].contains { $0 <= 0x20 || $0 == UInt8(ascii: "\\") })
            #expect(bytes[..<length].withUnsafeBytes { RowMark($0) } == mark)
        }
        #expect([UInt8]().withUnsafeBytes { RowMark($0) } == nil)
    }

    /// Values that can only be about signing up or leaving count under any header.
    @Test func aColumnThatIsAboutConsentByItsValuesAloneIsNoted() throws {
        let test = try TestAccount()
        let rows = (0..<30).map { "p\($0)@example.com,\($0 < 29 ? "Subscribed" : "Unsubscribed"),x\n" }.joined()
        let csv = "email,Email campaigns,Tag\n\(rows)"
        let failure = expectFailure(.consent) { try test.importCSV(csv, into: "News", new: true) }
        #expect(failure?.help?.contains("--map \"Email campaigns\"=status") == true)
        let result = try test.importCSV(csv, into: "News", new: true) { $0.resubscribes = true }
        #expect(result.rows(.unusedConsent) == 1)
        #expect(result.newFields == ["Email campaigns", "Tag"])
        let used = try test.importCSV(csv, into: "Used", new: true) {
            $0.mappings = [ColumnAssignment.Mapping(column: "Email campaigns", field: "status")]
        }
        #expect(used.rows(.consentColumn) == 1)
        #expect(try test.status(of: "p29@example.com", in: "Used") == .unsubscribed)
    }
}
