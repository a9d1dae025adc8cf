import StoreTestSupport
import SystemCalls
import TestSupport
import Testing

@testable import PostgresStorage
@testable import Storage

/// What a storage on a server does besides what every storage does: other programs use the same account.
@Suite(.enabled(if: TestServer.isInstalled)) struct PostgresStorageTests {
    private let name = TestServer.uniqueName()
    private let path = StoragePath("groups/0001/group.json")

    private func open() throws -> PostgresStorage { try ServerStorage.make(name) }

    @Test func whatAnotherProgramChangesIsSeenWhenItIsLookedAt() throws {
        let (writer, reader) = (try open(), try open())
        try writer.replace(path, with: [0x31])
        try writer.append([0x61, 0x0A], to: StoragePath("log.jsonl"))
        try writer.write("segment", to: "groups/0001/segments/000001.jsonl")
        #expect(try reader.version(of: path) == nil)
        try reader.look()
        #expect(try reader.everything() == writer.everything())
        try writer.append([0x62, 0x0A], to: StoragePath("log.jsonl"))
        try writer.remove(path)
        #expect(try reader.text(of: "log.jsonl") == "a\n", "all that is read is of one moment")
        try reader.look()
        #expect(try reader.text(of: "log.jsonl") == "a\nb\n")
        #expect(storageError { try reader.map(path) } == .missing(path))
        #expect(try reader.everything() == writer.everything())
    }

    @Test func aWriterThatKnowsAnOlderStateIsToldSo() throws {
        let (first, second) = (try open(), try open())
        let version = try first.replace(path, with: [0x31], replacing: nil)
        #expect(storageError { try second.replace(path, with: [0x32], replacing: nil) } == .lost(path))
        try second.look()
        try second.replace(path, with: [0x32], replacing: version)
        #expect(storageError { try first.replace(path, with: [0x33], replacing: version) } == .lost(path))
        try first.look()
        #expect(try first.text(of: path.text) == "2")
    }

    @Test func aLineIsAddedInTheSameStepOrNotAtAll() throws {
        let (writer, reader) = (try open(), try open())
        let line = StorageAddition(Array("line\n".utf8), to: StoragePath("log.jsonl"))
        func replace(_ text: String, _ known: FileVersion?) throws -> FileVersion {
            let replaced = try Array(text.utf8).withUnsafeBytes {
                try writer.replace(path, with: $0, replacing: known, adding: line)
            }
            #expect(replaced.isAdded)
            return replaced.version
        }
        let version = try replace("1", nil)
        #expect(storageError { try replace("x", nil) } == .lost(path))
        _ = try replace("2", version)
        try reader.look()
        #expect(try reader.text(of: "log.jsonl") == "line\nline\n")
        #expect(try reader.text(of: path.text) == "2")
        #expect(try reader.mapEnd(of: StoragePath("log.jsonl")).bytes.array == Array("line\nline\n".utf8))
    }

    /// A log of thousands of lines: its end is at hand without the rest, and adding sends little.
    @Test func aFileGrowsInPieces() throws {
        let (writer, reader) = (try open(), try open())
        let log = StoragePath("log.jsonl")
        var text = ""
        for number in 0..<300 {
            let line = "\(number) " + String(repeating: "x", count: number) + "\n"
            text += line
            try writer.append(Array(line.utf8), to: log)
        }
        try reader.look()
        for storage in [writer, reader] {
            #expect(try storage.text(of: "log.jsonl") == text)
            let end = try storage.mapEnd(of: log)
            #expect(end.start > 0 && end.bytes.bytes.count <= 16 << 10)
            #expect(text.hasSuffix(String(decoding: end.bytes.array, as: UTF8.self)))
        }
        try reader.append(Array("last\n".utf8), to: log)
        try writer.look()
        #expect(try writer.text(of: "log.jsonl") == text + "last\n")
        try writer.replace(log, with: Array("new\n".utf8))
        try writer.append(Array("more\n".utf8), to: log)
        #expect(try rows("pieces") == 1, "the old pieces are gone")
        try reader.look()
        #expect(try reader.text(of: "log.jsonl") == "new\nmore\n")
    }

    private func rows(_ table: String) throws -> Int {
        let text = try ServerStorage.server.get().sql("select count(*) from cbs.\(table) where account = '\(name)'")
        return try #require(Int(text.filter(\.isNumber)))
    }

    @Test func aLargeDocumentIsKeptInPieces() throws {
        let (writer, reader) = (try open(), try open())
        let text = String(repeating: "0123456789abcdef", count: 200_000)
        for round in ["a", "b"] { try writer.replace(path, with: Array((text + round).utf8)) }
        #expect(try rows("pieces") == 4)
        try reader.look()
        #expect(try reader.text(of: path.text) == text + "b")
        try writer.replace(path, with: [0x31])
        #expect(try rows("pieces") == 0)
    }

    // MARK: The lock

    @Test func aSecondWriterIsToldWhoHasTheLockAndUntilWhen() throws {
        let (first, second) = (try open(), try open())
        let epoch = try first.lock(.none, above: 3)
        #expect(epoch == 4)
        guard case .locked(let holder) = storageError({ try second.lock() }) else {
            Issue.record("two writers")
            return
        }
        #expect(holder?.process == getpid() && holder?.end != nil)
        #expect(try second.lockForClearing(above: 0) == nil)
        first.unlock()
        #expect(try second.lock(.none, above: 0) == 5)
    }

    /// A writer that was stopped for longer than its lease lasts.
    @Test func aWriterThatWasOvertakenChangesNothing() throws {
        let (first, second) = (try open(), try open())
        try first.lock()
        try first.replace(path, with: [0x31])
        let writer = try first.create(StoragePath("groups/0001/segments/000001.jsonl"))
        try writer.write(String(repeating: "x", count: 5 << 20))
        try runOut()
        let epoch = try second.lock(.none, above: 0)
        #expect(epoch == 2)
        func isOvertaken(_ body: () throws -> Void) -> Bool {
            if case .overtaken = storageError(body) { true } else { false }
        }
        #expect(isOvertaken { try first.replace(path, with: [0x32]) })
        #expect(isOvertaken { try first.append([0x32], to: StoragePath("log.jsonl")) })
        #expect(isOvertaken { try first.remove(path) })
        // Pieces are sent while the next ones are made.
        #expect(
            isOvertaken {
                try writer.write(String(repeating: "y", count: 5 << 20))
                try writer.finish()
            })
        #expect(isOvertaken { try writer.finish() })
        #expect(try rows("pieces") > 0)
        try second.removeUnfinished()
        #expect(try rows("pieces") == 0)
        first.unlock()
        try second.look()
        try second.replace(path, with: [0x33])
        second.unlock()
        #expect(try open().text(of: path.text) == "3")
    }

    private func runOut() throws {
        try ServerStorage.server.get().sql(
            "update cbs.accounts set lease = now() - interval '1 second' where account = '\(name)'")
    }

    /// If nobody took over, a lease that ran out ends nothing.
    @Test func aLeaseThatRanOutAloneEndsNothing() throws {
        let storage = try open()
        try storage.lock()
        try runOut()
        try storage.replace(path, with: [0x31])
        #expect(try storage.text(of: path.text) == "1")
    }

    /// The connection of a writer is cut: it continues with a higher epoch, so that nothing that is still on its way
    /// can happen later.
    @Test func aWriterGoesOnOnANewConnection() throws {
        let storage = try open()
        let epoch = try storage.lock(.none, above: 0)
        try storage.replace(path, with: [0x31])
        try cut(storage)
        try storage.replace(path, with: [0x32])
        #expect(try #require(storage.session.turn).epoch > epoch)
        #expect(try open().text(of: path.text) == "2")
    }

    @Test func aReaderGoesOnOnANewConnection() throws {
        let storage = try open()
        try cut(storage)
        try storage.look()
        #expect(try storage.version(of: path) == nil)
    }

    /// Ends the connection, and waits until the server has closed it.
    private func cut(_ storage: PostgresStorage) throws {
        let process = try storage.session.repeatable("select pg_backend_pid()::int8") { _ in [] }.integer(0, 0)
        try ServerStorage.server.get().sql("select pg_terminate_backend(\(try #require(process)), 5000)")
    }

    @Test func whatIsPinnedCanBeReadAlthoughItIsRemoved() throws {
        let (reader, writer) = (try open(), try open())
        try writer.write("segment", to: "groups/0001/segments/000001.jsonl")
        try reader.pin()
        try reader.look()
        try writer.remove(StoragePath("groups/0001/segments/000001.jsonl"))
        #expect(try reader.text(of: "groups/0001/segments/000001.jsonl") == "segment")
        reader.unpin()
        try reader.look()
        #expect(try reader.list(.root).isEmpty)
    }

    // MARK: Schema

    @Test func anAccountThatIsNotThereIsNamed() throws {
        let address = try ServerAddress(ServerStorage.server.get().address())
        #expect(storageError { try PostgresStorage(address, account: "nobody's") } == .server(.noAccount("nobody's")))
    }

    /// Tables that an older cbs has made.
    @Test func oldTablesAreBroughtUpToDate() throws {
        let server = try ServerStorage.server.get()
        try server.sql("create database \"\(name)\"")
        let address = try ServerAddress(server.address(database: name))
        try Schema.install(at: address)
        try server.sql(
            """
            alter table cbs.pieces drop column blocks, drop column unpacked;
            delete from cbs.versions where version > 1
            """, database: name)
        let old = StorageError.server(.schemaVersion(1, known: 3))
        #expect(storageError { try PostgresStorage(address, account: "x") } == old)
        try Schema.install(at: address)
        try Schema.makeAccount("x", at: address)
        let storage = try PostgresStorage(address, account: "x")
        try storage.write("line\n", to: path.text)
        #expect(try storage.text(of: path.text) == "line\n")
    }

    /// Somebody has made a table of ours by hand: the conflict never ends.
    @Test func aConflictThatStaysIsReported() throws {
        let server = try ServerStorage.server.get()
        try server.sql("create database \"\(name)\"")
        try server.sql("create schema cbs; create table cbs.accounts (account text)", database: name)
        let address = try ServerAddress(server.address(database: name))
        guard case .server(.refused(let state, _)) = storageError({ try Schema.install(at: address) }) else {
            Issue.record("a success without tables")
            return
        }
        #expect(state == "42P07")
    }

    @Test func aLargeDocumentIsSearchedWhenAccountsAreListed() throws {
        let storage = try open()
        let server = try ServerStorage.server.get()
        func files() throws -> Int? {
            try Schema.accounts(
                at: ServerAddress(server.address()), counting: "groups/%/group.json", without: "\"gone\""
            )
            .first { $0.account == name }?.files
        }
        #expect(try files() == 0)
        try storage.replace(path, with: [0x31])
        let other = StoragePath("groups/0002/group.json")
        let text = String(repeating: "x", count: PostgresStorage.pieceBytes - 3)
        try storage.replace(other, with: Array((text + "gone").utf8))
        #expect(try files() == 2)
        // In two pieces.
        try storage.replace(other, with: Array((text + "\"gone\"").utf8))
        #expect(try files() == 1)
    }

    /// Numbers that no program of ours has written: each is damage, and nothing traps.
    @Test(arguments: ["size = -5", "size = 9223372036854775807", "tail = 7000", "tail = -3"])
    func anImpossibleNumberIsDamage(_ forgery: String) throws {
        let (writer, log) = (try open(), StoragePath("log.jsonl"))
        try writer.append(Array("a\n".utf8), to: log)
        try writer.write("other", to: "other")
        try ServerStorage.server.get().sql(
            "update cbs.files set \(forgery) where account = '\(name)' and path = 'log.jsonl'")
        let storage = try open()

        func isDamaged<Value>(_ body: () throws -> Value) -> Bool {
            if case .damaged(log, _) = storageError(body) { true } else { false }
        }
        #expect(isDamaged { try storage.map(log) })
        #expect(isDamaged { try storage.mapEnd(of: log) })
        #expect(isDamaged { try storage.version(of: log) })
        #expect(isDamaged { try storage.append([0x62], to: log) })
        #expect(try storage.list(.root).map(\.size) == [0, 5])
        #expect(try storage.text(of: "other") == "other")
    }

    /// A server that was restarted between two statements has nothing of the next one, which goes to it once.
    @Test(arguments: [true, false])
    func aConnectionThatEndedBetweenStatementsIsMadeAgain(isWriter: Bool) throws {
        let storage = try ServerStorage.make(name)
        if isWriter { try storage.lock() }
        defer { storage.unlock() }
        let server = try ServerStorage.server.get()
        for number in 1...3 {
            let process = try storage.session.repeatable("select pg_backend_pid()::int8") { _ in [] }.integer(0, 0)
            try server.sql("select pg_terminate_backend(\(try #require(process)), 5000)")
            guard isWriter else {
                try storage.look()
                continue
            }
            try storage.append(Array("\(number)".utf8), to: StoragePath("log.jsonl"))
            #expect(!storage.session.hasDoubt)
        }
        if isWriter { #expect(try ServerStorage.make(name).text(of: "log.jsonl") == "123") }
    }

    @Test(arguments: [
        (
            "server closed the connection unexpectedly\n\tThis probably means the server terminated abnormally\n"
                + "\tbefore or while processing the request.\n",
            "server closed the connection unexpectedly. This probably means the server terminated abnormally before or "
                + "while processing the request"
        ),
        ("could not connect: one\ncould not connect: two\n", "could not connect: one; could not connect: two"),
        ("", ""), ("and so on...", "and so on..."), (" FATAL:  no.\n\n", "FATAL: no"),
    ])
    func whatTheServerSaysIsPartOfASentence(text: String, line: String) {
        #expect(PostgresConnection.oneLine(text) == line)
    }

    @Test func severalInstallAtOnce() throws {
        let server = try ServerStorage.server.get()
        try server.sql("create database \"\(name)\"")
        let address = try ServerAddress(server.address(database: name))
        #expect(storageError { try PostgresStorage(address, account: "x") } == .server(.noSchema))
        let threads = (0..<6).map { _ in WorkerThread { _ = try? Schema.install(at: address) } }
        for thread in threads { try #require(thread).join() }
        try Schema.install(at: address)
        #expect(try server.sql("select version from cbs.versions", database: name) == "1\n2\n3\n")
        try server.sql("insert into cbs.versions values (7)", database: name)
        let newer = StorageError.server(.schemaVersion(7, known: 3))
        #expect(storageError { try Schema.install(at: address) } == newer)
        #expect(storageError { try PostgresStorage(address, account: "x") } == newer)
        #expect(storageError { try Schema.accounts(at: address, counting: "", without: "") } == newer)
    }
}
