import Recipients
import Testing

@testable import Account

@Suite struct ImportTests {
    let test: TestAccount

    init() throws {
        test = try TestAccount()
    }

    static let people = """
        email,firstname,city
        anna@example.com,Anna,Berlin
        ben@example.com,Ben,
        clara@example.com,Clara,Köln

        """

    @Test func importsIntoNewGroup() throws {
        let result = try test.importCSV(Self.people, into: "News", new: true)
        #expect(result.counts == ImportCounts(read: 3, added: 3))
        #expect(result.newFields == ["firstname", "city"])
        #expect(result.kept == .backup(1))
        let anna = try #require(try test.recipient("anna@example.com", of: "News"))
        #expect(anna.values == ["Anna", "Berlin"])
        #expect(anna.signUp == SignUp(registered: Clock.simulatedStart, activated: Clock.simulatedStart))
        #expect(try test.recipient("ben@example.com", of: "News")?.values == ["Ben", nil])
    }

    @Test func aMissingGroupIsUnknownWithTheNearestName() throws {
        try test.importCSV(Self.people, into: "Newsletter", new: true)
        let failure = expectFailure(.unknownGroup) { try test.importCSV(Self.people, into: "Newsleter") }
        #expect(
            failure?.help == "did you mean \"Newsletter\"? or to create the group: into new group \"Newsleter\"")
    }

    @Test func aStandingGroupIsNotNew() throws {
        try test.importCSV(Self.people, into: "News", new: true)
        expectFailure(.duplicateGroup) { try test.importCSV(Self.people, into: "News", new: true) }
    }

    @Test func modeAddTouchesOnlyNewRecipients() throws {
        try test.importCSV(Self.people, into: "News", new: true)
        let result = try test.importCSV("email,city\nanna@example.com,Bonn\ndora@example.com,Ulm\n", into: "News") {
            $0.mode = .add
        }
        #expect(result.counts == ImportCounts(read: 2, added: 1, skipped: 1))
        #expect(try test.value("city", of: "anna@example.com", in: "News") == "Berlin")
    }

    @Test func modeUpdateTouchesOnlyExistingRecipients() throws {
        try test.importCSV(Self.people, into: "News", new: true)
        let result = try test.importCSV("email,city\nanna@example.com,Bonn\ndora@example.com,Ulm\n", into: "News") {
            $0.mode = .update
        }
        #expect(result.counts == ImportCounts(read: 2, updated: 1, skipped: 1))
        #expect(try test.value("city", of: "anna@example.com", in: "News") == "Bonn")
        #expect(try test.recipient("dora@example.com", of: "News") == nil)
    }

    @Test func modeReplaceRemovesWhoIsNotInTheFile() throws {
        try test.importCSV(Self.people, into: "News", new: true)
        let result = try test.importCSV("email\nanna@example.com\ndora@example.com\n", into: "News") {
            $0.mode = .replace
        }
        #expect(result.counts == ImportCounts(read: 2, added: 1, unchanged: 1, removed: 2))
        #expect(try Set(test.recipients(of: "News").keys) == ["anna@example.com", "dora@example.com"])
    }

    /// Large enough to be merged in several ranges: the result is that of one.
    @Test(arguments: [ImportMode.updateAdd, .replace]) func aLargeImportIsMergedWhole(mode: ImportMode) throws {
        let filler = String(repeating: "x", count: 100)
        func csv(_ rows: [(number: Int, city: Int)]) -> String {
            "email,city,note\n"
                + rows.map { "recipient\($0.number)@example.com,City \($0.city),\(filler)\n" }.joined()
        }
        let stored = (0..<20_000).map { (number: $0, city: 0) }
        try test.importCSV(csv(stored), into: "Large", new: true)
        // Half of them again, as many new ones, and every third of all twice.
        let first = (10_000..<30_000).map { (number: $0 * 7919 % 20_000 + 10_000, city: $0 % 2) }
        let second = (10_000..<30_000).filter { $0 % 3 == 0 }.map { (number: $0, city: 2) }
        let result = try test.importCSV(csv(first + second), into: "Large") { $0.mode = mode }

        var cities = Dictionary(uniqueKeysWithValues: mode == .replace ? [] : stored.map { ($0.number, $0.city) })
        for row in first + second { cities[row.number] = row.city }
        let unchanged = (10_000..<20_000).count { cities[$0] == 0 }
        #expect(
            result.counts
                == ImportCounts(
                    read: first.count + second.count, added: 10_000, updated: 10_000 - unchanged, unchanged: unchanged,
                    duplicates: second.count, removed: mode == .replace ? 10_000 : 0))
        let recipients = try test.recipients(of: "Large")
        #expect(recipients.count == cities.count)
        #expect(cities.allSatisfy { recipients["recipient\($0)@example.com"]?.values.first == "City \($1)" })
        #expect(try test.account.groups().first { $0.name == "Large" }?.counts.recipients == cities.count)
    }

    @Test func anInvalidRowWithAReadableAddressKeepsItsRecipientInReplace() throws {
        try test.importCSV(Self.people, into: "News", new: true)
        let csv = "email,city\nanna@example.com,Bonn,too many\nben@example.com,Ulm\n"
        let result = try test.importCSV(csv, into: "News") { $0.mode = .replace }
        #expect(result.counts == ImportCounts(read: 2, updated: 1, invalid: 1, removed: 1))
        #expect(try test.value("city", of: "anna@example.com", in: "News") == "Berlin")
        #expect(try test.recipient("clara@example.com", of: "News") == nil)
    }

    @Test func emptyCellsKeepUnlessTold() throws {
        try test.importCSV(Self.people, into: "News", new: true)
        let csv = "email,firstname,city\nanna@example.com,,\"\"\n"
        #expect(try test.importCSV(csv, into: "News").counts == ImportCounts(read: 1, unchanged: 1))
        #expect(try test.value("city", of: "anna@example.com", in: "News") == "Berlin")
        #expect(
            try test.importCSV(csv, into: "News") { $0.emptyCells = .clear }.counts == ImportCounts(read: 1, updated: 1)
        )
        #expect(try test.recipient("anna@example.com", of: "News")?.values == [nil, nil])
    }

    @Test func columnsThatTheFileLacksStayWhenEmptyCellsClear() throws {
        try test.importCSV(Self.people, into: "News", new: true)
        try test.importCSV("email,firstname\nanna@example.com,\n", into: "News") { $0.emptyCells = .clear }
        #expect(try test.recipient("anna@example.com", of: "News")?.values == [nil, "Berlin"])
    }

    @Test func rowsForTheSameAddressApplyOneAfterAnother() throws {
        let csv = "email,firstname,city\nAnna@Example.com,Anna,Berlin\nben@example.com,Ben,\nanna@example.com,,Bonn\n"
        let result = try test.importCSV(csv, into: "News", new: true)
        #expect(result.counts == ImportCounts(read: 3, added: 2, duplicates: 1))
        #expect(try test.recipient("anna@example.com", of: "News")?.values == ["Anna", "Bonn"])
    }

    @Test func newnessIsDecidedBeforeTheImport() throws {
        let csv = "email,city\nanna@example.com,Berlin\nanna@example.com,Bonn\n"
        try test.importCSV("email\nzoe@example.com\n", into: "News", new: true)
        let update = try test.importCSV(csv, into: "News") { $0.mode = .update }
        #expect(update.counts == ImportCounts(read: 2, skipped: 1, duplicates: 1))
        let add = try test.importCSV(csv, into: "News") { $0.mode = .add }
        #expect(add.counts == ImportCounts(read: 2, added: 1, duplicates: 1))
        #expect(try test.value("city", of: "anna@example.com", in: "News") == "Bonn")
    }

    @Test func invalidRowsAreCountedAndNotFatal() throws {
        let csv = "email,activated\nnobody,\nanna@example.com,yesterday\nben@example.com,2025-01-01\n,2025-01-01\n"
        let result = try test.importCSV(csv, into: "News", new: true)
        #expect(result.counts == ImportCounts(read: 4, added: 1, invalid: 3))
        #expect(result.firstInvalid.map(\.line) == [2, 3, 5])
        #expect(result.firstInvalid.map(\.failure.code) == [.invalidEmail, .invalidValue, .invalidEmail])
    }

    @Test(arguments: [
        ("email\nanna@example.com\nnobody\n", ErrorCode.invalidEmail),
        ("email,activated\nanna@example.com,soon\n", .invalidValue),
        ("email\nanna@example.com,too many\n", .malformedFile),
    ])
    func strictFailsWithTheRowsCode(csv: String, code: ErrorCode) throws {
        expectFailure(code) { try test.importCSV(csv, into: "News", new: true) { $0.isStrict = true } }
        #expect(try test.account.groups().isEmpty)
        #expect(try test.backupIDs.isEmpty)
    }

    @Test(arguments: [
        "email\n\"anna@example.com\nben@example.com\n", "email,city\nanna@example.com,\"Berlin\"x\n",
    ])
    func aFileThatCannotBeReadChangesNothing(csv: String) throws {
        let failure = expectFailure(.malformedFile) { try test.importCSV(csv, into: "News", new: true) }
        #expect(failure?.message.contains("line 2") == true)
        #expect(try test.account.groups().isEmpty)
    }

    @Test func aHeaderAloneIsAnImportOfNoRows() throws {
        let result = try test.importCSV("email;city\n", into: "News", new: true)
        #expect(result.counts == ImportCounts())
        #expect(result.kept == .backup(1))
    }

    @Test func aFileWithoutAnEmailColumnNamesItsColumns() throws {
        let failure = expectFailure(.missingEmailColumn) {
            try test.importCSV("name;city\nAnna;Bonn\n", into: "N", new: true)
        }
        #expect(failure?.message.contains("\"name\", \"city\"") == true)
    }

    @Test func bytesThatAreNotUTF8AreWindows1252AndTheResultSaysSo() throws {
        let bytes = Array("email;city\nanna@example.com;K".utf8) + [0xF6] + Array("ln\n".utf8)
        let result = try test.account.importRows(
            ImportRequest(.bytes(bytes, name: "list.csv"), into: ImportTarget("News", isNew: true)))
        #expect(result.encoding == .windows1252)
        #expect(try test.value("city", of: "anna@example.com", in: "News") == "Köln")
    }

    @Test func existingFieldsAreFoundWithoutRegardToCase() throws {
        try test.importCSV("email,Kd-Nr.\nanna@example.com,1\n", into: "News", new: true)
        let result = try test.importCSV("email,KD-NR.\nanna@example.com,2\n", into: "News")
        #expect(result.newFields.isEmpty)
        #expect(result.columns.map(\.field) == ["email", "Kd-Nr."])
        #expect(try test.value("Kd-Nr.", of: "anna@example.com", in: "News") == "2")
    }

    @Test func aLargeImportIsSortedInRuns() throws {
        // The run's capacity is the engine's; its own tests make it tiny. Here: many rows in no order.
        let csv = "email,nr\n" + (0..<5_000).map { "r\($0 * 7919 % 5_000)@example.com,\($0)\n" }.joined()
        let result = try test.importCSV(csv, into: "News", new: true)
        #expect(result.counts == ImportCounts(read: 5_000, added: 5_000))
        let reader = try test.account.recipients(of: .group("News"))
        var previous = ""
        while let recipient = try reader.next() {
            #expect(previous.utf8.lexicographicallyPrecedes(recipient.email.utf8))
            previous = recipient.email
        }
    }
}
