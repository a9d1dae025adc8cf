import Recipients
import Storage
import SystemCalls
import TestSupport
import Testing

@testable import Account

/// Somebody puts an earlier copy of a store, or another store, in its place while a program has it open.
@Suite struct ReplacedStoreTests {
    enum Way: CaseIterable {
        /// The folder is replaced.
        case move
        /// Its files are.
        case refill
    }

    private let folder: TemporaryFolder
    private var path: String { folder.path + "/store" }
    private let session: Account

    /// A session on a store of which there is a copy that lacks the last changes.
    init() throws {
        folder = try TemporaryFolder()
        try Account.create(at: .folder(folder.path + "/store"), simulatesClock: true)
        session = try Self.open(folder)
        try session.importCSV("email\nanna@example.com\n", into: "A", new: true)
        _ = try session.copy(to: .folder(folder.path + "/copy"))
        for name in ["B", "C"] { try session.importCSV("email\nben@example.com\n", into: name, new: true) }
        try session.importCSV("email\ncora@example.com\n", into: "A")
        session.endStatement(keepsLock: false)
    }

    private static func open(_ folder: TemporaryFolder) throws -> Account {
        let account = try Account.open(StoreLocation(.folder(folder.path + "/store")))
        try account.beginStatement()
        return account
    }

    private func replace(with other: String, _ way: Way) throws {
        let command =
            switch way {
            case .move: "mv store store.old && mv \(other) store"
            case .refill: "rm -rf store/* && cp -a \(other)/. store/"
            }
        try #require(system("cd '\(folder.path)' && \(command)") == 0)
    }

    private static let changes: [@Sendable (Account) throws -> Void] = [
        { _ = try $0.createGroup("X") },
        { try $0.importCSV("email\ndora@example.com\n", into: "A") },
        { _ = try $0.setRetention(TimeSpan(seconds: 86_400)) },
        { _ = try $0.record(.open, of: "anna@example.com", in: "A", at: nil, campaign: nil) },
        { _ = try $0.deleteGroup("A") },
        { _ = try $0.purge() },
    ]

    @Test(arguments: Way.allCases, [true, false])
    func aSessionGoesOnFromTheCopy(way: Way, hasCatalog: Bool) throws {
        if hasCatalog {
            try session.beginStatement()
            session.store.catalogPolicy = CatalogPolicy(groups: 1, changes: 0)
            _ = try session.createGroup("D")
            session.endStatement(keepsLock: false)
        }
        let seen = try session.people(.group("A"))
        try replace(with: "copy", way)
        try session.beginStatement()
        #expect(try session.groups().map(\.name) == ["A"])
        #expect(try session.people(.group("A")) == Array(seen.prefix(1)))
        for change in Self.changes {
            try session.beginStatement()
            try change(session)
            session.endStatement(keepsLock: false)
            #expect(try Self.open(folder).verify().damaged == [])
        }
        #expect(try session.snapshot() == Self.open(folder).snapshot())
        #expect(try session.store.groups.keys.max() ?? 0 <= 2)
    }

    /// The program holds the lock from one statement to the next, and does not expect that anything changes.
    @Test(arguments: Way.allCases, changes.indices.dropLast())
    func aHolderOfTheLockChangesNothing(way: Way, change: Int) throws {
        for isBetweenStatements in [true, false] {
            let test = try ReplacedStoreTests()
            let session = test.session
            try session.beginStatement()
            _ = try session.createGroup("D")
            session.endStatement(keepsLock: true)
            if !isBetweenStatements { try session.beginStatement() }
            try test.replace(with: "copy", way)
            let before = try Self.open(test.folder).snapshot()
            do {
                if isBetweenStatements { try session.beginStatement() }
                try Self.changes[change](session)
                Issue.record("nothing failed")
            } catch let failure as Failure {
                // What it was about to read may be gone.
                #expect(failure.code == .locked || failure.code == .damaged && !isBetweenStatements)
            }
            session.close()
            #expect(try Self.open(test.folder).snapshot() == before)
            #expect(try Self.open(test.folder).verify().damaged == [])
        }
    }

    @Test(arguments: Way.allCases) func anotherStoreIsLeftAlone(way: Way) throws {
        try Account.create(at: .folder(folder.path + "/other"), simulatesClock: true)
        try replace(with: "other", way)
        func files() throws -> [TemporaryFolder.Entry] { try folder.tree("store").filter { $0.path != "store/lock" } }
        let before = try files()
        for _ in 1...2 { expectFailure(.locked) { try session.beginStatement() } }
        expectFailure(.locked) { try Self.changes[0](session) }
        session.close()
        #expect(try files() == before)
    }
}
