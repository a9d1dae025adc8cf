import Recipients
import Snapshots
import SystemCalls
import TestSupport
import Testing

@testable import Account

/// A store in a folder: what lies on the disk, several processes, crashes and damage.
@Suite struct FolderStoreTests {
    let folder: TemporaryFolder
    let path: String

    init() throws {
        folder = try TemporaryFolder()
        path = folder.path + "/store"
        try Account.create(at: .folder(path), simulatesClock: true)
    }

    private func open(_ place: StoreLocation.Place? = nil, readOnly: Bool = false) throws -> Account {
        let account = try Account.open(StoreLocation(place ?? .folder(path), isReadOnly: readOnly))
        try account.beginStatement()
        return account
    }

    private func importCSV(_ csv: String, into name: String, new: Bool = false, _ account: Account) throws {
        try account.beginStatement()
        _ = try account.importRows(
            ImportRequest(.bytes(Array(csv.utf8), name: "t.csv"), into: ImportTarget(name, isNew: new)))
    }

    private func people(_ account: Account, _ name: String = "News") throws -> [String] {
        let reader = try account.recipients(of: .group(name))
        var emails: [String] = []
        while let recipient = try reader.next() { emails.append(recipient.email) }
        return emails
    }

    @Test func filesAndFoldersArePrivate() throws {
        let account = try open()
        try importCSV("email\nanna@example.com\n", into: "News", new: true, account)
        _ = try account.record(.open, of: "anna@example.com", in: "News", at: nil, campaign: nil)
        let entries = try folder.tree()
        #expect(
            Set(entries.map(\.path)) == [
                "store", "store/account.json", "store/lock", "store/log.jsonl", "store/groups", "store/groups/0001",
                "store/groups/0001/group.json", "store/groups/0001/activity.jsonl", "store/groups/0001/segments",
                "store/groups/0001/segments/000001.jsonl",
            ])
        for entry in entries { #expect(entry.mode == (entry.isFolder ? 0o700 : 0o600), "\(entry.path)") }
    }

    /// A rehearsal changes no store, so one that may not be changed can be rehearsed on.
    @Test func aReadOnlySessionCanRehearse() throws {
        let reader = try open(readOnly: true)
        expectFailure(.readOnly) { try reader.createGroup("News") }
        for account in [try reader.rehearsal(), try open(.overlay(.folder(path)), readOnly: true)] {
            try account.beginStatement()
            _ = try account.createGroup("News")
            #expect(try account.groups().count == 1)
        }
        #expect(try open().groups().isEmpty)
    }

    @Test func whatWasDoneIsThereWhenOpenedAgain() throws {
        let account = try open()
        try importCSV("email\nanna@example.com\n", into: "News", new: true, account)
        account.endStatement(keepsLock: false)
        let again = try open()
        #expect(try people(again) == ["anna@example.com"])
        #expect(try again.log().map(\.action) == [.importRows])
    }

    @Test func aBackupAddsAFewHundredBytesWhateverTheGroup() throws {
        let account = try open()
        let csv = "email,city\n" + (0..<20_000).map { "p\($0)@example.com,Berlin\n" }.joined()
        try importCSV(csv, into: "News", new: true, account)
        let before = try folder.bytes()
        try importCSV("email\n", into: "News", account)
        // The backup's entry in the manifest and the log's line.
        #expect(try folder.bytes() - before < 700)
    }

    @Test func aSecondWriterIsLockedOutWithTheHoldersProcess() throws {
        let writer = try open()
        _ = try writer.createGroup("News")
        let second = try open()
        #expect(try second.groups().map(\.name) == ["News"])
        let failure = expectFailure(.locked) { try second.createGroup("Other") }
        #expect(failure?.message.contains("(process \(getpid())") == true)
        writer.endStatement(keepsLock: false)
        try second.beginStatement()
        _ = try second.createGroup("Other")
        #expect(try second.groups().map(\.name) == ["News", "Other"])
    }

