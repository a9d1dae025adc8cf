import Recipients
import StoreTestSupport
import TestSupport
import Testing

@testable import Account
@testable import PostgresStorage
@testable import Storage

/// A salvage from a server that is cut off: what cannot be fetched is not reported as lost.
@Suite(.enabled(if: TestServer.isInstalled)) struct ServerSalvageTests {
    @Test(arguments: [ServerProxy.Fault.answerCut, .answerCutForGood]) func nothingSeemsLost(_ fault: ServerProxy.Fault)
        throws
    {
        let server = try ServerStorage.server.get()
        let name = TestServer.uniqueName()
        let storage = try ServerStorage.make(name)
        try Store.create(in: storage, simulatedNow: nil)
        try fill(Account.opened(storage))
        let counter = try ServerProxy(to: server)
        let whole = try salvage(counter, name)
        #expect(whole.lost.isEmpty)
        #expect(whole.groups == 3)
        var failures = 0
        for number in 1...200 {
            let proxy = try ServerProxy(to: server, fault, at: number)
            do {
                #expect(try salvage(proxy, name) == whole, "cut at message \(number)")
                if !proxy.hasFired { break }
            } catch let error as Failure {
                #expect(error.code == .storage, "cut at message \(number): \(error.message)")
                failures += 1
            }
        }
        #expect(fault == .answerCut || failures > 3)
    }

    private func fill(_ account: Account) throws {
        for group in 1...3 {
            let rows = (0..<3000).map { "r\($0)@example.com,City \($0)\n" }
            let source = ImportSource.bytes(Array(("email,city\n" + rows.joined()).utf8), name: "list.csv")
            try account.beginStatement()
            _ = try account.importRows(ImportRequest(source, into: ImportTarget("Group \(group)", isNew: true)))
            try account.beginStatement()
            _ = try account.record(.open, of: "r1@example.com", in: "Group \(group)", at: nil, campaign: nil)
        }
        account.endStatement(keepsLock: false)
    }

    private func salvage(_ proxy: ServerProxy, _ name: String) throws -> SalvageResult {
        let session = PostgresSession(try ServerAddress(proxy.address), account: name, patience: ServerProxy.patience)
        var salvage = StoreSalvage(try storing(PostgresStorage(session)), MemoryStorage())
        return try salvage.run()
    }
}
