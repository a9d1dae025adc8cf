import Recipients
import Snapshots
import Storage
import Testing

@testable import Account

/// Whatever file of a store is damaged, what is whole of it comes into a new store that is whole.
@Suite struct SalvageTests {
    private func run(_ files: [StoragePath: [UInt8]]) throws -> (SalvageResult, Account, MemoryStorage) {
        let (old, new) = (try MemoryStorage(files), MemoryStorage())
        var salvage = StoreSalvage(old, new)
        let result = try salvage.run()
        #expect(try old.files() == files)
        return (result, try Account.opened(new), new)
    }

    @Test func aWholeStoreComesThroughAsItIs() throws {
        let storage = try FaultCommand.prepare()
        let (result, account, _) = try run(try storage.files())
        #expect(result.lost == [])
        #expect(try account.snapshot() == Account.opened(storage).snapshot())
        #expect(try account.verify().damaged == [])
    }

    @Test func whateverFileIsDamagedTheRestIsSaved() throws {
        let storage = try FaultCommand.prepare()
        let files = try storage.files().filter { !$0.key.text.contains(".new") && !$0.key.text.contains("000099") }
        for (path, bytes) in files {
            for damage in ["missing", "emptied", "flipped"] {
                var damaged = files
                switch damage {
                case "missing": damaged[path] = nil
                case "emptied": damaged[path] = []
                default: damaged[path]?[bytes.count / 2] ^= 4
                }
                let (result, account, new) = try run(damaged)
                let isActivity = path.text.contains("activity")
                #expect(!result.lost.isEmpty || isActivity || path == StoreLayout.log, "\(path) \(damage)")
                #expect(try account.verify().damaged == [], "\(path) \(damage)")
                try account.importCSV("email\nnew@example.com\n", into: "Fresh", new: true)
                #expect(try Account.opened(new).verify().damaged == [], "\(path) \(damage)")
                if !path.text.hasPrefix("groups/0003"), path != StoreLayout.account {
                    #expect(try account.people(.group("Bare")).count == 1, "\(path) \(damage)")
                }
            }
        }
    }

    @Test func aGroupWithDamagedRecipientsKeepsItsWholeBackups() throws {
        let storage = MemoryStorage()
        try Store.create(in: storage, simulatedNow: Clock.simulatedStart)
        let account = try Account.opened(storage)
        try account.importCSV("email\nanna@example.com\n", into: "News", new: true)
        try account.importCSV("email\nben@example.com\n", into: "News")
        var files = try storage.files()
        files[StoreLayout.segment(2, ofGroup: 1)]?[3] ^= 1
        #expect(
            try Account.opened(MemoryStorage(files)).verify().stillWhole == [
                "of the group \"News\" backups 1 (0 recipients) and 2 (1 recipient) can still be read"
            ])
        let (result, saved, _) = try run(files)
        #expect(
            result.lost.map(\.part) == [
                "what the change after backup 2 of the group \"News\" did", "the recipients of the group \"News\"",
            ])
        _ = try saved.restore(RestoreRequest(.backup(.id(2))))
        #expect(try saved.people(.group("News")).count == 1)
    }

    /// That it has no recipients that could be damaged is not good news.
    @Test func ofADeletedGroupOnlyBackupsCanBeRead() throws {
        let storage = MemoryStorage()
        try Store.create(in: storage, simulatedNow: Clock.simulatedStart)
        let account = try Account.opened(storage)
        try account.importCSV("email\nanna@example.com\n", into: "News", new: true)
        var damaged = try storage.files()
        damaged[StoreLayout.segment(1, ofGroup: 1)]?[3] ^= 1
        let result = try Account.opened(MemoryStorage(damaged)).deleteGroup("News")
        #expect(result.isDamaged && result.kept.id == 2)

        #expect(try !account.deleteGroup("News").isDamaged)
        var files = try storage.files()
        files[StoreLayout.segment(1, ofGroup: 1)]?[3] ^= 1
        #expect(
            try Account.opened(MemoryStorage(files)).verify().stillWhole == [
                "of the deleted group \"News\" backup 1 (0 recipients) can still be read"
            ])
    }

    /// What a salvage has written when the disk is full would be in the way of the next one.
    @Test(arguments: [FailingStorage.Fault.refused, .torn])
    func whatFailsLeavesNothing(fault: FailingStorage.Fault) throws {
        let old = try FaultCommand.prepare()
        for number in 1... {
            let new = MemoryStorage()
            let failing = FailingStorage(new, failsAt: number, fault)
            var salvage = StoreSalvage(old, failing)
            do {
                _ = try salvage.run()
                guard failing.hasFailed else { break }
            } catch {
                #expect(try Remains(new).isFree, "\(number)")
                var again = StoreSalvage(old, new)
                #expect(throws: Never.self) { try again.run() }
            }
        }
    }
}
