import Foundation
import Recipients
import Storage
import TestSupport
import Testing

@testable import Account

/// A store that is opened by its catalog: every command finds what it would find without.
@Suite struct CatalogTests {
    private let folder: TemporaryFolder
    private let path: String

    /// Three groups of one recipient each, with a backup each.
    init() throws {
        folder = try TemporaryFolder()
        path = folder.path + "/store"
        try Account.create(at: .folder(path), simulatesClock: true)
        let account = try open(path)
        for name in ["Abo", "Köln", "quote \" and \\"] {
            try account.beginStatement()
            try account.importCSV("email\nanna@example.com\n", into: name, new: true)
        }
        account.endStatement(keepsLock: false)
        #expect(hasCatalog)
    }

    private func open(_ path: String? = nil, changes: Int = 0) throws -> Account {
        let account = try Account.open(StoreLocation(.folder(path ?? self.path)))
        account.store.catalogPolicy = CatalogPolicy(groups: 2, changes: changes)
        try account.beginStatement()
        return account
    }

    private func bytes(of file: String) throws -> Data {
        try Data(contentsOf: URL(fileURLWithPath: "\(path)/\(file)"))
    }

    private func write(_ bytes: Data, to file: String) throws {
        try bytes.write(to: URL(fileURLWithPath: "\(path)/\(file)"))
    }

    private var hasCatalog: Bool { FileManager.default.fileExists(atPath: "\(path)/catalog.jsonl") }

    /// Whether an account has been opened by the catalog.
    private func isLazy(_ account: Account) -> Bool { account.store.knownGroups.count < 3 }

    @Test func aGroupIsFoundByItsNameAndByItsBackup() throws {
        let account = try open()
        #expect(account.store.knownGroups.count <= 1)
        #expect(try account.group("Köln").counts.recipients == 1)
        #expect(try account.group("quote \" and \\").counts.recipients == 1)
        let other = try open()
        #expect(try other.backup(.id(2)).group == "Köln")
        #expect(isLazy(other))
        #expect(try other.groups().map(\.name) == ["Abo", "Köln", "quote \" and \\"])
        #expect(try other.verify().damaged.isEmpty)
    }

    @Test func whatIsNotThereIsMissedWithTheSameWords() throws {
        let account = try open()
        expectFailure(.unknownGroup) { try account.group("Koln") }
        expectFailure(.unknownBackup) { try account.backup(.id(9)) }
        expectFailure(.duplicateGroup) { try account.createGroup("Abo") }
        #expect(try account.createGroup("New").name == "New")
    }

    @Test func changesSinceItWasWrittenAreSeen() throws {
        let writer = try open(changes: 100)
        _ = try writer.renameGroup("Abo", to: "Old")
        try writer.beginStatement()
        _ = try writer.deleteGroup("Köln")
        try writer.beginStatement()
        try writer.importCSV("email\nben@example.com\n", into: "New", new: true)
        writer.endStatement(keepsLock: false)

        let account = try open()
        #expect(try account.group("Old").counts.recipients == 1)
        expectFailure(.unknownGroup) { try account.group("Abo") }
        let another = try open()
        expectFailure(.duplicateGroup) { try another.createGroup("New") }
        #expect(try another.backups(of: "Köln").map(\.id) == [2, 4])
        #expect(another.store.knownGroups.count == 3)
        try another.beginStatement()
        try another.beginStatement()
        try another.importCSV("email\ncleo@example.com\n", into: "New")
        #expect(try another.backups(of: "New").map(\.id) == [5, 6])
    }

    @Test func aReaderFollowsAnotherProcess() throws {
        let reader = try open()
        #expect(try reader.group("Abo").counts.recipients == 1)
        let writer = try open()
        try writer.beginStatement()
        try writer.importCSV("email\nben@example.com\n", into: "Abo")
        _ = try writer.createGroup("Second")
        writer.endStatement(keepsLock: false)
        try reader.beginStatement()
        #expect(try reader.group("Abo").counts.recipients == 2)
        #expect(try reader.group("Second").counts.recipients == 0)
    }

    // MARK: When it is not to be relied upon

    /// A writer is killed after a commit and before its line of the log.
    @Test func aCommitThatTheLogLacksIsFound() throws {
        let log = try bytes(of: "log.jsonl")
        let writer = try open()
        try writer.beginStatement()
        try writer.importCSV("email\nben@example.com\n", into: "Köln")
        try write(log, to: "log.jsonl")
        // Never told that its statement has ended.
        writer.store.storage.unlock()

        let account = try open()
        #expect(isLazy(account))
        #expect(try account.log().compactMap(\.backup) == [1, 2, 3, 4])
        #expect(try account.verify().damaged.isEmpty)
        try account.beginStatement()
        try account.importCSV("email\ncleo@example.com\n", into: "Abo")
        #expect(try account.backups(of: "Abo").map(\.id) == [1, 5])
    }

    @Test func whatAKilledWriterLeftBehindIsSwept() throws {
        let writer = try open()
        _ = try writer.createGroup("Fourth")
        let storage = writer.store.storage
        for path in ["groups/0002/segments/000009.jsonl", "groups/0009/segments/000001.jsonl"] {
            try storage.create(StoragePath(path)).finish()
        }
        storage.unlock()
        let next = try open()
        #expect(try next.group("Köln").counts.recipients == 1)
        _ = try next.createGroup("Fifth")
        let left = try folder.tree().map(\.path)
        #expect(!left.contains { $0.contains("000009") || $0.contains("0009") })
        #expect(try next.verify().damaged.isEmpty)
    }

