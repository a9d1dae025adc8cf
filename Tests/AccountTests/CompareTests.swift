import Recipients
import Testing

@testable import Account

@Suite struct CompareTests {
    let test: TestAccount

    init() throws {
        test = try TestAccount()
        try test.importCSV(
            "email,city\nanna@example.com,Berlin\nben@example.com,Ulm\ncora@example.com,\n", into: "News", new: true)
    }

    private func compare(_ first: RecipientSource, _ second: RecipientSource) throws -> (
        ComparisonCounts, [RecipientChange]
    ) {
        let comparison = try test.account.compare(first, with: second)
        return (comparison.counts, Array(comparison))
    }

    @Test func saysWhoWasAddedRemovedAndChanged() throws {
        try test.importCSV(
            "email,city,shoe\nanna@example.com,Bonn,42\nben@example.com,,\nzoe@example.com,,\n", into: "News"
        ) {
            $0.mode = .replace
        }
        let (counts, changes) = try compare(.backup(.id(2)), .group("News"))
        #expect(counts == ComparisonCounts(added: 1, removed: 1, changed: 1, unchanged: 1))
        #expect(changes.map(\.email) == ["anna@example.com", "cora@example.com", "zoe@example.com"])
        #expect(changes.map(\.kind) == [.changed, .removed, .added])
        #expect(
            changes[0].fields == [
                FieldChange(field: "city", before: "Berlin", after: "Bonn"),
                FieldChange(field: "shoe", before: nil, after: "42"),
            ])
    }

    @Test func theOtherWayRoundIsTheOpposite() throws {
        try test.importCSV("email,city\nzoe@example.com,Rom\n", into: "News")
        let (counts, changes) = try compare(.group("News"), .backup(.id(2)))
        #expect(counts == ComparisonCounts(removed: 1, unchanged: 3))
        #expect(changes.map(\.kind) == [.removed])
    }

    @Test func theChangesStayAsTheyWereCompared() throws {
        try test.importCSV("email,city\nanna@example.com,Bonn\nzoe@example.com,Rom\n", into: "News")
        let comparison = try test.account.compare(.backup(.id(2)), with: .group("News"))
        let changes = Array(comparison)
        #expect(changes.map(\.kind) == [.changed, .added])
        _ = try test.account.erase("zoe@example.com")
        try test.importCSV("email,city\nanna@example.com,Ulm\n", into: "News")
        _ = try test.account.deleteGroup("News")
        try test.advance(days: 40)
        #expect(Array(comparison) == changes)
        #expect(comparison.counts.differing == changes.count)
    }

    @Test func whoAsksToStopIsHeard() throws {
        try test.importCSV("email\n\((0..<5_000).map { "r\($0)@example.com\n" }.joined())", into: "News")
        test.account.isCancelled = { true }
        expectFailure(.cancelled) {
            try test.account.compare(.backup(.id(2)), with: .group("News"))
        }
    }

    @Test func groupsAreComparedByFieldNames() throws {
        try test.importCSV(
            "email,nr,city\nanna@example.com,1,Berlin\nben@example.com,2,Ulm\n", into: "Other", new: true)
        let (counts, changes) = try compare(.group("News"), .group("Other"))
        #expect(counts == ComparisonCounts(removed: 1, changed: 2))
        #expect(changes[0].fields == [FieldChange(field: "nr", before: nil, after: "1")])
    }

    // MARK: States at an instant, conditions, limits

    private func changesOfADay() throws {
        try test.advance(days: 1)
        try test.importCSV("email,city\nanna@example.com,Bonn\nben@example.com,Bonn\n", into: "News")
        _ = try test.account.unsubscribe("cora@example.com", from: "News")
        try test.importCSV("email,city\nzoe@example.com,Bonn\n", into: "News")
    }

    @Test func aStateAtAnInstantIsTheEarliestBackupSince() throws {
        try changesOfADay()
        let noon = try #require(Instant("2026-01-01T12:00"))
        #expect(try test.recipients(.asOf(group: "News", noon)).count == 3)
        #expect(
            test.account.takeNotes() == [
                "\"News\" as of \(noon) is backup 2, made at \(test.account.now) before an import"
            ])
        let (counts, _) = try compare(.asOf(group: "News", noon), .group("News"))
        #expect(counts == ComparisonCounts(added: 1, changed: 3))
        let later = try #require(Instant("2026-02-01"))
        #expect(try test.account.recipientCount(of: .asOf(group: "News", later)) == 4)
        #expect(test.account.takeNotes().contains { $0.contains("current state") })
    }

    /// Why the current state stands for an earlier one is said as it is.
    @Test func whyThereIsNoBackupOfAnInstantIsTold() throws {
        func expectNote(_ instant: String, _ reason: AccountNote.PresentReason) throws {
            let instant = try #require(Instant(instant))
            try test.account.beginStatement()
            _ = try test.account.recipientCount(of: .asOf(group: "News", instant))
            let expected = AccountNote.stateAsOf(
                ZonedInstant(instant, in: .utc), group: "News", .present(reason)
            ).text
            let notes = test.account.takeNotes()
            #expect(notes.contains(expected.plain), "\(notes)")
        }
        try test.advance(days: 1)
        try expectNote("2026-01-02", .noBackupSince)
        try expectNote("2030-12-31", .isFuture)
        try test.advance(days: 40)
        try expectNote("2026-01-01", .noBackupLeft)
    }

    @Test func aGroupThatIsYoungerIsTold() throws {
        try test.advance(days: 1)
        try test.importCSV("email\nzoe@example.com\n", into: "Young", new: true)
        let (noon, created) = (try #require(Instant("2026-01-01T12:00")), test.account.now)
        _ = try test.account.recipientCount(of: .asOf(group: "Young", noon))
        let expected = AccountNote.groupIsYounger(
            "Young", at: ZonedInstant(noon, in: .utc), created: ZonedInstant(created, in: .utc))
        #expect(test.account.takeNotes().contains(expected.text.plain))
    }

    @Test func signUpIsOneField() throws {
        try changesOfADay()
        let (_, changes) = try compare(.backup(.id(2)), .group("News"))
        let change = try #require(changes.first { $0.email == "cora@example.com" }?.fields.first)
        let (then, now) = ("2026-01-01T00:00:00Z", "2026-01-02T00:00:00Z")
        #expect(
            change
                == FieldChange(
                    field: "sign-up", before: "active \(then) \(then) - -",
                    after: "unsubscribed \(then) \(then) \(now) -"))
    }

    @Test func fieldsAreCounted() throws {
        try changesOfADay()
        let comparison = try test.account.compare(.backup(.id(2)), with: .group("News"))
        #expect(comparison.fields.map(\.field) == ["sign-up", "city"])
        #expect(comparison.fields.map(\.changed) == [1, 2])
    }

    @Test func aConditionIsAboutTheSecondState() throws {
        try changesOfADay()
        _ = try test.account.removeRecipient("ben@example.com", from: "News")
        let comparison = try test.account.compare(.backup(.id(2)), with: .group("News")) { recipient, fields in
            recipient.values[fields.firstIndex(of: "city") ?? 0] == "Bonn"
        }
        // Ben lived in Ulm in the first state, and is in the second no more.
        #expect(comparison.counts == ComparisonCounts(added: 1, changed: 1))
        #expect(comparison.map(\.email) == ["anna@example.com", "zoe@example.com"])
        #expect(comparison.fields.map(\.changed) == [1])
    }

    @Test func aLimitIsForTheListOnly() throws {
        try changesOfADay()
        var comparison = try test.account.compare(.backup(.id(2)), with: .group("News"))
        comparison.limit = 2
        #expect(comparison.map(\.email) == ["anna@example.com", "ben@example.com"])
        #expect(comparison.shown == 2 && comparison.counts.differing == 4)
    }

    @Test func twoGroupsAreNamed() throws {
        _ = try test.account.createGroup("Other")
        #expect(try test.account.compare(.group("News"), with: .group("Other")).groups?.second == "Other")
        #expect(try test.account.compare(.group("News"), with: .backup(.id(1))).groups == nil)
    }
}
