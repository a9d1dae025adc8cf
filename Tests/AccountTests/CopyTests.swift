import Recipients
import Storage
import SystemCalls
import TestSupport
import Testing

@testable import Account

/// Copies of stores, made and brought up to date.
@Suite struct CopyTests {
    private let source: Account
    private let copy = MemoryStorage()

    init() throws {
        source = try Account.opened(FaultCommand.changing[0].prepare())
        source.user = "kim"
    }

    @discardableResult
    private func makeCopy(_ target: MemoryStorage? = nil) throws -> CopyResult {
        try source.beginStatement()
        return try source.copy(into: target ?? copy, named: "copy")
    }

    private func expectSame(_ location: SourceLocation = #_sourceLocation) throws {
        let opened = try Account.opened(copy)
        #expect(try opened.snapshot() == source.snapshot(), sourceLocation: location)
        #expect(try opened.verify().damaged == [], sourceLocation: location)
    }

    @Test func aFirstCopyHasEverything() throws {
        let result = try makeCopy()
        try expectSame()
        #expect(result.files == (try copy.files().count))
        #expect(result.bytes == (try copy.files().values.reduce(0) { $0 + $1.count }))
        #expect(result.groups == (try source.groups().count))
        #expect(result.backups == (try source.backups().count))
    }

    @Test func onlyWhatIsNewIsWritten() throws {
        try makeCopy()
        let before = try copy.files()
        #expect(try makeCopy().files == 0)
        #expect(try copy.files() == before)
        try source.importCSV("email\nnew@example.com\n", into: "News")
        // The segment, the manifest, the account with its mark, the log.
        let result = try makeCopy()
        #expect(result.files == 4)
        try expectSame()
        _ = try source.record(.open, of: "new@example.com", in: "News", at: nil, campaign: nil)
        // The activity, the manifest and the account.
        #expect(try makeCopy().files == 3)
        try expectSame()
        _ = try source.setRetention(TimeSpan(seconds: 86_400 * 20))
        #expect(try makeCopy().files == 2)
        try expectSame()
    }

    /// Somebody may use the link again: it takes its name, although it leads nowhere.
    @Test(arguments: ["store", "store/", "store//"]) func aFreePlaceIsNotALinkThatLeadsNowhere(name: String) throws {
        let folder = try TemporaryFolder()
        #expect(symlink("nowhere", folder.path + "/store-2") == 0)
        #expect(StoreAddress.free(like: folder.path + "/" + name) == folder.path + "/store-3")
    }

    @Test func expiryFollows() throws {
        try source.importCSV("email,city\nsecret@example.com,Bonn\n", into: "News")
        try source.importCSV("email,city\nother@example.com,Bonn\n", into: "News") { $0.mode = .replace }
        try makeCopy()
        #expect(try copy.holds("secret@example.com"))
        _ = try source.advanceClock(by: TimeSpan(seconds: 86_400 * 40))
        try makeCopy()
        #expect(try !copy.holds("secret@example.com"))
        try expectSame()
        #expect(try Account.opened(copy).backups().isEmpty)
    }

    @Test func erasureFollows() throws {
        try source.importCSV("email,city\nvic@example.com,Bonn\n", into: "News")
        _ = try source.record(.open, of: "vic@example.com", in: "News", at: nil, campaign: "May")
        try makeCopy()
        #expect(try copy.holds("vic@example.com"))
        _ = try source.erase("vic@example.com")
        try makeCopy()
        #expect(try !copy.holds("vic@example.com"))
        try expectSame()
    }

    @Test func aGroupThatIsGoneGoes() throws {
        try source.importCSV("email,city\ngone@example.com,Bonn\n", into: "Short", new: true, via: "api")
        try makeCopy()
        _ = try source.deleteGroup("Short", via: "api")
        try makeCopy()
        #expect(try !copy.holds("gone@example.com"))
        try expectSame()
    }

    /// What expires and is compacted in the copy by itself is not a change, and is not in the way.
    @Test func theCopyMayExpireByItself() throws {
        try makeCopy()
        let own = try Account.opened(copy)
        _ = try own.purge()
        try own.noteSeen()
        try source.importCSV("email\nnew@example.com\n", into: "News")
        _ = try source.setRetention(TimeSpan(seconds: 86_400))
        try makeCopy()
        try expectSame()
    }

    @Test func aCopyOfACopyFollows() throws {
        let second = MemoryStorage()
        try makeCopy()
        let first = try Account.opened(copy)
        _ = try first.copy(into: second, named: "second")
        #expect(try Account.opened(second).snapshot() == source.snapshot())
        try source.importCSV("email\nnew@example.com\n", into: "News")
        try makeCopy()
        _ = try Account.opened(copy).copy(into: second, named: "second")
        #expect(try Account.opened(second).snapshot() == source.snapshot())
        // It takes what the store itself has, too.
        try source.importCSV("email\nnewer@example.com\n", into: "News")
        try makeCopy(second)
        #expect(try Account.opened(second).snapshot() == source.snapshot())
    }

