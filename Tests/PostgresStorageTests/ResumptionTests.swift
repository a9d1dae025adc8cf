import StoreTestSupport
import TestSupport
import Testing

@testable import PostgresStorage
@testable import Storage

/// Uploads that are interrupted continue where they were.
@Suite(.enabled(if: TestServer.isInstalled)) struct ResumptionTests {
    private let name = TestServer.uniqueName()
    private let path = StoragePath("groups/0001/segments/000001.jsonl")
    private let text = (0..<400_000).map { "line \($0) of a file\n" }.joined()
    /// What else is sent: statements, the places of blocks.
    private let little = 200_000

    private func open(_ proxy: ServerProxy) throws -> PostgresStorage {
        _ = try ServerStorage.make(name)
        return try PostgresStorage(PostgresSession(ServerAddress(proxy.address), account: name))
    }

    /// Within a command: on a new connection, with the pieces that are missing.
    @Test(arguments: [(ServerProxy.Fault.requestCut, 3), (.requestCut, 4), (.answerCut, 32), (.answerCut, 38)])
    func aLostConnectionCostsNothingThatWasSent(fault: ServerProxy.Fault, number: Int) throws {
        let proxy = try ServerProxy(to: ServerStorage.server.get(), fault, at: number)
        let storage = try open(proxy)
        try storage.lock()
        let writer = try storage.create(path)
        try writer.write(text)
        try writer.finish()
        storage.unlock()
        #expect(proxy.hasFired)
        #expect(text.utf8.count > 7 << 20)
        #expect(proxy.sentBytes < text.utf8.count + little)
        #expect(try ServerStorage.make(name).text(of: path.text) == text)
    }

    /// In another program: from the last whole piece that was sent.
    @Test func anotherProgramGoesOn() throws {
        let first = try ServerStorage.make(name)
        try first.lock()
        let (cut, written) = try first.resume(path, of: "sum")
        #expect(written == 0)
        try cut.write(String(text.prefix(5 << 20)))
        cut.abandon()
        first.unlock()

        let proxy = try ServerProxy(to: ServerStorage.server.get())
        let second = try open(proxy)
        try second.lock()
        let (writer, there) = try second.resume(path, of: "sum")
        #expect(there > 3 << 20)
        try writer.write(String(decoding: Array(text.utf8)[there...], as: UTF8.self))
        try writer.finish()
        #expect(proxy.sentBytes < text.utf8.count - there + little)
        #expect(try second.text(of: path.text) == text)
        let (_, other) = try second.resume(path, of: "another sum")
        #expect(other == 0, "other bytes are another file")
        second.unlock()
    }

    /// Nobody need wait for a server that does not come back.
    @Test func theWaitForAServerCanBeInterrupted() throws {
        let proxy = try ServerProxy(to: ServerStorage.server.get())
        let storage = try open(proxy)
        storage.heed { true }
        proxy.close()
        let start = ContinuousClock.now
        #expect(storageError { try storage.look() } != nil)
        // Otherwise, it tries for a quarter of a minute.
        #expect(ContinuousClock.now - start < .seconds(10))
    }

    @Test func whatNobodyGoesOnWithIsSwept() throws {
        let first = try ServerStorage.make(name)
        try first.lock()
        try first.resume(path, of: "sum").writer.write(text)
        first.unlock()
        let server = try ServerStorage.server.get()
        let count = "select count(*) > 0 from cbs.pieces where account = '\(name)'"
        #expect(try server.sql(count) == "t\n")
        let second = try ServerStorage.make(name)
        try second.lock()
        try second.removeUnfinished()
        second.unlock()
        #expect(try server.sql(count) == "f\n")
    }

    /// Somebody else has taken the lock while the connection was down.
    @Test func aWriterThatWasOvertakenDoesNotGoOn() throws {
        let storage = try ServerStorage.make(name)
        try storage.lock()
        let writer = try storage.create(path)
        try writer.write(String(text.prefix(5 << 20)))
        let server = try ServerStorage.server.get()
        let process = try storage.session.repeatable("select pg_backend_pid()::int8") { _ in [] }.integer(0, 0)
        try server.sql(
            """
            update cbs.accounts set lease = null, token = 'another', epoch = epoch + 1 where account = '\(name)';
            select pg_terminate_backend(\(try #require(process)))
            """)
        let error = storageError { try writer.write(text) }
        guard case .overtaken = error else {
            Issue.record("\(String(describing: error))")
            return
        }
    }
}
