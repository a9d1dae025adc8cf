import Foundation
import Recipients
import Snapshots
import Storage
import TestSupport
import Testing

@testable import Account

/// An address is found with the index exactly where it is found without, and the index has nothing that the account
/// does not have.
@Suite struct AddressIndexTests {
    private let folder: TemporaryFolder
    private let path: String
    private static let groups = 20

    /// Twenty groups: anna is in group 3, everybody else in one group each.
    init() throws {
        folder = try TemporaryFolder()
        path = folder.path + "/store"
        try Account.create(at: .folder(path), simulatesClock: true)
        let account = try open()
        for number in 1...Self.groups {
            let anna = number == 3 ? "anna@example.com\n" : ""
            try account.beginStatement()
            try account.importCSV("email\np\(number)@example.com\n\(anna)", into: "G\(number)", new: true)
        }
        account.endStatement(keepsLock: false)
        #expect(hasIndex)
    }

    private func open(changes: Int = 100, at path: String? = nil) throws -> Account {
        let account = try Account.open(StoreLocation(.folder(path ?? self.path)))
        account.store.catalogPolicy = CatalogPolicy(groups: 2, changes: changes)
        try account.beginStatement()
        return account
    }

    private func change(changes: Int = 100, _ body: (Account) throws -> Void) throws {
        let account = try open(changes: changes)
        try body(account)
        account.endStatement(keepsLock: false)
    }

    private var index: String { "\(path)/addresses.jsonl" }
    private var hasIndex: Bool { FileManager.default.fileExists(atPath: index) }
    private func indexed() throws -> String {
        String(decoding: try Data(contentsOf: URL(fileURLWithPath: index)), as: UTF8.self)
    }

    /// The names of the groups that have an address, by a program that has just been opened, and how many manifests it
    /// has read for it. A program that reads everything must find the same.
    private func find(_ email: String) throws -> (groups: [String], read: Int) {
        let quick = try open()
        let found = try quick.find(email)
        let read = quick.store.knownGroups.count
        let thorough = try open()
        _ = try thorough.groups()
        #expect(try thorough.find(email) == found)
        #expect(try thorough.history(of: email) == quick.history(of: email))
        var names: [String] = []
        for finding in found where names.last != finding.group { names.append(finding.group) }
        return (names, read)
    }

    private func digits(_ email: String) throws -> String {
        String(email.withBytes { Checksum(of: $0) }.description.suffix(4))
    }

    // MARK: Finding

    @Test func onlyGroupsThatMayHaveItAreRead() throws {
        let found = try find("anna@example.com")
        #expect(found.groups == ["G3"])
        // The group of the log's last change is read when the store is opened.
        #expect(found.read < 5)
        #expect(try find("nobody@example.com").groups == [])
        #expect(try find("nobody@example.com").read < 5)
        #expect(try find("P7@example.com").groups == ["G7"])
    }

    @Test func changesSinceItWasWrittenAreSeen() throws {
        try change {
            try $0.beginStatement()
            try $0.importCSV("email\nanna@example.com\n", into: "G9")
            try $0.beginStatement()
            try $0.importCSV("email\nanna@example.com\n", into: "New", new: true)
            _ = try $0.renameGroup("G3", to: "Old")
        }
        #expect(try find("anna@example.com").groups == ["G9", "New", "Old"])
        try change { _ = try $0.deleteGroup("New") }
        try change { _ = try $0.removeRecipient("anna@example.com", from: "G9") }
        #expect(try find("anna@example.com").groups == ["New", "Old"])
        // Written anew.
        try change(changes: 0) { _ = try $0.createGroup("Another") }
        let found = try find("anna@example.com")
        #expect(found.groups == ["New", "Old"])
        #expect(found.read < 8)
    }

    @Test func aReaderFollowsAnotherProcess() throws {
        let reader = try open()
        #expect(try reader.find("anna@example.com").map(\.group) == ["G3"])
        try change(changes: 0) {
            try $0.beginStatement()
            try $0.importCSV("email\nanna@example.com\n", into: "G9")
        }
        try reader.beginStatement()
        #expect(try reader.find("anna@example.com").map(\.group) == ["G3", "G9"])
    }

    /// Nobody can tell from the manifest which addresses it has.
    @Test func aLargeGroupIsAlwaysLookedAt() throws {
        let rows = (0...AddressFingerprints.mostRows).map { "r\($0)@example.com\n" }.joined()
        try change(changes: 0) {
            try $0.beginStatement()
            try $0.importCSV("email\n" + rows, into: "G5")
        }
        #expect(try find("r700@example.com").groups == ["G5"])
        #expect(try find("p5@example.com").groups == ["G5"])
        #expect(try find("anna@example.com").groups == ["G3"])
    }