    @Test func aReaderSeesWhatAWriterCommits() throws {
        let writer = try open()
        let reader = try open()
        try importCSV("email\nanna@example.com\n", into: "News", new: true, writer)
        try reader.beginStatement()
        #expect(try people(reader) == ["anna@example.com"])
        try importCSV("email\nben@example.com\n", into: "News", writer)
        try reader.beginStatement()
        #expect(try people(reader) == ["anna@example.com", "ben@example.com"])
    }

    @Test func readOnlyRefusesEveryChange() throws {
        try importCSV("email\nanna@example.com\n", into: "News", new: true, try open())
        let account = try open(readOnly: true)
        let changes: [() throws -> Void] = [
            { _ = try account.createGroup("Other") }, { _ = try account.deleteGroup("News") },
            { try self.importCSV("email\n", into: "News", account) },
            { _ = try account.restore(RestoreRequest(.backup(.id(1)))) }, { _ = try account.setBackup(false) },
            { _ = try account.setRetention(TimeSpan(seconds: 1)) },
            { _ = try account.advanceClock(by: TimeSpan(seconds: 1)) }, { _ = try account.purge() },
            { _ = try account.unsubscribe("anna@example.com", from: "News") },
        ]
        let before = try folder.tree()
        for change in changes { expectFailure(.readOnly) { try change() } }
        _ = try account.export(.group("News"), to: ExportTarget(UserFile(folder.path + "/out.csv")))
        #expect(try folder.tree().filter { $0.path != "out.csv" } == before)
    }

    @Test func anOverlayWritesNothing() throws {
        let account = try open()
        try importCSV("email\nanna@example.com\n", into: "News", new: true, account)
        account.endStatement(keepsLock: false)
        let before = try folder.tree()
        let overlay = try open(.overlay(.folder(path)))
        try importCSV("email\nben@example.com\n", into: "News", overlay)
        _ = try overlay.deleteGroup("News")
        _ = try overlay.restore(RestoreRequest(.backup(.id(3))))
        _ = try overlay.advanceClock(by: TimeSpan(seconds: 40 * 86_400))
        #expect(try overlay.backups().isEmpty)
        #expect(try people(overlay).count == 2)
        #expect(try folder.tree() == before)
        #expect(try open().backups().map(\.id) == [1])
    }

    @Test func aSystemClockCannotBeMoved() throws {
        let real = folder.path + "/real"
        try Account.create(at: .folder(real), simulatesClock: false)
        let account = try open(.folder(real))
        let failure = expectFailure(.clockNotSimulated) { try account.advanceClock(by: TimeSpan(seconds: 1)) }
        #expect(failure?.help?.contains("cbs --simulate") == true)
        #expect(failure?.help?.contains("cbs init DIR --simulated-clock") == true)
        let overlay = try open(.overlay(.folder(real)))
        #expect(overlay.clock.isSimulated)
        _ = try overlay.advanceClock(by: TimeSpan(seconds: 1))
    }

    @Test func aFolderThatIsNoStoreNamesInit() throws {
        let failure = expectFailure(.storage) { try Account.open(StoreLocation(.folder(folder.path))) }
        #expect(failure?.help?.contains("cbs init") == true)
        expectFailure(.storage) { try Account.create(at: .folder(path), simulatesClock: false) }
        expectFailure(.storage) { try Account.create(at: .folder(folder.path), simulatesClock: false) }
    }

