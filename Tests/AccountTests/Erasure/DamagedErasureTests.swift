import Recipients
import Snapshots
import Storage
import Testing

@testable import Account

/// What is damaged keeps an erasure from nothing else, and is erased once it is whole again.
@Suite struct DamagedErasureTests {
    private let storage: MemoryStorage
    private static let address = "anna@example.com"

    init() throws {
        storage = try Self.store()
    }

    private static func store() throws -> MemoryStorage {
        let storage = MemoryStorage()
        try Store.create(in: storage, simulatedNow: Clock.simulatedStart)
        let account = try Account.opened(storage)
        for name in ["First", "Second", "Third"] {
            try account.importCSV(
                "email,city\nanna@example.com,Berlin\nben@example.com,Rom\n", into: name, new: true)
            try account.importCSV("email,city\nanna@example.com,Bonn\ncora@example.com,anna@example.com\n", into: name)
            _ = try account.record(.open, of: Self.address, in: name, at: nil, campaign: nil)
            _ = try account.record(.open, of: "ben@example.com", in: name, at: nil, campaign: nil)
        }
        return storage
    }

    private func allText(of storage: MemoryStorage) throws -> String {
        try storage.files().values.map { String(decoding: $0, as: UTF8.self) }.joined()
    }

    /// Damages a file, erases, and repairs the file.
    private func erase(damaging path: StoragePath, _ whileDamaged: (Account, ErasureResult) throws -> Void) throws {
        let whole = try storage.map(path).array
        var damaged = whole
        damaged[whole.count / 2] ^= 1
        try storage.replace(path, with: damaged)
        let account = try Account.opened(storage)
        let result = try account.erase(Self.address)
        #expect(result.damaged.map(\.file) == [path.text])
        #expect(!result.damaged.contains { $0.problem.isEmpty || $0.affects.isEmpty })
        try whileDamaged(account, result)
        let manifest = String(decoding: try storage.map(StoreLayout.account).array, as: UTF8.self)
        #expect(!manifest.contains(Self.address))
        try storage.replace(path, with: whole)
    }

    /// What has begun is finished later, so it must not be reported as having failed.
    @Test func aFullDiskFailsAnErasureOnlyBeforeItBegins() throws {
        var finishedLater = 0
        for number in 1... {
            let storage = try Self.store()
            let failing = FailingStorage(storage, failsAt: number, .fromThenOn)
            let account = try Account.opened(failing)
            let result = Result { try account.erase(Self.address) }
            let after = try Account.opened(storage)
            let isThere = try after.people(.group("First")).contains { $0.contains(Self.address) }
            switch result {
            case .success(let result):
                #expect(!isThere)
                #expect(result.unfinished == nil || failing.hasFailed)
                if result.unfinished != nil { finishedLater += 1 }
            case .failure: #expect(isThere, "call \(number)")
            }
            if !failing.hasFailed { break }
        }
        #expect(finishedLater > 5)
    }

    private static let files = [
        StoreLayout.segment(1, ofGroup: 2), StoreLayout.segment(2, ofGroup: 2), StoreLayout.manifest(ofGroup: 2),
        StoreLayout.activity(0, ofGroup: 2),
    ]

    @Test(arguments: files)
    func theOtherGroupsAreErasedAndTheDamagedFileOnceItIsWhole(path: StoragePath) throws {
        try erase(damaging: path) { account, result in
            #expect(result.groups >= 2 && result.activity >= 2)
            for name in ["First", "Third"] {
                #expect(try account.people(.group(name)).allSatisfy { !$0.contains(Self.address) })
                #expect(try account.activity(of: name).map(\.email) == ["ben@example.com"])
            }
            // As long as it is damaged, nothing else is kept from working, and each program says so once.
            let next = try Account.opened(storage)
            #expect(next.takeWarnings().count == 1)
            try next.beginStatement()
            try next.importCSV("email\nnew@example.com\n", into: "First")
            #expect(next.takeWarnings().count == 0)
        }
        // A program that only reads does it, too.
        let next = try Account.opened(storage)
        #expect(try !allText(of: storage).contains(Self.address))
        #expect(next.store.account.pendingErasures == nil)
        #expect(try next.verify().damaged == [])
        #expect(try next.group("Second").counts.recipients == 2)
        #expect(try next.activity(of: "Second").map(\.email) == ["ben@example.com"])
        #expect(try next.log().count { $0.action == .erase } == 1)
    }