    @Test func aCopyIsAStoreLikeAny() throws {
        try makeCopy()
        let opened = try Account.opened(copy)
        _ = try opened.restore(RestoreRequest(.backup(.id(2))))
        try opened.importCSV("email\nmine@example.com\n", into: "News")
        #expect(try Account.opened(copy).verify().damaged == [])
    }

    // MARK: Refusals

    private func expectRefusal(
        _ reason: CopyProblem.Reason,
        from store: Account? = nil,
        _ location: SourceLocation = #_sourceLocation
    ) throws {
        let before = try copy.files()
        let store = store ?? source
        try store.beginStatement()
        let failure = expectFailure(.storage, location) { try store.copy(into: copy, named: "copy") }
        let expected = CopyProblem.refused(reason, target: "copy", store: store.location.place.name).failure
        #expect(failure == expected, sourceLocation: location)
        #expect(try copy.files() == before, sourceLocation: location)
    }

    @Test(arguments: ["import", "record", "set retention", "clock advance", "erase", "create group", "rename group"])
    func aChangedCopyIsRefused(action: String) throws {
        try makeCopy()
        let own = try Account.opened(copy)
        switch action {
        case "import": try own.importCSV("email\nmine@example.com\n", into: "News")
        case "record": _ = try own.record(.open, of: "anna@example.com", in: "News", at: nil, campaign: nil)
        case "set retention": _ = try own.setRetention(TimeSpan(seconds: 5 * 86_400))
        case "clock advance": _ = try own.advanceClock(by: TimeSpan(seconds: 40 * 86_400))
        case "erase": _ = try own.erase("anna@example.com")
        case "create group": _ = try own.createGroup("Mine")
        default: _ = try own.renameGroup("News", to: "Mine")
        }
        try expectRefusal(.isChanged(by: action))
        try source.importCSV("email\nnew@example.com\n", into: "News")
        try expectRefusal(.isChanged(by: action))
    }

    @Test func anotherAccountIsRefused() throws {
        try Store.create(in: copy, simulatedNow: nil)
        try expectRefusal(.isAnotherAccount)
    }

    @Test func whatWasCopiedOtherwiseIsRefused() throws {
        for (path, bytes) in try source.store.storage.files() { try copy.replace(path, with: bytes) }
        try expectRefusal(.isNoCopy)
    }

    @Test func aFolderWithOtherFilesIsRefused() throws {
        try copy.replace(StoragePath("notes.txt"), with: [0x31])
        try expectRefusal(.isNotEmpty)
    }

    /// The store was set back to an earlier state; its copy has what was lost.
    @Test func aCopyThatKnowsMoreThanTheStoreIsRefused() throws {
        let old = try source.store.storage.files()
        try source.importCSV("email\nnew@example.com\n", into: "News")
        try makeCopy()
        let back = try Account.opened(try MemoryStorage(old))
        try expectRefusal(.isAhead, from: back)
        // It goes another way, further than the copy.
        _ = try back.advanceClock(by: TimeSpan(seconds: 1))
        for number in 1...3 { try back.importCSV("email\nother\(number)@example.com\n", into: "News") }
        expectFailure(.storage) { try back.copy(into: copy, named: "copy") }
    }

    /// The store was set back to an earlier state, and went another way since. Its clock stands still, so the lines of
    /// both logs say the same.
    @Test(arguments: ["email\nnew@example.com\n", "email\nother@example.com\n"])
    func aCopyOfAnotherHistoryIsRefused(rows: String) throws {
        let old = try source.store.storage.files()
        try source.importCSV("email\nnew@example.com\n", into: "News")
        try makeCopy()
        let back = try Account.opened(try MemoryStorage(old))
        back.user = source.user
        try back.importCSV(rows, into: "News")
        try expectRefusal(.isAhead, from: back)
        _ = try back.erase("new@example.com")
        try expectRefusal(.isAhead, from: back)
    }

    /// Lines of older versions do not say which write they belong to.
    @Test func otherLinesOfAnOlderVersionAreRefused() throws {
        let old = try source.store.storage.files()
        func change(_ account: Account, _ name: String) throws {
            _ = try account.createGroup(name)
            let log = account.store.log.readableEntries.map { (entry) in
                var entry = entry
                entry.write = nil
                return ChecksummedJSON.encode(entry)
            }
            try account.store.storage.replace(StoreLayout.log, with: Array(log.joined()))
        }
        try change(source, "Later")
        try makeCopy()
        try makeCopy()
        let back = try Account.opened(try MemoryStorage(old))
        try change(back, "Other")
        try expectRefusal(.isAhead, from: back)
    }

