import StoreTestSupport
import TestSupport
import Testing

@testable import Account
@testable import PostgresStorage

/// How many answers a program waits for: few, whatever there is.
@Suite(.enabled(if: TestServer.isInstalled)) struct ServerRoundTripTests {
    /// An account with so many groups, a backup in each.
    private func prepare(groups: Int) throws -> String {
        let name = TestServer.uniqueName()
        let folder = try TestAccount()
        for number in 1...groups {
            try folder.importCSV("email\na\(number)@example.com\n", into: "G\(number)", new: true)
        }
        let storage = try ServerStorage.make(name)
        _ = try folder.account.copy(into: storage, named: name)
        return name
    }

    @Test(arguments: [1, 300]) func openingTakesOneAndAListingFewMore(groups: Int) throws {
        let name = try prepare(groups: groups)
        // Other accounts cost nothing either.
        let server = try ServerStorage.server.get()
        try server.sql(
            """
            insert into cbs.accounts (account) select '\(name) ' || n from generate_series(1, \(groups)) n;
            insert into cbs.grants (account, role) select '\(name) ' || n, 'postgres' from generate_series(1, \(groups)) n
            """)
        let proxy = try ServerProxy(to: server)
        let storage = try PostgresStorage(PostgresSession(ServerAddress(proxy.address), account: name))
        #expect(proxy.requestCount == 1)
        let account = Account(try Store(storage, hasLooked: true), StoreLocation(.memory))
        #expect(proxy.requestCount == 1)
        try account.beginStatement()
        #expect(try account.backups().count == groups)
        #expect(try account.groups().count == groups)
        #expect(try account.log().count >= groups)
        #expect(proxy.requestCount <= 4)
    }
}