    /// In a session that stays open, what is repaired is seen as well.
    @Test func aSessionThatStaysOpenSeesThatAFileIsMended() throws {
        var session: Account?
        try erase(damaging: Self.files[1]) { account, _ in session = account }
        try session?.beginStatement()
        #expect(try !allText(of: storage).contains(Self.address))
        #expect(try session?.group("Second").counts.recipients == 2)
    }

    @Test(arguments: files)
    func verifyNamesAMendedFileUntilItIsErased(path: StoragePath) throws {
        try erase(damaging: path) { _, _ in }
        let reader = Account(try Store(storage), StoreLocation(.memory, isReadOnly: true))
        try reader.beginStatement()
        #expect(try reader.verify().damaged.map(\.file).contains(path.text))
    }

    @Test func erasingAgainSaysAgainWhatIsLeft() throws {
        try erase(damaging: Self.files[0]) { account, first in
            try account.beginStatement()
            let again = try account.erase(Self.address)
            #expect(again.damaged == first.damaged && again.groups == 0)
        }
        _ = try Account.opened(storage)
        #expect(try !allText(of: storage).contains(Self.address))
        #expect(try Account.opened(storage).verify().damaged == [])
    }

    /// Whoever is added again in the meantime keeps what is new.
    @Test func whoComesBackMeanwhileStays() throws {
        try erase(damaging: Self.files[0]) { account, _ in
            _ = try account.addRecipient(Self.address, to: "First", values: [])
        }
        let next = try Account.opened(storage)
        #expect(try next.people(.group("First")).count == 3)
        #expect(try next.people(.group("Second")).count == 2)
        #expect(try next.verify().damaged == [])
    }

    @Test(arguments: files)
    func aSalvageLeavesThePersonOut(path: StoragePath) throws {
        try erase(damaging: path) { _, _ in }
        let new = MemoryStorage()
        var salvage = StoreSalvage(storage, new)
        let result = try salvage.run()
        #expect(result.lost == [])
        #expect(try !allText(of: new).contains(Self.address))
        let account = try Account.opened(new)
        #expect(account.store.account.pendingErasures == nil)
        #expect(try account.verify().damaged == [])
        #expect(try account.group("Second").counts.recipients == 2)
    }

    @Test func aDamagedLogIsNamedAndTheGroupsAreErased() throws {
        let whole = try storage.map(StoreLayout.log).array
        var damaged = whole
        damaged[60] ^= 1
        try storage.replace(StoreLayout.log, with: damaged)
        let account = try Account.opened(storage)
        let result = try account.erase(Self.address)
        #expect(result.groups == 3 && result.damaged.map(\.file) == ["log.jsonl"])
        #expect(try !allText(of: storage).contains(Self.address))
    }

    @Test func aPreviewCountsWhatAnErasureCounts() throws {
        let account = try Account.opened(storage)
        let preview = try account.previewErasure(of: Self.address)
        #expect(preview.traces == ["First", "Second", "Third"])
        #expect(try account.erase(Self.address) == preview)
    }

    @Test func aPreviewCountsWhatCanBeRead() throws {
        var bytes = try storage.map(Self.files[1]).array
        bytes[bytes.count / 2] ^= 1
        try storage.replace(Self.files[1], with: bytes)
        let preview = try Account.opened(storage).previewErasure(of: Self.address)
        #expect(preview.groups == 2 && preview.activity == 3)
    }
}
