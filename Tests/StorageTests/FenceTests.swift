import StoreTestSupport
import SystemCalls
import TestSupport
import Testing

@testable import Storage

/// Writers that come after one another, and one that was overtaken.
@Suite struct FenceTests {
    private static let path = StoragePath("groups/0001/group.json")

    @Test(arguments: StorageKind.allCases) func aReplacementNamesWhatItReplaces(kind: StorageKind) throws {
        let fixture = try kind.make(["f": "old"])
        let storage = fixture.storage
        let path = StoragePath("f")
        let read = try storage.version(of: path)
        let first = try storage.replace(path, with: [0x31], replacing: read)
        #expect(try storage.version(of: path) == first)
        // Another writer got there first.
        #expect(storageError { try storage.replace(path, with: [0x32], replacing: read) } == .lost(path))
        #expect(storageError { try storage.replace(path, with: [0x32], replacing: nil) } == .lost(path))
        #expect(try storage.text(of: "f") == "1")
        try storage.replace(path, with: [0x33], replacing: first)
        #expect(try storage.text(of: "f") == "3")
        let new = StoragePath("new")
        #expect(storageError { try storage.replace(new, with: [0x31], replacing: first) } == .lost(new))
        try storage.replace(new, with: [0x31], replacing: nil)
        #expect(try storage.text(of: "new") == "1")
    }

    @Test(arguments: StorageKind.allCases) func everyHolderHasAHigherEpoch(kind: StorageKind) throws {
        let fixture = try kind.make(["groups/0001/group.json": "1"])
        let storage = fixture.storage
        var last = 0
        for known in [0, 0, 7, 3, 100] {
            let epoch = try storage.lock(.none, above: known)
            #expect(epoch > last && epoch > known)
            last = epoch
            storage.unlock()
            let clearing = try #require(try storage.lockForClearing(above: known))
            #expect(clearing > last)
            last = clearing
            storage.unlock()
        }
    }

    // MARK: Folders

    private let folder: TemporaryFolder
    private let root: String

    init() throws {
        folder = try TemporaryFolder()
        root = folder.path + "/store"
        try folder.makeFolder("store")
        try FolderStorage(root: root).replace(Self.path, with: [0x31])
    }

    private func shell(_ command: String) { #expect(system("cd '\(folder.path)' && \(command)") == 0) }

    @Test(arguments: [
        "rm store/lock", "rm store/lock && touch store/lock", "cp store/lock new && mv new store/lock",
        "rm store/lock && ln store/groups/0001/group.json store/lock", "mkdir x && mv store/lock x",
    ])
    func whateverBecomesOfTheLockFileNobodyElseGetsIn(command: String) throws {
        let first = FolderStorage(root: root)
        try first.lock()
        shell(command)
        let second = FolderStorage(root: root)
        #expect(storageError { try second.lock() }.map { if case .locked = $0 { true } else { false } } == true)
        try first.replace(Self.path, with: [0x32])
        first.unlock()
        try second.lock()
        #expect(try second.text(of: Self.path.text) == "2", "a hard link is not written through")
    }

    /// A writer that was stopped, in a folder that was replaced in the meantime.
    @Test func aWriterWhoseFolderWasReplacedChangesNothing() throws {
        let first = FolderStorage(root: root)
        try first.lock()
        let writer = try first.create(StoragePath("groups/0001/segments/000001.jsonl"))
        try writer.write("stale")
        shell("mv store old && cp -a old store")
        let second = FolderStorage(root: root)
        try second.lock()
        try second.write("fresh", to: "groups/0001/segments/000001.jsonl")
        try second.replace(Self.path, with: [0x32])
        let before = try second.everything()
        #expect(storageError { try writer.finish() } == .overtaken(by: nil))
        writer.abandon()
        #expect(storageError { try first.replace(Self.path, with: [0x33]) } == .overtaken(by: nil))
        #expect(storageError { try first.append([0x33], to: StoragePath("log.jsonl")) } == .overtaken(by: nil))
        #expect(storageError { try first.remove(Self.path) } == .overtaken(by: nil))
        #expect(storageError { try first.create(Self.path) } == .overtaken(by: nil))
        #expect(try second.everything() == before)
    }

    @Test(arguments: ["mkfifo store/lock", "mknod store/lock c 1 3", "ln -s old store/lock", "mkdir store/lock"])
    func whatIsNoFileIsNotWrittenTo(command: String) throws {
        guard system("cd '\(folder.path)' && \(command) 2>/dev/null") == 0 else { return }
        #expect(storageError { try FolderStorage(root: root).lock() } == .unexpectedKind(FolderStorage.lockFile))
        shell("touch store/f")
    }

    @Test func theHolderIsNamedToWhoeverAsks() throws {
        let (first, second) = (FolderStorage(root: root), FolderStorage(root: root))
        try second.checkUnlocked()
        try first.lock()
        try first.checkUnlocked()
        let before = try folder.tree()
        #expect(storageError { try second.checkUnlocked() } == .locked(holder: .current))
        #expect(try folder.tree() == before)
        first.unlock()
        try second.checkUnlocked()
    }

    /// As on a file system whose locks another machine does not see.
    @Test func aLaterEpochFencesAnEarlierOneOff() throws {
        let first = FolderStorage(root: root)
        let epoch = try first.lock(.none, above: 0)
        try folder.write("4711\n\(epoch + 1)\nben@other\n", to: "store/lock")
        let holder = LockHolder(process: 4711, account: "ben@other")
        #expect(storageError { try first.replace(Self.path, with: [0x33]) } == .overtaken(by: holder))
        #expect(storageError { try first.append([0x33], to: StoragePath("log.jsonl")) } == .overtaken(by: holder))
        #expect(try first.text(of: Self.path.text) == "1")
        first.unlock()
        #expect(try first.lock(.none, above: 0) == epoch + 2)
    }

    /// Two writers never write into each other's file, although it has the same name.
    @Test func aNameBelongsToWhoeverMadeTheFileLast() throws {
        let path = "groups/0001/segments/000001.jsonl"
        let (first, second) = (FolderStorage(root: root), FolderStorage(root: root))
        let stale = try first.create(StoragePath(path))
        try stale.write("stale")
        try second.write("fresh", to: path)
        #expect(storageError { try stale.finish() } == .lost(StoragePath(path)))
        stale.abandon()
        #expect(try second.text(of: path) == "fresh")
    }

    @Test(arguments: ["9223372036854775807", "-1", "x", ""]) func anEpochThatCannotBeIsPassedOver(text: String) throws {
        try folder.write("1\n\(text)\n\n", to: "store/lock")
        #expect(try FolderStorage(root: root).lock(.none, above: 4) == 5)
    }

    // MARK: Waiting and pinning

    /// Gives a lock back after a while, on its own thread: the test's own waits.
    private func unlockLater(_ holder: FolderStorage) throws -> WorkerThread {
        // Nothing else uses the storage until the thread is joined.
        nonisolated(unsafe) let holder = holder
        return try #require(
            WorkerThread {
                usleep(100_000)
                holder.unlock()
            })
    }