    /// Every statement on the group reads its manifest.
    @Test func aManifestDoesNotGrowWithoutLimit() throws {
        for batch in 0..<8 {
            let rows = (0..<1000).map { "r\(batch)-\($0)@example.com\n" }.joined()
            try change(changes: 0) {
                try $0.beginStatement()
                try $0.importCSV("email\n" + rows, into: "G5")
            }
            let manifest = try #require(try open().store.groups.values.first { $0.name == "G5" })
            #expect(manifest.segments.reduce(0) { $0 + ($1.fingerprints?.count ?? 0) } <= 4096)
        }
        #expect(try find("r3-700@example.com").groups == ["G5"])
        #expect(try find("anna@example.com").groups == ["G3"])
        #expect(try open().verify().damaged.isEmpty)
    }

    /// A writer is killed after a commit and before its line of the log, while a reader has read everything it needs.
    @Test func aCommitThatTheLogLacksIsFound() throws {
        let reader = try open()
        #expect(try reader.find("carl@example.com").isEmpty)
        let log = try Data(contentsOf: URL(fileURLWithPath: path + "/log.jsonl"))
        let writer = try open()
        try writer.beginStatement()
        try writer.importCSV("email\ncarl@example.com\n", into: "G9")
        try log.write(to: URL(fileURLWithPath: path + "/log.jsonl"))
        // Never told that its statement has ended.
        writer.store.storage.unlock()
        try reader.beginStatement()
        #expect(try reader.find("carl@example.com").first?.group == "G9")
    }

    // MARK: What must go

    /// It has no entry for a large group.
    @Test func aLargeGroupDoesNotTouchIt() throws {
        let rows = (0..<3000).map { "r\($0)@example.com\n" }.joined()
        try change(changes: 0) {
            try $0.beginStatement()
            try $0.importCSV("email\n" + rows, into: "Large", new: true)
            _ = try $0.setBackup(false, for: "Large")
        }
        let before = try indexed()
        try change {
            for number in 0..<40 {
                try $0.beginStatement()
                try $0.importCSV("email\nx\(number)@example.com\n", into: "Large")
            }
        }
        #expect(try indexed() == before)
    }

    @Test func anErasedAddressLeavesIt() throws {
        let digits = try digits("anna@example.com")
        #expect(try indexed().contains(digits))
        try change { _ = try $0.erase("anna@example.com") }
        #expect(try !indexed().contains(digits))
        #expect(try indexed().split(separator: "\n").count == Self.groups + 1)
        for file in try folder.tree() where file.path.hasSuffix("group.json") {
            let text = String(
                decoding: try Data(contentsOf: URL(fileURLWithPath: folder.path + "/" + file.path)), as: UTF8.self)
            #expect(!text.contains("\"fingerprints\":\"\(digits)"))
        }
        #expect(try find("anna@example.com").groups == [])
        #expect(try open().verify().damaged.isEmpty)
    }

    /// The process ends before it can write a new one.
    @Test func itIsGoneBeforeTheAddressIs() throws {
        let account = try open()
        _ = try account.erase("anna@example.com")
        #expect(!hasIndex)
        account.store.storage.unlock()
        #expect(try find("p7@example.com").groups == ["G7"])
        // A program that reads everything anyway writes it again.
        try change {
            _ = try $0.groups()
            _ = try $0.createGroup("Another")
        }
        #expect(hasIndex)
        #expect(try find("p7@example.com").read < 5)
    }

    /// The other program has read the index while the address was in it, and then writes a new one.
    @Test func anErasedAddressDoesNotComeBack() throws {
        let other = try open(changes: 0)
        #expect(try other.find("anna@example.com").map(\.group) == ["G3"])
        let known = other.store.knownGroups.count
        try change { _ = try $0.erase("ben@example.com") }
        try change { _ = try $0.erase("anna@example.com") }
        try other.beginStatement()
        for number in 1...3 {
            _ = try other.createGroup("Other \(number)")
            try other.beginStatement()
        }
        other.endStatement(keepsLock: false)
        #expect(known < 5)
        let digits = try digits("anna@example.com")
        #expect(try !indexed().contains(digits))
        #expect(try find("p7@example.com").read < 8)
        #expect(try open().verify().damaged.isEmpty)
    }

