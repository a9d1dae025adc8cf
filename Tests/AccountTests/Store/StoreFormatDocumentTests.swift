import Recipients
import TestSupport
import Testing

@testable import Account
@testable import Snapshots
@testable import Storage

/// The examples in `docs/store-format.md` are a store.
@Suite struct StoreFormatDocumentTests {
    /// The blocks of code whose first line names a file of a store.
    private static func examples() throws -> [String: String] {
        let page = try Repository.text("docs/store-format.md")
        var files: [String: String] = [:]
        var name: String?
        for line in page.split(separator: "\n", omittingEmptySubsequences: false) {
            if line.hasPrefix("```") {
                name = line.hasPrefix("```json") ? line.split(separator: " ").last.map(String.init) : nil
            } else if let name {
                files[name, default: ""] += line + "\n"
            }
        }
        return files
    }

    @Test func theExamplesAreAWholeStore() throws {
        let storage = MemoryStorage()
        let files = try Self.examples()
        #expect(files.count == 8)
        for (name, text) in files { try storage.replace(StoragePath(name), with: Array(text.utf8)) }
        let account = Account(try Store(storage), StoreLocation(.memory))
        try account.beginStatement()
        #expect(try account.verify().damaged.isEmpty)
        #expect(try account.group("N").counts.recipients == 2)
        let reader = try account.recipients(of: .group("N"))
        #expect(try reader.next()?.values == ["Anne", "1"])
        let backup = try account.recipients(of: .backup(.id(2)))
        #expect(try backup.next()?.values == ["Anna", "1"])
        #expect(try account.log().map(\.backup) == [1, 2])
        #expect(try account.activity(of: "N").map(\.event) == [.open, .click])
    }
}