    @Test func whatACrashLeftBehindIsSweptAndStrangersStay() throws {
        let account = try open()
        try importCSV("email\nanna@example.com\n", into: "News", new: true, account)
        account.endStatement(keepsLock: false)
        let left = [
            "store/groups/0001/segments/000002.jsonl", "store/groups/0001/group.json.new", "store/account.json.new",
            "store/groups/0007/segments/000001.jsonl",
        ]
        try folder.makeFolder("store/groups/0007")
        try folder.makeFolder("store/groups/0007/segments")
        let strangers = ["store/notes.txt", "store/groups/0001/segments/mine.txt"]
        for file in left + strangers { try folder.write("half a line", to: file) }
        // The lock would name the folders in which that process was working. If it does not, all are swept.
        try folder.write("", to: "store/lock")
        let again = try open()
        _ = try again.createGroup("Other")
        let paths = Set(try folder.tree().map(\.path))
        #expect(paths.isDisjoint(with: left + ["store/groups/0007"]))
        #expect(paths.isSuperset(of: strangers))
        #expect(try people(again) == ["anna@example.com"])
    }

    @Test func aTornLogLineIsDroppedAndSaidByTheManifest() throws {
        let account = try open()
        _ = try account.createGroup("News")
        _ = try account.createGroup("Other")
        account.endStatement(keepsLock: false)
        let log = try folder.read("store/log.jsonl")
        try folder.write(String(log.dropLast(20)), to: "store/log.jsonl")
        #expect(try open().log().map(\.group) == ["News", "Other"])
        let writer = try open()
        _ = try writer.createGroup("Third")
        #expect(try writer.log().map(\.sequence) == [1, 2, 3])
        #expect(try folder.read("store/log.jsonl").split(separator: "\n").count == 3)
        #expect(try writer.verify().damaged.isEmpty)
    }

