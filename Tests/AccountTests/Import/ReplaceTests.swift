import Recipients
import Testing

@testable import Account

/// The mode `replace` and rows that cannot be used: nobody leaves the group because of a slip.
@Suite struct ReplaceTests {
    let test: TestAccount

    init() throws {
        test = try TestAccount()
        try test.importCSV("email\na@example.com\nb@example.com\nc@example.com\n", into: "News", new: true)
    }

    /// Who is left after an import of rows, with the one of c among them.
    private func left(_ cells: [String]) throws -> [String] {
        let csv = "email\n" + cells.map { "\($0)\n" }.joined() + "c@example.com\n"
        try test.importCSV(csv, into: "News") {
            $0.mode = .replace
            $0.delimiter = 0x2C
        }
        return try test.recipients(of: "News").keys.sorted().map { String($0.prefix(1)) }
    }

    // MARK: Readable addresses

    @Test(arguments: [
        "Anna <a@example.com>", "a@example.com.", "\"\"\"a@example.com;\"\"\"", "A@Example.com (privat)",
        "a@example.com <a@example.com>", "mail: a@example.com", "'a@example.com;",
    ])
    func theOnlyAddressInACellIsReadable(cell: String) throws {
        #expect(try left([cell]) == ["a", "c"])
    }

    @Test(arguments: [
        "a@example.com; b@example.com", "joanna@example.com.", "a@example", "a at example.com", "a@@example.com",
    ])
    func noneOrSeveralAreNot(cell: String) throws {
        #expect(try left([cell]) == ["c"])
    }

    /// The row may have another fault, too.
    @Test func anAddressInAWrappingIsReadableBesideAnotherFault() throws {
        let csv = "email,attributes\n<a@example.com>,none\nc@example.com,\"{\"\"x\"\":1}\"\n"
        try test.importCSV(csv, into: "News") { $0.mode = .replace }
        #expect(try test.recipients(of: "News").keys.sorted() == ["a@example.com", "c@example.com"])
    }

    // MARK: No valid row

    private static let invalid = "email\nnobody\nx@\n"

    @Test func aFileWithoutAValidRowRemovesNobody() throws {
        let failure = expectFailure(.suspicious) {
            try test.importCSV(Self.invalid, into: "News") { $0.mode = .replace }
        }
        #expect(failure?.message.contains("would remove 3 recipients from \"News\"") == true)
        #expect(failure?.message.contains("line 2: \"nobody\" is not") == true)
        #expect(try test.recipients(of: "News").count == 3)
        let result = try test.importCSV(Self.invalid, into: "News") {
            $0.mode = .replace
            $0.guardAction = .off
        }
        #expect(result.counts == ImportCounts(read: 2, invalid: 2, removed: 3))
    }

    @Test func whereNobodyIsRemovedItIsAnOrdinaryImport() throws {
        let kept = "email\na@example.com.\nb@example.com.\nc@example.com.\n"
        let result = try test.importCSV(kept, into: "News") { $0.mode = .replace }
        #expect(result.counts == ImportCounts(read: 3, invalid: 3))
        #expect(try test.importCSV(Self.invalid, into: "News").counts.invalid == 2)
        #expect(try test.importCSV(Self.invalid, into: "Other", new: true) { $0.mode = .replace }.counts.removed == 0)
    }
}