    /// An older version, or somebody who puts files back, does not know that it must go.
    @Test func anOlderOneDoesNotStay() throws {
        let old = try Data(contentsOf: URL(fileURLWithPath: index))
        try change { _ = try $0.erase("anna@example.com") }
        try old.write(to: URL(fileURLWithPath: index))
        try change(changes: 0) { _ = try $0.createGroup("Another") }
        let digits = try digits("anna@example.com")
        #expect(try !hasIndex || !indexed().contains(digits))
        #expect(try open().verify().damaged.isEmpty)
    }

    @Test func anExpiredAddressLeavesIt() throws {
        let digits = try digits("anna@example.com")
        try change(changes: 0) { _ = try $0.removeRecipient("anna@example.com", from: "G3") }
        try change(changes: 0) {
            try $0.beginStatement()
            try $0.importCSV("email\nben@example.com\n", into: "G3")
        }
        #expect(try indexed().contains(digits))
        try change { _ = try $0.advanceClock(by: TimeSpan(seconds: 31 * 86_400)) }
        #expect(try !indexed().contains(digits))
        #expect(try find("ben@example.com").groups == ["G3"])
        #expect(try find("anna@example.com").groups == [])
        #expect(try open().verify().damaged.isEmpty)
    }

    @Test func anImportKeepsIt() throws {
        let before = try indexed()
        try change {
            try $0.beginStatement()
            try $0.importCSV("email,city\nanna@example.com,Bonn\n", into: "G3")
        }
        #expect(try indexed() == before)
    }

    @Test func aCopyLosesItWithTheAddress() throws {
        let target = folder.path + "/copy"
        try change { _ = try $0.copy(to: .folder(target)) }
        let first = try open(changes: 0, at: target)
        _ = try first.groups()
        first.store.catalogSequence = nil
        _ = try first.purge()
        first.endStatement(keepsLock: false)
        let copied = "\(target)/addresses.jsonl"
        try #require(FileManager.default.fileExists(atPath: copied))
        try change {
            _ = try $0.erase("anna@example.com")
            _ = try $0.copy(to: .folder(target))
        }
        let digits = try digits("anna@example.com")
        let left = (try? Data(contentsOf: URL(fileURLWithPath: copied))).map { String(decoding: $0, as: UTF8.self) }
        #expect(!(left ?? "").contains(digits))
        #expect(try open(at: target).verify().damaged.isEmpty)
    }

    // MARK: When it is not to be relied upon

    @Test(arguments: ["gone", "cut off", "changed", "older"]) func withoutAValidOneEverythingIsRead(_ what: String)
        throws
    {
        var bytes = try Data(contentsOf: URL(fileURLWithPath: index))
        switch what {
        case "gone": try FileManager.default.removeItem(atPath: index)
        case "cut off": try bytes.dropLast(5).write(to: URL(fileURLWithPath: index))
        case "changed":
            bytes[bytes.count - 3] ^= 1
            try bytes.write(to: URL(fileURLWithPath: index))
        default:
            try change(changes: 0) {
                try $0.beginStatement()
                try $0.importCSV("email\nanna@example.com\n", into: "G9")
            }
            try bytes.write(to: URL(fileURLWithPath: index))
        }
        let found = try find("anna@example.com")
        #expect(found.groups == (what == "older" ? ["G3", "G9"] : ["G3"]))
        #expect(found.read >= Self.groups)
        let isDamaged = what == "cut off" || what == "changed"
        #expect(try open().verify().damaged.map(\.file) == (isDamaged ? ["addresses.jsonl"] : []))
        try change {
            _ = try $0.groups()
            _ = try $0.createGroup("Another")
        }
        #expect(try find("anna@example.com").read < 5)
        #expect(try open().verify().damaged.isEmpty)
    }

    @Test func verifyTellsOfOneThatSaysSomethingElse() throws {
        let account = try open()
        var entries = AddressIndexEntries()
        for group in try account.store.groups.values where group.name != "G3" { entries.add(group) }
        entries.add(.init(digits: Array("0001".utf8), number: 3))
        let wrong = entries.encoded(log: account.store.log.end)
        try Data(wrong).write(to: URL(fileURLWithPath: index))
        #expect(try account.verify().damaged.map(\.file) == ["addresses.jsonl"])
        _ = try account.purge()
        account.endStatement(keepsLock: false)
        #expect(try account.verify().damaged.isEmpty)
    }
}