    @Test func damageOfOneGroupDoesNotStopTheOthers() throws {
        let account = try open()
        try importCSV("email\nanna@example.com\n", into: "News", new: true, account)
        try importCSV("email\nben@example.com\n", into: "Other", new: true, account)
        account.endStatement(keepsLock: false)
        let segment = "store/groups/0001/segments/000001.jsonl"
        try folder.write(try folder.read(segment).replacing("anna", with: "anne"), to: segment)
        let again = try open()
        let failure = expectFailure(.damaged) { try people(again) }
        #expect(failure?.message.contains("groups/0001/segments/000001.jsonl") == true)
        #expect(try people(again, "Other") == ["ben@example.com"])
        try importCSV("email\ncora@example.com\n", into: "Other", again)
        let found = try again.verify().damaged
        #expect(
            found == [
                DamagedFile(
                    file: "groups/0001/segments/000001.jsonl", problem: "its checksum is wrong",
                    affected: .states(group: "News", backups: []))
            ])
    }

    @Test func aDamagedManifestIsNamedAndItsIdsAreNotGivenAgain() throws {
        let account = try open()
        try importCSV("email\n", into: "Other", new: true, account)
        try importCSV("email\nanna@example.com\n", into: "News", new: true, account)
        account.endStatement(keepsLock: false)
        let manifest = "store/groups/0002/group.json"
        try folder.write(try folder.read(manifest).replacing("News", with: "News "), to: manifest)
        let again = try open()
        expectFailure(.damaged) { try again.groups() }
        expectFailure(.damaged) { try people(again) }
        try importCSV("email\nben@example.com\n", into: "Other", again)
        #expect(try again.backups(of: "Other").map(\.id) == [1, 3])
        #expect(try again.verify().damaged.map(\.file) == ["groups/0002/group.json"])
    }

    @Test func anExportIsPrivateAndNeverOverwritesUnasked() throws {
        let account = try open()
        try importCSV("email,note\nanna@example.com,\"a;\"\"b\"\"\nc\"\n", into: "News", new: true, account)
        let file = folder.path + "/out.csv"
        #expect(try account.export(.group("News"), to: ExportTarget(UserFile(file))).recipients == 1)
        expectFailure(.fileExists) { try account.export(.group("News"), to: ExportTarget(UserFile(file))) }
        _ = try account.export(.group("News"), to: ExportTarget(UserFile(file), overwrites: true))
        expectFailure(.fileExists) {
            try account.export(.group("News"), to: ExportTarget(UserFile("/dev/null"), overwrites: true))
        }
        expectFailure(.storage) {
            try account.export(.group("News"), to: ExportTarget(UserFile("/nonexistent/out.csv")))
        }
        #expect(try folder.tree().first { $0.path == "out.csv" }?.mode == 0o600)
        let text = try folder.read("out.csv")
        #expect(text.hasPrefix("email,registered,activated,deactivated,source,note\n"))
        #expect(text.hasSuffix(",,\"a;\"\"b\"\"\nc\"\n"))
    }

    @Test(arguments: RowFormat.allCases)
    func anExportNamesEveryField(format: RowFormat) throws {
        let account = try open()
        try importCSV("email,city,\"say \"\"x\"\"\"\nanna@example.com,Köln,1\n", into: "News", new: true, account)
        let file = folder.path + "/out"
        _ = try account.export(.backup(.id(1)), to: ExportTarget(UserFile(file), format: format))
        try importCSV("email\n", into: "News", account)
        _ = try account.export(.backup(.id(2)), to: ExportTarget(UserFile(file), format: format, overwrites: true))
        let text = try folder.read("out")
        let expected =
            switch format {
            case .csv:
                "email,registered,activated,deactivated,source,city,\"say \"\"x\"\"\"\n"
                    + "anna@example.com,2026-01-01T00:00:00Z,2026-01-01T00:00:00Z,,,Köln,1\n"
            case .tsv:
                "email\tregistered\tactivated\tdeactivated\tsource\tcity\t\"say \"\"x\"\"\"\n"
                    + "anna@example.com\t2026-01-01T00:00:00Z\t2026-01-01T00:00:00Z\t\t\tKöln\t1\n"
            case .json, .jsonl:
                (format == .json ? "[" : "")
                    + "{\"email\":\"anna@example.com\",\"registered\":\"2026-01-01T00:00:00Z\","
                    + "\"activated\":\"2026-01-01T00:00:00Z\",\"deactivated\":null,\"source\":null,\"city\":\"Köln\","
                    + "\"say \\\"x\\\"\":\"1\"}" + (format == .json ? "]\n" : "\n")
            }
        #expect(text == expected)
    }

    @Test func anImportOfAnExportGivesTheSameGroup() throws {
        let account = try open()
        let csv = """
            email,registered,activated,deactivated,Quelle,Vorname,"a,b",note
            anna@example.com,2024-01-01,2024-01-02T03:04:05.25Z,,web,Anna," x ","line
            end ""q"" ;|"
            ben@example.com,,,,,,,
            clara@example.com,2024-01-01,2024-01-02,2025-01-01,shop,Clära,=1+1,"	tab"

            """
        try importCSV(csv, into: "News", new: true, account)
        let file = folder.path + "/out.csv"
        _ = try account.export(.group("News"), to: ExportTarget(UserFile(file)))
        _ = try account.importRows(ImportRequest(.file(path: file), into: ImportTarget("Copy", isNew: true)))
        let first = try account.recipients(of: .group("News"))
        let second = try account.recipients(of: .group("Copy"))
        #expect(first.fields == second.fields)
        while let recipient = try first.next() { #expect(try second.next() == recipient) }
        #expect(try second.next() == nil)
    }

    @Test(arguments: ["/", "/dev/null", "/nonexistent/list.csv"])
    func onlyRegularFilesAreRead(file: String) throws {
        let account = try open()
        expectFailure(.unreadableFile) {
            try account.importRows(ImportRequest(.file(path: file), into: ImportTarget("News", isNew: true)))
        }
        #expect(try account.groups().isEmpty)
    }

    @Test func aPipeIsNotReadAndNotWaitedFor() throws {
        let pipe = folder.path + "/pipe"
        #expect(mkfifo(pipe, 0o600) == 0)
        let account = try open()
        expectFailure(.unreadableFile) {
            try account.importRows(ImportRequest(.file(path: pipe), into: ImportTarget("News", isNew: true)))
        }
    }
}
