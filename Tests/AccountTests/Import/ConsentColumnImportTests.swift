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

    /// Unknown words beside a topic may turn it around: nobody is told to use the column as one of those who stay.
    @Test func aColumnOfUnknownSides() throws {
        let error = expectFailure(.consent) {
            try test.importCSV("email;Newsletter xyz\na@example.com;nein\n", into: "News", new: true)
        }
        #expect(error?.message.hasPrefix("1 recipient would be active who may have left") == true)
        #expect(error?.help?.contains("=subscribed if a yes gets mail") == true)
        #expect(error?.help?.contains("=unsubscribed if it has left") == true)
    }

    @Test func aDateOfLeaving() throws {
        let csv = "email;Abgemeldet seit\na@example.com;2024-01-01\nb@example.com;\n"
        let result = try test.importCSV(csv, into: "News", new: true)
        #expect(try statuses("ab") == [.unsubscribed, .active])
        #expect(try test.recipient("a@example.com", of: "News")?.signUp.deactivated == Instant("2024-01-01"))
        #expect(result.columns.last?.field == "deactivated")
        #expect(result.rows(.consentColumn) == 1)
    }

    /// Whichever of two columns holds the dates of leaving, nobody who has left becomes active.
    @Test(arguments: [
        "email,Abgemeldet am,deactivated", "email,deactivated,Abgemeldet am", "email,deactivated,deactivated",
        "email,deactivated,Deactivated", "email,deactivated,Deaktiviert am", "email,Deaktiviert am,deactivated",
    ])
    func aSecondColumnWithDatesOfLeavingCounts(header: String) throws {
        try test.importCSV("\(header)\na@example.com,2025-01-01,\nb@example.com,,2025-01-01\n", into: "News", new: true)
        #expect(try statuses("ab") == [.unsubscribed, .unsubscribed])
        for name in "ab" {
            let recipient = try test.recipient("\(name)@example.com", of: "News")
            #expect(recipient?.signUp.deactivated == Instant("2025-01-01"))
        }
    }

    /// The columns after those of an export keep their names, but a group has no field of this one.
    @Test func aSecondColumnWithDatesOfLeavingCountsAfterThoseOfAnExport() throws {
        try test.importCSV(
            "email,registered,activated,deactivated,source,deactivated\na@example.com,,2024-01-01,,,2025-01-01\n",
            into: "News", new: true)
        #expect(try statuses("a") == [.unsubscribed])
    }

    @Test func aSecondColumnWithDatesOfLeavingCountsBesideAMapping() throws {
        let result = try test.importCSV("email,foo,deactivated\na@example.com,,2025-01-01\n", into: "News", new: true) {
            $0.mappings = [.init(column: "foo", field: "deactivated")]
        }
        #expect(try statuses("a") == [.unsubscribed])
        #expect(result.remarks.map(\.code) == [.consentColumn])
    }

    @Test func aSecondColumnWithDatesOfLeavingCountsInJSON() throws {
        let json = #"[{"email":"a@example.com","deactivated":null,"attributes":{"deactivated":"2025-01-01"}}]"#
        try test.importCSV(json, into: "News", new: true) { $0.format = .json }
        #expect(try statuses("a") == [.unsubscribed])
    }

    /// The first rows of a file, which decide about most columns, may have no value in it.
    @Test func aSecondColumnWithDatesOfLeavingCountsFromItsFirstValueOn() throws {
        let rows = (0..<30_000).map { "r\($0)@example.com,,\n" }.joined()
        let csv = "email,deactivated,Abgemeldet am\n\(rows)a@example.com,,2025-01-01\n"
        let result = try test.importCSV(csv, into: "News", new: true)
        #expect(try statuses("a") == [.unsubscribed])
        #expect(result.newFields.isEmpty)
        #expect(result.rows(.consentColumn) == 1)
    }

    /// What cannot be read as a date is not dropped in silence either.
    @Test func aSecondColumnOfOtherValuesIsARemark() throws {
        let rows = (10..<30).map { "r\($0)@example.com,,450\($0)\n" }.joined()
        let result = try test.importCSV("email,deactivated,deactivated\n\(rows)", into: "News", new: true)
        #expect(result.remarks.map(\.code) == [.unusedConsent])
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

    /// Nobody who has left is active because few of the other values are known.
    @Test func aColumnThatNamesConsentButIsHardlyReadableAsksForConsent() throws {
        let rows = (1...30).map { "r\($0)@example.com,text \($0)\n" }.joined()
        let result = try test.importCSV("email,Consent\n\(rows)", into: "News", new: true)
        #expect(result.remarks.map(\.code) == [.unusedConsent])
        #expect(result.newFields == ["Consent"])
        expectFailure(.consent) {
            try test.importCSV("email,Consent\n\(rows)a@example.com,withdrawn\n", into: "Other", new: true)
        }
    }

    @Test(arguments: ["Einwilligung zurückgezogen", "Newsletter abgelehnt", "Keine E-Mail"])
    func aYesToARefusalIsLeaving(header: String) throws {
        try test.importCSV("email,\(header)\na@example.com,ja\nb@example.com,nein\n", into: "News", new: true)
        #expect(try statuses("ab") == [.unsubscribed, .active])
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
        // Who is active already would stay so, although they have left.
        expectFailure(.consent) {
            try test.importCSV("email,Contact Status\na@example.com,Unsubscribed\n", into: "News") {
                $0.mappings = [mapping]
            }
        }
    }

    /// They were activated on 2024-01-02: who left before has come back since.
    @Test(arguments: ["deactivated", "Abgemeldet am", "Deaktiviert am"], ["left_on", nil])
    func aDateOfLeavingThatIsNotUsedIsARemark(header: String, field: String?) throws {
        try active("ab")
        func add(_ date: String) throws -> ImportResult {
            try test.importCSV("email,\(header)\na@example.com,\(date)\nb@example.com,\n", into: "News") {
                $0.mappings = [.init(column: header, field: field)]
            }
        }
        let result = try add("2023-06-01")
        #expect(try statuses("ab") == [.active, .active])
        #expect(result.remarks.map(\.code) == [.unusedConsent])
        #expect(result.remarks.first?.column == header && result.remarks.first?.rows == 1)
        expectFailure(.consent) { _ = try add("2025-01-01") }
        // Another row of the same address says nothing, and does not bring them back.
        expectFailure(.consent) { _ = try add("2025-01-01\na@example.com,") }
    }

    /// A row that says that they came back later does.
    @Test func laterRowsOfTheSameAddressDecideWhetherItsDateCounts() throws {
        func add(_ rows: String) throws {
            try test.importCSV("email,activated,deactivated\n\(rows)\n", into: "News", new: true) {
                $0.mappings = [.init(column: "deactivated", field: nil)]
            }
        }
        let left = "a@example.com,2024-01-01,2025-02-01"
        expectFailure(.consent) { try add("\(left)\na@example.com,2024-06-01,") }
        try add("\(left)\na@example.com,2025-06-01,")
        #expect(try statuses("a") == [.active])
    }

    /// Whoever gets mail and now does not want it has left, whether or not they ever confirmed.
    @Test func aRefusalOfSomebodyActiveCountsAsLeaving() throws {
        try active("a")
        let csv = "email,activated,active\na@example.com,,no\nb@example.com,,no\n"
        let result = try test.importCSV(csv, into: "News")
        #expect(try statuses("ab") == [.unsubscribed, .inactive])
        #expect(result.remarks.first { $0.code == .undatedLeaving }?.rows == 1)
        try test.importCSV("email,activated\na@example.com,2020-01-01\n", into: "News")
        #expect(try statuses("a") == [.unsubscribed])
    }

    /// The clock of a file may be ahead of ours.
    @Test(arguments: ["Unsubscribed", "deactivated"], [true, false])
    func leavingCountsBesideALaterActivation(header: String, isKnown: Bool) throws {
        if isKnown { try active("a") } else { _ = try test.account.createGroup("News") }
        try test.importCSV("email,activated,\(header)\na@example.com,2026-01-01T00:30,yes\n", into: "News")
        #expect(try statuses("a") == [.unsubscribed])
    }

    @Test func whoCountsAsActiveForLackOfTheDatesIsTold() throws {
        let csv = "email,Aktiviert am\na@example.com,2024-01-01\nb@example.com,\n"
        let result = try test.importCSV(csv, into: "News", new: true) {
            $0.mappings = [.init(column: "Aktiviert am", field: nil)]
        }
        let remark = try #require(result.remarks.first { $0.code == .unusedConsent })
        #expect(remark.column == "Aktiviert am" && remark.rows == 1)
        #expect(remark.message.contains("b@example.com"))
    }

    /// No one column can be named then.
    @Test func whoHasLeftBySeveralColumns() throws {
        let csv = "email,Unsubscribed,Contact Status\na@example.com,yes,\nb@example.com,,Unsubscribed\n"
        let result = try test.importCSV(csv, into: "News", new: true)
        let remark = try #require(result.remarks.first { $0.code == .undatedLeaving })
        #expect(remark.column == nil && remark.rows == 2)
    }

    /// Whoever signed up again after leaving has not left.
    @Test(arguments: ["deactivated", "Abgemeldet am"])
    func aDateOfLeavingThatIsNotUsedCountsOnlyAfterTheActivation(header: String) throws {
        func add(_ activated: String) throws {
            try test.importCSV("email,activated,\(header)\na@example.com,\(activated),2025-01-01\n", into: "News") {
                $0.mappings = [.init(column: header, field: nil)]
            }
        }
        _ = try test.account.createGroup("News")
        expectFailure(.consent) { try add("2024-06-01") }
        try add("2025-06-01")
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
    }

    /// Otherwise a row from between the two dates would bring the recipient back.
    @Test func ofTwoDatesOfLeavingTheLaterCounts() throws {
        try active("a")
        for (date, kept) in [("2025-06-01", "2025-06-01"), ("2025-08-01", "2025-08-01"), ("2025-01-01", "2025-08-01")] {
            try test.importCSV("email,deactivated\na@example.com,\(date)\n", into: "News")
            #expect(try test.recipient("a@example.com", of: "News")?.signUp.deactivated == Instant(kept))
        }
        try test.importCSV("email,unsubscribed\na@example.com,yes\n", into: "News")
        #expect(try test.recipient("a@example.com", of: "News")?.signUp.deactivated == Instant("2025-08-01"))
        let between = try test.importCSV("email,activated\na@example.com,2025-07-01\n", into: "News")
        #expect(between.counts.keptUnsubscribed == 1)
    }

    /// People who are active in the group already, too, would be active although they have left.
    @Test(arguments: ["unsubscribed=note", "unsubscribed="])
    func leavingThatIsNotUsedIsRefused(mapping: String) throws {
        try active("a")
        let parts = mapping.split(separator: "=", omittingEmptySubsequences: false).map(String.init)
        let map = ColumnAssignment.Mapping(column: parts[0], field: parts[1].isEmpty ? nil : parts[1])
        let csv = "email,unsubscribed\na@example.com,yes\nb@example.com,no\n"
        let failure = expectFailure(.consent) { try test.importCSV(csv, into: "News") { $0.mappings = [map] } }
        #expect(failure?.message.contains("1 recipient would be active") ?? false)
        #expect(failure?.help?.contains("--map \"unsubscribed\"=unsubscribed") ?? false)
        try test.importCSV(csv, into: "News") {
            $0.mappings = [map]
            $0.resubscribes = true
        }
        #expect(try statuses("ab") == [.active, .active])
    }

    /// Neither a later row nor another flag hides it.
    @Test(arguments: [
        "email,Unsubscribed\na@example.com,yes\na@example.com,\n",
        "email,Double opt-in,Unsubscribed\na@example.com,no,yes\n",
    ])
    func leavingThatIsNotUsedIsNotHidden(csv: String) throws {
        try active("a")
        expectFailure(.consent) {
            try test.importCSV(csv, into: "News") { $0.mappings = [.init(column: "Unsubscribed", field: "note")] }
        }
    }

    /// Whoever has signed up again since an old date of leaving stays active, whether the date is used or not.
    @Test func anOldDateThatIsNotUsedIsNoReasonInAGroup() throws {
        try active("a")
        let csv = "email,Unsubscribed Date\na@example.com,2023-01-01\n"
        try test.importCSV(csv, into: "News") { $0.mappings = [.init(column: "Unsubscribed Date", field: "note")] }
        #expect(try statuses("a") == [.active])
    }

    /// A date of leaving before the row's own activation would not have unsubscribed anybody.
    @Test func anOldDateThatIsNotUsedIsNoReason() throws {
        let csv = "email,activated,Abmeldung am\na@example.com,2025-01-01,2024-01-01\n"
        let mapping = ColumnAssignment.Mapping(column: "Abmeldung am", field: "note")
        try test.importCSV(csv, into: "News", new: true) { $0.mappings = [mapping] }
        #expect(try statuses("a") == [.active])
    }

    /// A file whose header begins like an export has no fields with reserved names.
    @Test(arguments: ["Unsubscribed", "status"])
    func reservedNamesCountInExportsToo(header: String) throws {
        let csv = """
            email,registered,activated,deactivated,source,\(header)
            a@example.com,2025-01-01,2025-01-01,,,unsubscribed
            """
        try test.importCSV(csv, into: "News", new: true)
        #expect(try statuses("a") == [.unsubscribed])
    }

    /// Importing an export gives the same group; but what looks like consent in it is told.
    @Test func fieldsOfExportsAreNoted() throws {
        let csv = """
            email,registered,activated,deactivated,source,Newsletter
            a@example.com,2025-01-01,2025-01-01,,,nein
            """
        let result = try test.importCSV(csv, into: "News", new: true)
        #expect(result.newFields == ["Newsletter"])
        #expect(result.remarks.map(\.code) == [.unusedConsent])
        #expect(try statuses("a") == [.active])
        // A column that was added to an export becomes a field of the group, and is weighed as any other.
        let added = "email,registered,activated,deactivated,source,Opt-out\na@example.com,2025-01-01,2025-01-01,,,yes\n"
        expectFailure(.consent) { try test.importCSV(added, into: "News") }
        // A field that the group has becomes nothing new.
        #expect(try test.importCSV(csv, into: "News").remarks.isEmpty)
    }

    /// Why somebody left is not a flag, but nobody should overlook it.
    @Test func reasonsForLeavingAreNoted() throws {
        let result = try test.importCSV("email;Abmeldegrund\na@example.com;zu viele Mails\n", into: "News", new: true)
        let remark = try #require(result.remarks.first)
        #expect(remark.code == .unusedConsent && remark.column == "Abmeldegrund")
        #expect(remark.message.contains("\"zu viele Mails\""))
        let dated = "email;Abmeldegrund;Abmeldung am\na@example.com;zu viele Mails;2025-01-01\n"
        #expect(try test.importCSV(dated, into: "Old", new: true).remarks.isEmpty)
    }

    /// The example is one of the rows that say so, not one that could not be read.
    @Test func theExampleIsOneThatCounted() throws {
        let csv = "email;Abgemeldet am\na@example.com;bald\nb@example.com;ja\n"
        let result = try test.importCSV(csv, into: "News", new: true)
        let remark = try #require(result.remarks.first { $0.code == .consentColumn })
        #expect(remark.rows == 1 && remark.message.contains("\"ja\"") && !remark.message.contains("bald"))
    }

    @Test func aSecondDateOfLeavingIsCalledOne() throws {
        let csv = "email,deactivated,Abgemeldet seit\na@example.com,2025-02-01,2025-03-01\n"
        let result = try test.importCSV(csv, into: "News", new: true)
        let remark = try #require(result.remarks.first { $0.column == "Abgemeldet seit" })
        #expect(remark.message.contains("is read as a date of leaving, such as \"2025-03-01\""))
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
        // All count who have left according to the file, those who had left before too.
        let again = try test.importCSV(csv, into: "News") { $0.mode = .add }
        #expect(again.rows(.skippedLeavers) == 2)
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
