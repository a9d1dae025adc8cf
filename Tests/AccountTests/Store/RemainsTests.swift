import Recipients
import Storage
import SystemCalls
import TestSupport
import Testing

@testable import Account

/// A folder with a user's own files never becomes a store, whatever their names are.
@Suite struct RemainsTests {
    private let folder: TemporaryFolder
    private let path: String

    init() throws {
        folder = try TemporaryFolder()
        path = folder.path + "/place"
        guard mkdir(path, 0o700) == 0 else { throw SystemError.last }
    }

    private func write(_ text: String, _ name: String) throws {
        try FolderStorage(root: path).replace(StoragePath(name), with: Array(text.utf8))
    }

    private func makeFolder(_ name: String) {
        #expect(mkdir("\(path)/\(name)", 0o700) == 0)
    }

    private func names() throws -> [String] { try FolderStorage(root: path).list(.root).map(\.name) }

    /// What each way to make a store says of the folder.
    private func expectRefusal(_ location: SourceLocation = #_sourceLocation) throws {
        let source = try FolderStorage.store(in: folder.path + "/source")
        let before = try names()
        expectFailure(.storage, location) { try Account.create(at: .folder(path), simulatesClock: false) }
        expectFailure(.storage, location) { try Account.salvage(from: .folder(source), to: path) }
        let account = try Account.open(StoreLocation(.folder(source)))
        expectFailure(.storage, location) { try account.copy(to: .folder(path)) }
        #expect(try names() == before, sourceLocation: location)
    }

    @Test(arguments: ["letter.new", "letter.next", "notes.json.new", "account.new", ".new", "group.json.new.txt"])
    func aFileOfTheUsersIsNotOurs(name: String) throws {
        try write("mine", name)
        try expectRefusal()
    }

    @Test func aLockFileOfTheUsersIsNotOurs() throws {
        try write("the key is under the mat\n", "lock")
        try expectRefusal()
        #expect(try FolderStorage(root: path).map(StoreLayout.lock).array == Array("the key is under the mat\n".utf8))
    }

    @Test(arguments: ["lock", "account.json.new", "account.json.next", "log.jsonl.new"])
    func aFolderIsNotOurs(name: String) throws {
        makeFolder(name)
        try expectRefusal()
    }

    @Test func groupsOfTheUsersAreNotOurs() throws {
        makeFolder("groups")
        makeFolder("groups/friends")
        try expectRefusal()
    }

    @Test(arguments: ["", "4711\n3\nkim@mailer\n"]) func whatAFailedAttemptLeftIsNoObstacle(lock: String) throws {
        try write(lock, "lock")
        try write("half", "account.json.new")
        try Account.create(at: .folder(path), simulatesClock: false)
        let account = try Account.open(StoreLocation(.folder(path)))
        try account.beginStatement()
        _ = try account.createGroup("News")
        account.close()
        #expect(try names() == ["account.json", "groups", "lock", "log.jsonl"])
    }

    /// The sweep of a store leaves alone what cbs did not write.
    @Test func aFileOfTheUsersInAStoreStays() throws {
        let source = try FolderStorage.store(in: folder.path + "/source")
        try FolderStorage(root: source).replace(StoragePath("letter.new"), with: Array("mine".utf8))
        let account = try Account.open(StoreLocation(.folder(source)))
        try account.beginStatement()
        _ = try account.purge()
        #expect(try FolderStorage(root: source).map(StoragePath("letter.new")).array == Array("mine".utf8))
    }
}

extension FolderStorage {
    /// Makes a store with one group.
    fileprivate static func store(in path: String) throws -> String {
        try Account.create(at: .folder(path), simulatesClock: false)
        let account = try Account.open(StoreLocation(.folder(path)))
        try account.beginStatement()
        _ = try account.createGroup("News")
        account.close()
        return path
    }
}
