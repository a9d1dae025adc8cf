import StoreTestSupport
import TestSupport
import Testing

@testable import Account
@testable import PostgresStorage

/// A copy to a server that is cut off for good: the next one sends only the rest.
@Suite(.enabled(if: TestServer.isInstalled)) struct ServerCopyTests {
    @Test func theNextCopySendsTheRest() throws {
        let source = try TestAccount()
        var random = SplitMix(seed: 1)
        // Hardly shorter when it is packed.
        func text() -> String { (0..<8).map { _ in String(random.next(), radix: 36) }.joined() }
        let rows = (0..<60_000).map { "r\($0)@example.com,\(text())\n" }
        try source.importCSV("email,text\n" + rows.joined(), into: "Large", new: true)
        let size = try #require(source.account.groups().first?.bytes)
        #expect(size > 7 << 20)
        let server = try ServerStorage.server.get()
        func copy(_ proxy: ServerProxy, _ name: String) -> Result<CopyResult, any Error> {
            Result {
                let session = PostgresSession(
                    try ServerAddress(proxy.address), account: name, patience: ServerProxy.patience)
                let storage = try PostgresStorage(session)
                defer { storage.unlock() }
                return try source.account.copy(into: storage, named: name)
            }
        }
        var cases = 0
        for number in stride(from: 20, to: 80, by: 3) {
            let name = TestServer.uniqueName()
            _ = try ServerStorage.make(name)
            let first = try ServerProxy(to: server, .answerCutForGood, at: number)
            guard case .failure = copy(first, name), first.sentBytes > 4 << 20, first.sentBytes < size else { continue }
            try server.sql("update cbs.accounts set lease = null, token = null where account = '\(name)'")
            let second = try ServerProxy(to: server)
            _ = try copy(second, name).get()
            #expect(second.sentBytes < size - 3 << 20, "cut at message \(number)")
            #expect(first.sentBytes + second.sentBytes < size + 300_000, "cut at message \(number)")
            #expect(try Account.opened(ServerStorage.make(name)).verify().damaged == [])
            cases += 1
        }
        #expect(cases > 0)
    }
}