    @Test func aWriterWaitsForTheOneBefore() throws {
        let (first, second) = (FolderStorage(root: root), FolderStorage(root: root))
        try first.lock()
        let thread = try unlockLater(first)
        defer { thread.join() }
        #expect(try second.lock(Patience(.seconds(600)), above: 0) == 2)
    }

    @Test func whatIsPinnedIsNotRemoved() throws {
        let (reader, writer) = (FolderStorage(root: root), FolderStorage(root: root))
        try reader.pin()
        try writer.lock()
        #expect(try !writer.beginRemoving(.none))
        try writer.replace(Self.path, with: [0x32])
        reader.unpin()
        #expect(try writer.beginRemoving(.none))
        writer.endRemoving()
    }

    /// Reading never makes a writer fail, and clearing neither.
    @Test func aReaderThatClearsIsWaitedForEvenWithoutPatience() throws {
        let (reader, writer) = (FolderStorage(root: root), FolderStorage(root: root))
        #expect(try reader.lockForClearing(above: 0) != nil)
        let thread = try unlockLater(reader)
        defer { thread.join() }
        #expect(try writer.lock(.none, above: 0) == 2)
    }

    @Test func aReaderWaitsForWhoeverRemovesFiles() throws {
        let (reader, other) = (FolderStorage(root: root), FolderStorage(root: root))
        #expect(try other.lockForClearing(above: 0) != nil)
        let thread = try unlockLater(other)
        try reader.pin()
        thread.join()
        #expect(try other.lockForClearing(above: 0) == nil, "it is pinned")
    }

    /// Without the pin, a file that is just being removed would be taken for a missing one.
    @Test func whatCannotBePinnedIsNotTakenForPinned() throws {
        let (reader, other) = (FolderStorage(root: root), FolderStorage(root: root))
        #expect(try other.lockForClearing(above: 0) != nil)
        reader.clearingWait = .milliseconds(10)
        #expect(storageError { try reader.pin() } == .locked(holder: .current))
        reader.clearingWait = .seconds(600)
        #expect(storageError { try reader.pin { true } } == .locked(holder: .current), "the user gave up")
        other.unlock()
        try reader.pin()
        #expect(try other.lockForClearing(above: 0) == nil)
    }

    @Test func whoeverMayRemoveFilesNeedNotPinThem() throws {
        let storage = FolderStorage(root: root)
        storage.clearingWait = .zero
        #expect(try storage.lockForClearing(above: 0) != nil)
        try storage.pin()
        storage.unpin()
        #expect(try FolderStorage(root: root).lockForClearing(above: 0) == nil)
    }

    /// A copy has been put in the place of the store while a writer waited for the lock.
    @Test func aWriterThatWaitedLocksTheFolderThatHasTheName() throws {
        let (first, second) = (FolderStorage(root: root), FolderStorage(root: root))
        try first.lock()
        nonisolated(unsafe) let holder = first
        let path = folder.path
        let thread = try #require(
            WorkerThread {
                usleep(100_000)
                #expect(system("cd '\(path)' && mv store old && cp -a old store") == 0)
                holder.unlock()
            })
        defer { thread.join() }
        _ = try second.lock(Patience(.seconds(600)), above: 0)
        try second.replace(Self.path, with: [0x32])
        #expect(try folder.read("store/groups/0001/group.json") == "2")
        #expect(try folder.read("old/groups/0001/group.json") == "1")
    }

    @Test func nobodyClearsWhileAnotherWritesOrReads() throws {
        let (first, second) = (FolderStorage(root: root), FolderStorage(root: root))
        try first.lock()
        #expect(try second.lockForClearing(above: 0) == nil)
        first.unlock()
        try first.pin()
        #expect(try second.lockForClearing(above: 0) == nil)
        first.unpin()
        #expect(try second.lockForClearing(above: 0) != nil)
    }
}
