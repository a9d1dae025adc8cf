import Recipients
import SystemCalls
import TestSupport
import Testing

@testable import Account

/// Files that are as large or as strange as files can be: a result or a clear error, and nothing half done.
@Suite struct ImportLimitTests {
    let test: TestAccount
    let folder: TemporaryFolder

    init() throws {
        test = try TestAccount()
        folder = try TemporaryFolder()
    }

    private func importFile(_ name: String) throws -> ImportResult {
        try test.account.beginStatement()
        return try test.account.importRows(
            ImportRequest(.file(path: "\(folder.path)/\(name)"), into: ImportTarget("A", isNew: true)))
    }

    @Test(.timeLimit(.minutes(20))) func fiveThousandColumns() throws {
        let header = "email," + (1...5_000).map { "f\($0)" }.joined(separator: ",")
        let row = { (name: String) in "\(name)@example.com," + (1...5_000).map { "\($0)" }.joined(separator: ",") }
        let result = try test.importCSV([header, row("a"), row("b")].joined(separator: "\n"), into: "A", new: true)
        #expect(result.counts == ImportCounts(read: 2, added: 2))
        #expect(try test.value("f5000", of: "a@example.com", in: "A") == "5000")
    }

    @Test(.timeLimit(.minutes(20))) func fiveThousandColumnsOfTheSameName() throws {
        let header = "email" + String(repeating: ",x", count: 5_000)
        let result = try test.importCSV(header + "\na@example.com,1\n", into: "A", new: true)
        #expect(result.newFields.count == 5_000)
        #expect(result.newFields.last == "x_5000")
    }

    /// Nobody could read the manifest of a group with more.
    @Test func aGroupNeverGetsMoreFieldsThanItsManifestMayHave() throws {
        let account = test.account
        try account.beginStatement()
        _ = try account.createGroup("A")
        var manifest = try #require(try account.store.liveGroup(named: "A"))
        manifest.columns = (1...GroupManifest.maximumColumns).map { "f\($0)" }
        manifest.fields = manifest.columns
        try account.store.commit(manifest, nil)
        #expect(try account.groups().count == 1)
        let failure = expectFailure(.invalidValue) { try test.importCSV("email,x\na@example.com,1\n", into: "A") }
        #expect(failure?.message.contains("would have 100,001 fields") == true)
        account.close()
        #expect(try Account.opened(account.store.storage).groups().map(\.counts.recipients) == [0])
    }

    @Test func aCellBeyondTheLimitOfARowIsTooLong() throws {
        let cell = String(repeating: "x", count: 65 << 20)
        let failure = expectFailure(.malformedFile) {
            try test.importCSV("email,x\na@example.com,\(cell)\n", into: "A", new: true)
        }
        #expect(failure?.message == "line 2 of \"test.csv\": the row is too long")
        #expect(try test.account.groups().isEmpty)
    }

    @Test func anObjectBeyondTheLimitIsTooLong() throws {
        let text = "{\"email\":\"a@example.com\",\n\"x\":\"\(String(repeating: "x", count: 65 << 20))\"}\n"
        let failure = expectFailure(.malformedFile) {
            try test.importCSV(text, into: "A", new: true) { $0.format = .jsonl }
        }
        #expect(failure?.message == "line 1 of \"test.csv\": the object that begins here is too long")
        #expect(try test.account.groups().isEmpty)
    }

    /// Somebody who writes while it is read: the file may end within a row.
    @Test(arguments: ["list.csv", "list.json"]) func aFileThatGrowsWhileItIsReadIsRefused(name: String) throws {
        let row = name.hasSuffix("csv") ? "a@example.com\n" : "{\"email\":\"a@example.com\"}\n"
        let header = name.hasSuffix("csv") ? "email\n" : ""
        try folder.write(header + String(repeating: row, count: name.hasSuffix("csv") ? 500_000 : 200_000), to: name)
        let writer = try #require(fopen("\(folder.path)/\(name)", "a"))
        defer { fclose(writer) }
        test.account.progress = { _ in
            fputs(row, writer)
            fflush(writer)
        }
        let failure = expectFailure(.unreadableFile) { try importFile(name) }
        #expect(failure?.message == "\"\(folder.path)/\(name)\" was changed while it was being read")
        #expect(try test.account.groups().isEmpty)
    }

    @Test func onlyRegularFilesAreRead() throws {
        try #require(mkfifo("\(folder.path)/fifo.csv", 0o600) == 0)
        try folder.makeFolder("folder.xlsx")
        for name in ["fifo.csv", "folder.xlsx", "missing.json"] {
            expectFailure(.unreadableFile) { try importFile(name) }
        }
        expectFailure(.unreadableFile) {
            try test.account.importRows(
                ImportRequest(.file(path: "/dev/zero"), into: ImportTarget("A", isNew: true)))
        }
    }

    /// A file is known by its name, whatever the case of it.
    @Test func theNameTellsTheFormat() throws {
        try folder.write("{\"email\":\"a@example.com\"}\n", to: "list.NDJSON")
        #expect(try importFile("list.NDJSON").counts == ImportCounts(read: 1, added: 1))
        for (name, format) in [
            ("a.csv", ImportFormat.csv), ("a.txt", .csv), ("json", .csv), ("a.json", .json), ("b/a.jsonl", .jsonl),
            ("a.xlsx", .xlsx), (".json", .csv), ("x.json/a", .csv),
        ] { #expect(ImportFormat(path: name) == format, "\(name)") }
    }

    @Test func badBytesInTheMiddleAreWindows1252OrAnError() throws {
        let rows = (0..<5_000).map { "r\($0)@example.com;x\n" }.joined()
        let bytes = Array("email;city\n\(rows)a@example.com;K".utf8) + [0xF6] + Array("ln\n".utf8)
        let result = try test.account.importRows(
            ImportRequest(.bytes(bytes, name: "a.csv"), into: ImportTarget("A", isNew: true)))
        #expect(result.encoding == .windows1252)
        #expect(result.counts == ImportCounts(read: 5_001, added: 5_001))
        var options = ImportOptions()
        options.encoding = .utf8
        let failure = expectFailure(.malformedFile) {
            try test.account.importRows(
                ImportRequest(.bytes(bytes, name: "a.csv"), into: ImportTarget("B", isNew: true), options: options))
        }
        #expect(failure?.message == "line 5002 of \"a.csv\": the bytes are not utf-8")
    }

    @Test func aNULInCSVIsRefusedWithAReason() throws {
        let result = try test.importCSV("email,x\na@example.com,a\u{0}b\nb@example.com,c\n", into: "A", new: true)
        #expect(result.counts == ImportCounts(read: 2, added: 1, invalid: 1))
        #expect(result.firstInvalid.first?.failure.code == .invalidValue)
    }
}
