import Recipients
import Snapshots
import Storage
import Testing

@testable import Account

@Suite struct HistoryTests {
    let test: TestAccount

    init() throws {
        test = try TestAccount()
        try test.importCSV("email,city\nanna@example.com,Ulm\nben@example.com,Ulm\n", into: "News", new: true)
        try test.advance(days: 1)
    }

    private func history(_ email: String, of name: String? = nil) throws -> [HistoryEntry] {
        try test.account.history(of: email, in: name)
    }

    // MARK: changes of backup

    @Test func aBackupTellsWhatItsChangeDid() throws {
        try test.importCSV("email,city\nanna@example.com,Bonn\ncora@example.com,Rom\n", into: "News") {
            $0.mode = .replace
        }
        _ = try test.account.updateRecipient(
            "anna@example.com", of: "News", values: [.init(field: "city", text: "Kiel")])
        let changes = try test.account.changes(of: .id(2))
        #expect(changes.map(\.email) == ["anna@example.com", "ben@example.com", "cora@example.com"])
        #expect(changes.map(\.kind) == [.changed, .removed, .added])
        #expect(changes.first { _ in true }?.fields == [FieldChange(field: "city", before: "Ulm", after: "Bonn")])
        #expect(changes.fields.map(\.changed) == [1])
    }

    @Test func aDeletionRemovesEverybody() throws {
        _ = try test.account.deleteGroup("News")
        #expect(try test.account.changes(of: .id(2)).map(\.kind) == [.removed, .removed])
    }

    // MARK: changes of recipient

    @Test func aPersonsHistoryGoesThroughAllStates() throws {
        try test.importCSV("email,city\nanna@example.com,Bonn\n", into: "News")
        try test.advance(days: 1)
        _ = try test.account.updateRecipient(
            "Anna@Example.com", of: "News", values: [.init(field: "city", text: "Kiel")])
        try test.advance(days: 1)
        try test.importCSV("email,city\nben@example.com,Rom\n", into: "News") { $0.mode = .replace }
        let entries = try history(" ANNA@example.com ")
        #expect(entries.map(\.action) == ["import", "import", "edit", "import"])
        #expect(entries.map(\.backup) == [1, 2, nil, 3])
        #expect(entries.map(\.change.kind) == [.added, .changed, .changed, .removed])
        #expect(entries[2].change.fields == [FieldChange(field: "city", before: "Bonn", after: "Kiel")])
        #expect(
            entries.map { $0.at.description.prefix(10) } == ["2026-01-01", "2026-01-02", "2026-01-03", "2026-01-04"])
        #expect(entries.allSatisfy { $0.user == "kim" && $0.group == "News" })
    }

    @Test func whatHappenedSinceTheLastBackupIsAnEdit() throws {
        _ = try test.account.removeRecipient("ben@example.com", from: "News")
        #expect(try history("ben@example.com").map(\.action) == ["import", "edit"])
    }

    @Test func allGroupsCountUnlessOneIsNamed() throws {
        try test.importCSV("email\nanna@example.com\n", into: "Other", new: true)
        _ = try test.account.renameGroup("Other", to: "Another")
        _ = try test.account.deleteGroup("Another")
        #expect(try history("anna@example.com").map(\.group) == ["News", "Other", "Another"])
        #expect(try history("anna@example.com", of: "Another").map(\.action) == ["import", "delete group"])
        #expect(try history("anna@example.com", of: "News").count == 1)
        #expect(try history("nobody@example.com").isEmpty)
        expectFailure(.unknownGroup) { try history("anna@example.com", of: "Nowhere") }
        expectFailure(.invalidEmail) { try history("anna") }
    }

    @Test func aHistoryReachesAsFarBackAsBackups() throws {
        try test.importCSV("email,city\nanna@example.com,Bonn\n", into: "News")
        try test.advance(days: 30)
        #expect(try history("anna@example.com").isEmpty)
        try test.importCSV("email,city\nanna@example.com,Kiel\n", into: "News")
        #expect(try history("anna@example.com").map(\.change.fields.first?.before) == ["Bonn"])
    }

    // MARK: find

    @Test func anAddressIsFoundInBackupsAndGroups() throws {
        try test.importCSV("email,city\ncora@example.com,Rom\n", into: "News") { $0.mode = .replace }
        _ = try test.account.deleteGroup("News")
        let found = try test.account.find("Ben@Example.com")
        #expect(found.map(\.backup) == [2])
        #expect(found.first?.created.map { "\($0)" } == "2026-01-02T00:00:00Z")
        #expect(found.first?.isOfDeletedGroup == true && found.first?.status == .active)
        #expect(try test.account.find("cora@example.com").map(\.backup) == [3])
        #expect(try test.account.find("nobody@example.com").isEmpty)
        expectFailure(.invalidEmail) { try test.account.find("nobody") }
    }

    @Test func whoMatchesIsFoundInTheSamePlaces() throws {
        try test.importCSV("email,city\nanna@example.com,Bonn\nzoe@example.org,\n", into: "News")
        _ = try test.account.removeRecipient("ben@example.com", from: "News")
        try test.importCSV("email\nzoe@example.org\nanna@example.com\n", into: "A", new: true)
        let reader = try test.account.find { $0.hasSuffix("@example.com") }
        var found: [Finding] = []
        while let finding = try reader.next() { found.append(finding) }
        let exact = try ["anna@example.com", "ben@example.com"].flatMap { try test.account.find($0) }
        #expect(Set(found) == Set(exact) && found.count == exact.count)
        #expect(found.map(\.group) == ["A", "News", "News", "News"])
        #expect(found.map(\.email.first) == ["a", "a", "a", "b"])
    }

    /// What it meets must be rows in their order; nobody reads the whole file for the checksum.
    @Test func aSearchSeesDamageThatItMeets() throws {
        let storage = test.account.store.storage
        let path = StoreLayout.segment(1, ofGroup: 1)
        let bytes = try storage.map(path).array
        let account = try Account.open(StoreLocation(.memory))
        _ = account
        let text = String(decoding: bytes, as: UTF8.self)
        let broken = text.replacing("[\"anna@example.com\"", with: "{\"anna@example.com\"")
        try storage.replace(path, with: Array(broken.utf8))
        test.account.store.segments.forget(1, ofGroup: 1)
        expectFailure(.damaged) { try test.account.find("anna@example.com") }
    }
}
