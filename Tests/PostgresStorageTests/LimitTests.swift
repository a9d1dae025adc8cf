import StoreTestSupport
import TestSupport
import Testing

@testable import PostgresStorage
@testable import Storage

/// What happens at the limits of the system, of the protocol and of the server.
@Suite struct LimitTests {
    /// A thread that renews a lock is ended through a pipe. The process may have no descriptors left for one.
    @Test(.timeLimit(.minutes(5))) func aLeaseEndsWithoutAPipe() throws {
        let session = PostgresSession(try ServerAddress("postgresql://localhost/cbs"), account: "a")
        let lease = Lease(session, token: "token") { nil }
        lease.end()
        #expect(session.turn == nil)
    }

    @Test func whatIsTooLongForAStatementIsRefused() throws {
        #expect(try PostgresValue.length(Int(Int32.max)) == .max)
        let error = #expect(throws: PostgresError.self) { try PostgresValue.length(Int(Int32.max) + 1) }
        guard case .server(.refused(state: "54000", _)) = error?.storageError else {
            Issue.record("\(String(describing: error))")
            return
        }
    }

    /// The files of thousands of groups together may have more bytes than a statement can.
    @Test(.enabled(if: TestServer.isInstalled), arguments: [0, 10, 100])
    func aSwitchSendsInAdvanceWhatItsTransactionMayNotContain(inline: Int) throws {
        let name = TestServer.uniqueName()
        let (storage, reader) = (try ServerStorage.make(name), try ServerStorage.make(name))
        storage.inlineBytes = inline
        let texts = ["a": "first", "b": "second", "c": "", "d": "third", "e": String(repeating: "x", count: 3 << 20)]
        let paths = texts.keys.sorted().map { ($0, StoragePath("groups/\($0)")) }
        let step = try storage.beginSwitch()
        for (key, path) in paths { try step.add(path, texts[key] ?? "") }
        #expect(try reader.everything() == [], "nothing refers to the pieces yet")
        try step.commit()
        try reader.look()
        for (key, path) in paths {
            #expect(try reader.text(of: path.text) == texts[key])
            #expect(try storage.text(of: path.text) == texts[key])
        }
        let kept = paths.reduce(0) { $0 + (reader.mirror[$1.1]?.content?.bytes.count ?? 0) }
        #expect(kept == [0: 0, 10: 10, 100: 16][inline])
        // They go like those of other files.
        for (_, path) in paths { try storage.replace(path, with: [0x31]) }
        let rows = try ServerStorage.server.get().sql("select count(*) from cbs.pieces where account = '\(name)'")
        #expect(Int(rows.filter(\.isNumber)) == 0)
    }

    @Test(
        .enabled(if: TestServer.isInstalled),
        arguments: [
            ("4, 'f', 1, 1", "''", "f"), ("null, 'f', 1, 1", "''", nil), ("1, null, 1, 1", "''", nil),
            ("1, 'f', null, 1", "''", "f"), ("1, 'f', 1, null", "''", "f"),
            ("2, 'f', 1, 1", "null", "f"), ("0, 'user', 1, null", "null", nil),
        ])
    func anAnswerThatIsNotValidIsDamage(cells: String, bytes: String, path: String?) throws {
        let storage = try ServerStorage.make()
        let types = ["int8", "text", "int8", "int8"]
        let columns = zip(cells.split(separator: ", "), types).map { "\($0)::\($1)" }.joined(separator: ", ")
        let statement = "select \(columns), null::text, \(bytes)::bytea, null::int8"
        let rows = try storage.session.repeatable(statement) { _ in [] }
        #expect(
            storageError { try LookRow(rows, 0) }
                == .damaged(
                    path.map { StoragePath($0) },
                    .other("the server's answer\(path == nil ? "" : " about it") is not valid")))
    }
}

extension StorageSwitch {
    fileprivate func add(_ path: StoragePath, _ text: String) throws {
        try Array(text.utf8).withUnsafeBytes { try add(path, $0) }
    }
}
