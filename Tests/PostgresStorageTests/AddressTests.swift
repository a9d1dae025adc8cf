import TestSupport
import Testing

@testable import PostgresStorage

/// Addresses as users type them: what goes to libpq, and what people see of them.
@Suite struct AddressTests {
    @Test(arguments: [
        ("postgresql://db/cbs?account=acme", "postgresql://db/cbs", "acme"),
        (
            "postgres://a@h1,h2:5433/cbs?account=a%20b&sslmode=require", "postgres://a@h1,h2:5433/cbs?sslmode=require",
            "a b"
        ),
        (
            "postgresql:///?target_session_attrs=read-write&account=%C3%BC",
            "postgresql:///?target_session_attrs=read-write", "ü"
        ),
        ("postgresql://db?account=a%+1", "postgresql://db", "a%+1"),
        ("postgresql://", "postgresql://", nil), ("postgresql://db/account=x", "postgresql://db/account=x", nil),
        ("PostgreSQL://Db?account=x", "postgresql://Db", "x"),
    ])
    func theAccountIsTakenOut(text: String, connection: String, account: String?) throws {
        #expect(ServerAddress.isAddress(text))
        let address = try ServerAddress(text)
        #expect(address.connection == connection)
        #expect(address.account == account)
        #expect(!address.hasPassword)
        #expect(address.words == text || account != nil)
    }

    @Test(arguments: ["store", "/tmp/postgresql://x", "postgresql:", "./postgres://"])
    func otherTextsAreFolders(text: String) {
        #expect(!ServerAddress.isAddress(text))
    }

    @Test(arguments: [
        ("postgresql://db?account=a&account=b", ServerAddress.Problem.severalAccounts),
        ("postgresql://db?account=", .badAccount), ("postgresql://db?account=a%00b", .badAccount),
        ("postgresql://db?account=%FF", .badAccount), ("postgresql://db?account=a%0Ab", .badAccount),
        ("postgresql://db?account=" + String(repeating: "x", count: 101), .badAccount),
    ])
    func anAccountThatCannotBeIsRefused(text: String, problem: ServerAddress.Problem) {
        #expect(throws: problem) { try ServerAddress(text) }
    }

    @Test(arguments: [
        "postgresql://anna:s3cret@db/cbs?account=x", "postgresql://anna:s3%63ret@db/cbs?account=x",
        "postgresql://db/cbs?user=anna&password=s3cret&account=x", "postgresql://anna:a:s3cret@db,db2:1/cbs",
        "postgresql://db?sslpassword=s3cret", "postgresql://a:s3cret@x@db/cbs",
    ])
    func nobodyReadsAPassword(text: String) throws {
        let address = try ServerAddress(text)
        #expect(address.hasPassword)
        #expect(!address.words.contains("s3") && !address.words.contains("cret"), "\(address.words)")
        #expect(address.connection.contains("s3"))
        let shown = address.hidingPasswords(in: "FATAL: \(text)")
        #expect(!shown.contains("cret"), "\(shown)")
    }
}