    @Test func recordsThatTheStoreLacksAreNotLost() throws {
        let old = try source.store.storage.files()
        func record(_ address: String, _ account: Account) throws {
            _ = try account.record(.open, of: address, in: "News", at: nil, campaign: nil)
        }
        try record("anna@example.com", source)
        try makeCopy()
        let back = try Account.opened(try MemoryStorage(old))
        try expectRefusal(.isAhead, from: back)
        for campaign in ["May", "June"] {
            _ = try back.record(.open, of: "anna@example.com", in: "News", at: nil, campaign: campaign)
            try expectRefusal(.isAhead, from: back)
        }
        try record("anna@example.com", source)
        try makeCopy()
        try expectSame()
    }

    /// Nothing is pinned while a copy waits for an erasure, which removes files in the end.
    @Test func aCopyWaitsForAnErasure() throws {
        let folder = try TemporaryFolder()
        let path = folder.path + "/store"
        try Account.create(at: .folder(path), simulatesClock: true)
        let writer = try Account.open(StoreLocation(.folder(path)))
        try writer.importCSV("email\nanna@example.com\n", into: "News", new: true)
        // It has begun in another process.
        var erasing = writer.store.account
        erasing.setPending(PendingErasure(hash: 1))
        try writer.store.commit(erasing, nil)
        let copier = try Account.open(StoreLocation(.folder(path), wait: .milliseconds(50)))
        try copier.beginStatement()
        copier.isCancelled = {
            #expect((try? writer.store.storage.beginRemoving(.none)) == true)
            writer.store.storage.endRemoving()
            return false
        }
        let failure = expectFailure(.locked) { try copier.copy(to: .folder(folder.path + "/copy")) }
        #expect(failure?.message.contains("process") == true)
        // The process was killed.
        writer.store.storage.unlock()
        let unfinished = CopyProblem.unfinishedErasure(store: path).failure
        #expect(expectFailure(.storage) { try copier.copy(to: .folder(folder.path + "/copy")) } == unfinished)
    }

    @Test func aDamagedStoreIsNotCopied() throws {
        try makeCopy()
        try source.importCSV("email\nnew@example.com\n", into: "News")
        let before = try copy.files()
        let group = try source.liveGroup("News")
        let path = StoreLayout.segment(try #require(group.segments.last).number, ofGroup: group.number)
        try source.store.storage.replace(path, with: [0x31])
        let failure = expectFailure(.damaged) { try makeCopy() }
        #expect(failure?.help?.contains("cbs salvage") == true)
        #expect(try Account.opened(copy).verify().damaged == [])
        #expect(try before.allSatisfy { try copy.map($0.key).array == $0.value })
    }

    // MARK: Folders

    @Test func anEmptyStoreIsCopiedAndThePlaceIsChecked() throws {
        let folder = try TemporaryFolder()
        let path = folder.path + "/store"
        try Account.create(at: .folder(path), simulatesClock: false)
        let account = try Account.open(StoreLocation(.folder(path)))
        try account.beginStatement()
        #expect(
            try account.copy(to: .folder(folder.path + "/copy"))
                == CopyResult(groups: 0, backups: 0, files: 1, bytes: 284).with(account, folder))
        #expect(try account.copy(to: .folder(folder.path + "/copy/")).files == 0)
        for place in ["store", "store/", "store/groups", "store/new", "copy/../store", "copy/inner"] {
            expectFailure(.storage) { try account.copy(to: .folder(folder.path + "/" + place)) }
        }
        #expect(symlink(path, folder.path + "/link") == 0)
        expectFailure(.storage) { try account.copy(to: .folder(folder.path + "/link")) }
        expectFailure(.storage) { try account.copy(to: .folder(folder.path)) }
        expectFailure(.storage) { try account.copy(to: .folder(folder.path + "/no/where")) }
    }

    @Test func thousandsOfGroupsAreCopiedQuickly() throws {
        for number in 0..<1000 { _ = try source.createGroup("Group \(number)") }
        try makeCopy()
        #expect(try makeCopy().files == 0)
        _ = try source.createGroup("One more")
        #expect(try makeCopy().files == 3)
    }
}

extension CopyResult {
    /// With the size that the file has: an account's is not always the same.
    fileprivate func with(_ account: Account, _ folder: TemporaryFolder) throws -> CopyResult {
        let size = try FolderStorage(root: folder.path + "/copy").map(StoreLayout.account).array.count
        return CopyResult(groups: groups, backups: backups, files: files, bytes: size)
    }
}

extension Account {
    /// What time does to a store by itself.
    fileprivate func noteSeen() throws {
        var changed = store.account
        changed.seen = SeenTime(last: now)
        try beginChange()
        try store.commit(changed, nil)
    }
}

extension Storage {
    /// Whether any file holds a text.
    func holds(_ text: String) throws -> Bool {
        try files().values.contains { String(decoding: $0, as: UTF8.self).contains(text) }
    }
}
