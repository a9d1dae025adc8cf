import Recipients
import Testing

@testable import Account

/// Long work that the user stops: at the Nth question, for each N until none is left, everything is as it was.
struct CancellationTests {
    private static let rows = 10_000

    private static func file(_ name: String, _ count: Int) -> ImportSource {
        var text = "email,firstname\n"
        for number in 0..<count { text += "person\(number)@example.com,\(name)\(number)\n" }
        return .bytes(Array(text.utf8), name: "rows.csv")
    }

    /// Stops a command at every question it asks, and returns how many there were.
    private func sweep(_ account: Account, _ body: (Account) throws(Failure) -> Void) throws -> Int {
        let before = try account.groups()
        let backups = try account.backups()
        for allowed in 0... {
            var asked = 0
            account.isCancelled = {
                asked += 1
                return asked > allowed
            }
            defer { account.isCancelled = { false } }
            try account.beginStatement()
            do throws(Failure) {
                try body(account)
                return allowed
            } catch {
                #expect(error.code == .cancelled)
                #expect(error.message == "interrupted: nothing was changed")
            }
            account.endStatement(keepsLock: false)
            account.isCancelled = { false }
            #expect(try account.groups() == before)
            #expect(try account.backups() == backups)
            #expect(try account.verify().damaged.isEmpty)
        }
        return 0
    }

    @Test func everyLongCommandCanBeStopped() throws {
        let account = try Account.open(StoreLocation(.memory))
        try account.beginStatement()
        let options = ImportOptions()
        let first = ImportRequest(Self.file("A", Self.rows), into: ImportTarget("G", isNew: true), options: options)
        _ = try account.importRows(first)
        let files = try account.verify().files
        let again = ImportRequest(Self.file("B", Self.rows), into: ImportTarget("G", isNew: false), options: options)
        let imports = try sweep(account) { (account) throws(Failure) in _ = try account.importRows(again) }
        #expect(imports > 2)
        #expect(try account.verify().files <= files + 2)
        let restores = try sweep(account) { (account) throws(Failure) in
            _ = try account.restore(RestoreRequest(.backup(.id(2))))
        }
        #expect(restores > 1)
        let comparisons = try sweep(account) { (account) throws(Failure) in
            _ = try account.compare(.group("G"), with: .backup(.id(3)))
        }
        #expect(comparisons > 1)
        let readings = try sweep(account) { (account) throws(Failure) in
            let reader = try account.recipients(of: .group("G"))
            while try reader.next() != nil {}
        }
        #expect(readings > 1)
    }
}
