import Recipients
import Snapshots
import SystemCalls
import TestSupport
import Testing

@testable import Account

/// Symbolic links where a store has files and folders: nothing is read from beyond them or written through them, and
/// the groups that have none continue working.
@Suite struct LinkTests {
    private let folder: TemporaryFolder
    private var path: String { folder.path + "/store" }

    init() throws {
        folder = try TemporaryFolder()
        try Account.create(at: .folder(path), simulatesClock: true)
        let account = try open()
        for name in ["News", "Other"] {
            try account.importCSV("email\nanna@example.com\n", into: name, new: true)
            _ = try account.record(.open, of: "anna@example.com", in: name, at: nil, campaign: nil)
        }
        _ = try account.purge()
    }

    private func open() throws -> Account {
        let account = try Account.open(StoreLocation(.folder(path)))
        try account.beginStatement()
        return account
    }

    /// What becomes of the store's file or folder, and what the link leads to: the very same thing, or something else.
    @Test(
        arguments: [
            "account.json", "log.jsonl", "lock", "groups", "groups/0001", "groups/0001/group.json",
            "groups/0001/activity.jsonl", "groups/0001/segments", "groups/0001/segments/000001.jsonl",
        ], [true, false])
    func aLinkIsDamageAndNotFollowed(name: String, isSame: Bool) throws {
        let before = try open().snapshot()
        let (inside, outside) = ("\(path)/\(name)", folder.path + "/outside")
        try #require(rename(inside, outside + (isSame ? "" : ".kept")) == 0)
        if !isSame { try folder.write("not of this store\n", to: "outside") }
        try #require(symlink(outside, inside) == 0)
        let seen = try folder.tree().filter { $0.path.hasPrefix("outside") }

        let found = problem {
            if try !open().verify().damaged.isEmpty { throw Failure(.damaged, "verify says so") }
        }
        #expect(found == .damaged, "\(name)")
        let result = try Account.salvage(from: .folder(path), to: folder.path + "/saved")
        #expect(result.lost.isEmpty == (name == "lock"), "\(name): \(result.lost)")
        #expect(try Account.open(StoreLocation(.folder(folder.path + "/saved"))).verify().damaged == [], "\(name)")
        for change in Self.changes { _ = problem { try change(open()) } }
        if name.hasPrefix("groups/0001") {
            #expect(try open().people(.group("Other")).count == 1)
            _ = try open().renameGroup("Other", to: "Still here")
        } else {
            #expect(problem { _ = try open().createGroup("New") } != nil)
        }
        #expect(try folder.tree().filter { $0.path.hasPrefix("outside") } == seen)

        try #require(unlink(inside) == 0 && rename(outside + (isSame ? "" : ".kept"), inside) == 0)
        #expect(try open().verify().damaged == [])
        if !name.hasPrefix("groups/0001") { #expect(try open().snapshot() == before) }
    }

    @Test func whatIsBesideAWrongSwitchIsSaved() throws {
        try folder.write("hello\n", to: "store/switch")
        let result = try Account.salvage(from: .folder(path), to: folder.path + "/saved")
        #expect(result.lost.map(\.part) == ["what a copy was about to put in place"])
        #expect(result.groups == 2 && result.recipients == 2)
    }

    /// No address is in it, and an erasure does not wait for it.
    @Test func somethingElseInPlaceOfTheIndexOfAddressesKeepsNoErasure() throws {
        try #require(mkdir("\(path)/addresses.jsonl", 0o700) == 0)
        let account = try open()
        let result = try account.erase("anna@example.com")
        #expect(result.unfinished == nil && result.groups == 2)
        #expect(try account.verify().damaged.map(\.file) == ["addresses.jsonl"])
    }

    private static let changes: [@Sendable (Account) throws -> Void] = [
        { try $0.importCSV("email\nben@example.com\n", into: "News") },
        { _ = try $0.record(.click, of: "anna@example.com", in: "News", at: nil, campaign: nil) },
        { _ = try $0.purge() }, { _ = try $0.erase("nobody@example.com") },
    ]

    /// What writers leave behind may have been put there by others.
    @Test func aLinkWhereATemporaryFileComesIsNotWrittenThrough() throws {
        try folder.write("mine\n", to: "victim")
        for name in ["account.json.new", "groups/0001/group.json.new", "groups/0001/segments/000002.jsonl"] {
            try #require(symlink(folder.path + "/victim", "\(path)/\(name)") == 0)
        }
        try open().importCSV("email\nben@example.com\n", into: "News")
        #expect(try folder.read("victim") == "mine\n")
        #expect(try open().verify().damaged == [])
    }

    @Test func anExportIsNotWrittenThroughALink() throws {
        try folder.write("mine\n", to: "victim")
        try #require(symlink("victim", folder.path + "/out.csv") == 0)
        for overwrites in [false, true] {
            expectFailure(.fileExists) {
                try open().export(
                    .group("News"), to: ExportTarget(UserFile(folder.path + "/out.csv"), overwrites: overwrites))
            }
        }
        #expect(try folder.read("victim") == "mine\n")
    }

    private func problem(_ body: () throws -> Void) -> ErrorCode? {
        do {
            try body()
            return nil
        } catch {
            return (error as? Failure)?.code ?? .storage
        }
    }
}
