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
                FieldChange(field: "city", before: .text("Berlin"), after: .text("Bonn")),
                FieldChange(field: "shoe", before: nil, after: .text("42")),
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
        #expect(changes[0].fields == [FieldChange(field: "nr", before: nil, after: .text("1"))])
    }
}