    /// The machine was started again, or the store was copied: what was not synced may be gone.
    @Test func afterARestartOfTheMachineEverythingIsRead() throws {
        let sign = String(decoding: try bytes(of: "lock"), as: UTF8.self)
        var lines = sign.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        lines[3] = "another " + lines[3]
        try write(Data(lines.joined(separator: "\n").utf8), to: "lock")
        #expect(!isLazy(try open()))

        let writer = try open()
        _ = try writer.createGroup("Fourth")
        writer.endStatement(keepsLock: false)
        #expect(isLazy(try open()))
    }

    @Test func inACopyOfTheFolderEverythingIsRead() throws {
        try FileManager.default.copyItem(atPath: path, toPath: folder.path + "/other")
        #expect(!isLazy(try open(folder.path + "/other")))
    }

    @Test func thatOfAnotherLogIsNotTaken() throws {
        let log = try bytes(of: "log.jsonl")
        try write(log.dropFirst(log.prefix { $0 != 10 }.count + 1), to: "log.jsonl")
        let storage = FolderStorage(root: path)
        let catalog = try #require(try Catalog(storage))
        #expect(try LogFollower(storage, from: catalog.header.log) == nil)
        try write(Data(), to: "log.jsonl")
        #expect(try LogFollower(storage, from: catalog.header.log) == nil)
    }

    @Test(arguments: ["gone", "cut off", "changed"]) func itIsMadeAnew(_ what: String) throws {
        var catalog = try bytes(of: "catalog.jsonl")
        switch what {
        case "gone": try FileManager.default.removeItem(atPath: "\(path)/catalog.jsonl")
        case "cut off": try write(catalog.dropLast(5), to: "catalog.jsonl")
        default:
            catalog[catalog.count - 3] ^= 1
            try write(catalog, to: "catalog.jsonl")
        }
        let account = try open()
        #expect(!isLazy(account))
        #expect(try account.verify().damaged.map(\.file) == (what == "gone" ? [] : ["catalog.jsonl"]))
        _ = try account.createGroup("Fourth")
        account.endStatement(keepsLock: false)
        #expect(isLazy(try open()))
        #expect(try open().verify().damaged.isEmpty)
    }

    @Test func verifyTellsOfOneThatSaysSomethingElse() throws {
        let account = try open()
        var entries = CatalogEntries()
        for group in try account.store.groups.values where group.name != "Köln" { entries.add(group) }
        let end = account.store.log.end
        let wrong = entries.encoded(log: end, totals: account.store.totals)
        try write(Data(wrong), to: "catalog.jsonl")
        let damaged = try account.verify().damaged
        #expect(damaged.map(\.file) == ["catalog.jsonl"])
        _ = try account.purge()
        account.endStatement(keepsLock: false)
        #expect(try account.verify().damaged.isEmpty)
    }

    /// Its checksum is right, but nobody can have written it. New numbers would be made from these.
    @Test func oneWithAnImpossibleNumberIsNotTaken() throws {
        var entries = CatalogEntries()
        let account = try open()
        for group in try account.store.groups.values { entries.add(group) }
        let (end, totals) = (account.store.log.end, account.store.totals)
        let forgeries: [(inout StoreIndex.Totals) -> Void] = [
            { $0.highestBackup = .max }, { $0.highestBackup = -1 }, { $0.highestGroup = .max },
            { $0.highestEpoch = .max },
        ]
        for (number, forge) in forgeries.enumerated() {
            var forged = totals
            forge(&forged)
            let bytes = entries.encoded(log: end, totals: forged)
            try write(Data(bytes), to: "catalog.jsonl")
            #expect(try Catalog(FolderStorage(root: path)) == nil)
            let account = try open()
            #expect(!isLazy(account))
            try account.beginStatement()
            try account.importCSV("email\nanna@example.com\n", into: "New \(number)", new: true)
            #expect(try account.backups(of: "New \(number)").map(\.id) == [totals.highestBackup + number + 1])
            account.endStatement(keepsLock: false)
        }
    }

    /// A note may name somebody in a way that only an erasure recognises.
    @Test func nothingThatTheLogSaysOfAChangeIsInIt() throws {
        let account = try open()
        _ = try account.deleteGroup("Köln", note: "for Anna B.")
        account.endStatement(keepsLock: false)
        #expect(String(decoding: try bytes(of: "log.jsonl"), as: UTF8.self).contains("Anna B."))
        #expect(!String(decoding: try bytes(of: "catalog.jsonl"), as: UTF8.self).contains("Anna B."))
    }

    @Test func expiryIsNotMissed() throws {
        let account = try open()
        _ = try account.advanceClock(by: TimeSpan(seconds: 31 * 86_400))
        account.endStatement(keepsLock: false)
        let next = try open()
        #expect(try next.backups().isEmpty)
        expectFailure(.expiredBackup) { try next.backup(.id(1)) }
        #expect(isLazy(try open()))
    }
}
