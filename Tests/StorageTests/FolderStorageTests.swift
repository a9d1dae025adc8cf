import StoreTestSupport
import SystemCalls
import TestSupport
import Testing

@testable import Storage

@Suite struct FolderStorageTests {
    /// Some file systems cannot sync folders, which is not an error. For a file it is one.
    @Test func aFileThatCannotBeSyncedIsAnError() throws {
        let folder = try TemporaryFolder()
        let path = StoragePath("file")
        // A pipe cannot be synced.
        var ends: [Int32] = [-1, -1]
        try #require(pipe(&ends) == 0)
        defer { _ = SystemCalls.close(ends[1]) }
        #expect(throws: SystemError(EINVAL)) { try SystemCalls.sync(ends[0]) }
        #expect(throws: SystemError(EINVAL)) { try SystemCalls.syncData(ends[0]) }
        try SystemCalls.syncFolder(ends[0])
        var pending = PendingSyncs()
        pending.add(FileDescriptor(descriptor: ends[0], path: path))
        let error = storageError {
            try pending.sync(in: FolderStorage(root: folder.path), beside: { () throws(StorageError) in })
        }
        #expect(error == .system(operation: "sync", path: path, errno: EINVAL))
    }

    @Test func aPartOfAFileIsWrittenAndReadAsAWhole() throws {
        let folder = try TemporaryFolder()
        try folder.write("0123456789", to: "file")
        let descriptor = SystemCalls.open(folder.path + "/file", O_RDWR, 0)
        defer { _ = SystemCalls.close(descriptor) }
        try Array("abc".utf8).withUnsafeBytes { try SystemCalls.pwriteAll($0, to: descriptor, at: 8) }
        var bytes = [UInt8](repeating: 0, count: 8)
        let count = try bytes.withUnsafeMutableBytes { try SystemCalls.preadAll(descriptor, into: $0, at: 6) }
        #expect(bytes[..<count] == Array("67abc".utf8)[...])
        #expect(throws: SystemError(EBADF)) {
            try bytes.withUnsafeBytes { try SystemCalls.pwriteAll($0, to: -1, at: 0) }
        }
    }

    private let folder: TemporaryFolder
    private let outside: TemporaryFolder
    private let storage: FolderStorage

    init() throws {
        folder = try TemporaryFolder()
        outside = try TemporaryFolder()
        storage = FolderStorage(root: folder.path)
    }

    private func mode(_ path: String) -> mode_t {
        var status = stat()
        return lstat("\(folder.path)/\(path)", &status) == 0 ? status.st_mode & 0o7777 : 0
    }

    private func link(_ target: String, as name: String) {
        #expect(symlink(target, "\(folder.path)/\(name)") == 0)
    }

    @Test func filesAndFoldersArePrivate() throws {
        try storage.write("1", to: "groups/0001/segments/000001.jsonl")
        try storage.append([0x31], to: StoragePath("groups/0001/activity.jsonl"))
        try storage.replace(StoragePath("groups/0001/group.json"), with: [0x31])
        try storage.lock()
        for path in [
            "groups/0001/segments/000001.jsonl", "groups/0001/activity.jsonl", "groups/0001/group.json", "lock",
        ] {
            #expect(mode(path) == 0o600, "\(path)")
        }
        for path in ["groups", "groups/0001", "groups/0001/segments"] { #expect(mode(path) == 0o700, "\(path)") }
    }

    @Test(arguments: ["target", "nothing there"]) func aLinkInPlaceOfAFileIsRefused(target: String) throws {
        let other = FolderStorage(root: outside.path)
        try other.write("untouched", to: "target")
        link("\(outside.path)/\(target)", as: "f")
        let path = StoragePath("f")
        #expect(storageError { try storage.map(path) } == .unexpectedKind(path))
        #expect(storageError { try storage.version(of: path) } == .unexpectedKind(path))
        #expect(storageError { try storage.append([1], to: path) } == .unexpectedKind(path))
        #expect(storageError { try storage.replace(path, with: [1]) } == .unexpectedKind(path))
        #expect(storageError { try storage.create(path) } == .unexpectedKind(path))
        #expect(storageError { try storage.list(path) } == .unexpectedKind(path))
        #expect(try other.list(StoragePath("")) == [StorageEntry(name: "target", isFolder: false, size: 9)])
        #expect(try other.text(of: "target") == "untouched")
        // What is removed is the link.
        try storage.remove(path)
        #expect(try other.text(of: "target") == "untouched")
        #expect(try storage.list(StoragePath("")).isEmpty)
    }

    @Test func theTemporaryFileOfAReplacementIsNoLink() throws {
        let other = FolderStorage(root: outside.path)
        try other.write("untouched", to: "target")
        try storage.write("old", to: "f")
        link("\(outside.path)/target", as: "f.new")
        #expect(
            storageError { try storage.replace(StoragePath("f"), with: [1]) } == .unexpectedKind(StoragePath("f.new")))
        #expect(try other.text(of: "target") == "untouched")
        #expect(try storage.text(of: "f") == "old")
    }

    @Test func theLockIsNoLink() throws {
        link("\(outside.path)/target", as: "lock")
        #expect(storageError { try storage.lock() } == .unexpectedKind(StoragePath("lock")))
    }

    /// Only the last part of a path used to be looked at: a linked folder led out of the store.
    @Test func aLinkInPlaceOfAFolderIsRefused() throws {
        let other = FolderStorage(root: outside.path)
        try other.write("untouched", to: "target")
        try other.write("untouched", to: "deep/target")
        let before = try other.everything()
        try storage.write("1", to: "groups/0001/group.json")
        link(outside.path, as: "groups/0002")
        let group = StoragePath("groups/0002")
        #expect(try storage.list(StoragePath("groups")).map(\.isFolder) == [true, false])
        #expect(storageError { try storage.list(group) } == .unexpectedKind(group))
        #expect(storageError { try storage.list(group.appending("deep")) } == .unexpectedKind(group))
        for path in [group.appending("target"), group.appending("deep/target"), group.appending("new/target")] {
            #expect(storageError { try storage.map(path) } == .unexpectedKind(group))
            #expect(storageError { try storage.version(of: path) } == .unexpectedKind(group))
            #expect(storageError { try storage.append([1], to: path) } == .unexpectedKind(group))
            #expect(storageError { try storage.replace(path, with: [1]) } == .unexpectedKind(group))
            #expect(storageError { try storage.create(path) } == .unexpectedKind(group))
            #expect(storageError { try storage.remove(path) } == .unexpectedKind(group))
            #expect(storageError { try storage.removeFolder(path) } == .unexpectedKind(group))
        }
        #expect(try other.everything() == before)
    }

    /// The user named it.
    @Test func theStoresOwnFolderMayBeALink() throws {
        link(outside.path, as: "store")
        let linked = FolderStorage(root: "\(folder.path)/store")
        try linked.lock()
        try linked.replace(StoragePath("account.json"), with: [0x31])
        try linked.write("2", to: "groups/0001/group.json")
        try linked.append([0x33], to: StoragePath("log.jsonl"))
        #expect(try linked.list(StoragePath("")).map(\.name) == ["account.json", "groups", "lock", "log.jsonl"])
        #expect(try linked.text(of: "account.json") == "1")
    }

    /// Opening a pipe used to wait for somebody who writes into it.
    @Test(.timeLimit(.minutes(20))) func aPipeIsRefusedWithoutWaiting() {
        #expect(mkfifo("\(folder.path)/pipe", 0o600) == 0)
        let path = StoragePath("pipe")
        #expect(storageError { try storage.map(path) } == .unexpectedKind(path))
        #expect(storageError { try storage.version(of: path) } == .unexpectedKind(path))
        #expect(storageError { try storage.append([1], to: path) } == .unexpectedKind(path))
        #expect(storageError { try storage.replace(path, with: [1]) } == .unexpectedKind(path))
    }

    @Test func aFileWhereAFolderIsNeededIsRefused() throws {
        try storage.write("1", to: "groups")
        let path = StoragePath("groups/0001/group.json")
        #expect(storageError { try storage.map(path) } == .unexpectedKind(StoragePath("groups")))
        #expect(storageError { try storage.replace(path, with: [1]) } == .unexpectedKind(StoragePath("groups")))
        #expect(try storage.text(of: "groups") == "1")
    }

    @Test func aStoreThatIsNoFolderIsRefused() throws {
        try storage.write("1", to: "store")
        let wrong = FolderStorage(root: "\(folder.path)/store")
        let root = StoragePath("")
        #expect(storageError { try wrong.list(root) } == .system(operation: "open", path: root, errno: ENOTDIR))
        #expect(try wrong.version(of: StoragePath("account.json")) == nil)
        #expect(storageError { try wrong.replace(StoragePath("account.json"), with: [1]) } != nil)
        let missing = FolderStorage(root: "\(folder.path)/nothing")
        #expect(storageError { try missing.list(root) } == .missing(root))
        #expect(try missing.version(of: StoragePath("account.json")) == nil)
        #expect(try storage.text(of: "store") == "1")
    }

    @Test func aReplacementLeavesNothingBehind() throws {
        for number in 0..<3 { try storage.replace(StoragePath("f"), with: Array("\(number)".utf8)) }
        #expect(try storage.list(StoragePath("")) == [StorageEntry(name: "f", isFolder: false, size: 1)])
    }

    /// Two replacements within a tick of the clock, the second in a file with the number of the first.
    @Test func versionsDifferHoweverFastAFileIsReplaced() throws {
        let future = timespec(tv_sec: 4_000_000_000, tv_nsec: 999_999_999)
        try storage.replace(StoragePath("f"), with: [1])
        #expect(utimensat(AT_FDCWD, "\(folder.path)/f", [future, future], 0) == 0)
        var versions: Set<FileVersion?> = [try storage.version(of: StoragePath("f"))]
        for number in 2..<10 as Range<UInt8> {
            try storage.replace(StoragePath("f"), with: [number])
            versions.insert(try storage.version(of: StoragePath("f")))
            var status = stat()
            #expect(lstat("\(folder.path)/f", &status) == 0)
            #expect(status.st_mtim.tv_sec == 4_000_000_001 && status.st_mtim.tv_nsec == Int(number) - 2)
        }
        #expect(versions.count == 9)
    }

    /// Nanoseconds since 1970 used to overflow.
    @Test func aFileOfTheFarFutureHasAVersion() throws {
        try storage.write("1", to: "f")
        let future = timespec(tv_sec: 10_000_000_000, tv_nsec: 0)
        #expect(utimensat(AT_FDCWD, "\(folder.path)/f", [future, future], 0) == 0)
        let version = try storage.version(of: StoragePath("f"))
        try storage.replace(StoragePath("f"), with: [0x32])
        #expect(try storage.version(of: StoragePath("f")) != version)
        #expect(try storage.text(of: "f") == "2")
    }

    @Test func theLockExcludesOthersAndNamesItsHolder() throws {
        let other = FolderStorage(root: folder.path)
        try storage.lock()
        #expect(storageError { try other.lock() } == .locked(holder: .current))
        storage.unlock()
        try other.lock()
        #expect(storageError { try storage.lock() } == .locked(holder: .current))
        other.unlock()
        try storage.lock()
    }

    @Test func theLockEndsWithItsStorage() throws {
        var other: FolderStorage? = FolderStorage(root: folder.path)
        try other?.lock()
        #expect(storageError { try storage.lock() } == .locked(holder: .current))
        other = nil
        try storage.lock()
    }

    @Test func aHolderThatCannotBeReadIsNotNamed() throws {
        try storage.lock()
        #expect(truncate("\(folder.path)/lock", 0) == 0)
        #expect(storageError { try FolderStorage(root: folder.path).lock() } == .locked(holder: nil))
    }
}
