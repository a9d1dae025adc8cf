import Foundation
import TestSupport
import Testing

@testable import Storage

/// What a writer may have left in the middle, as the file `lock` says it.
@Suite struct UnsettledTests {
    private let folder: TemporaryFolder
    private var path: String { folder.path + "/store" }
    private let manifest = StoragePath("groups/0001/group.json")

    init() throws {
        folder = try TemporaryFolder()
        try folder.makeFolder("store")
    }

    private func opened() -> FolderStorage { FolderStorage(root: path) }

    /// A writer of whom nothing is left to see to.
    private func settled() throws -> FolderStorage {
        let storage = opened()
        try storage.lock()
        storage.settle()
        return storage
    }

    private var sign: String {
        get throws { try folder.read("store/lock") }
    }

    @Test func inANewStoreNobodyKnows() throws {
        #expect(try opened().unsettled() == .unknown)
        let storage = opened()
        try storage.lock()
        #expect(try storage.unsettled() == .unknown)
        storage.settle()
        #expect(try storage.unsettled() == .folders([]))
    }

    @Test func eachFolderIsNamedBeforeAnythingIsWrittenInIt() throws {
        let storage = try settled()
        try storage.replace(StoragePath("account.json"), with: Array("{}".utf8))
        #expect(try storage.unsettled() == .folders([]))
        try storage.replace(manifest, with: Array("{}".utf8))
        _ = try storage.create(StoragePath("groups/0002/segments/000001.jsonl"))
        // Another process sees what a killed one has left.
        storage.unlock()
        let found = try opened().unsettled()
        #expect(found == .folders([StoragePath("groups/0001"), StoragePath("groups/0002")]))
        let next = opened()
        try next.lock()
        #expect(try next.unsettled() == found)
        next.settle()
        next.unlock()
        #expect(try opened().unsettled() == .folders([]))
    }

    @Test(arguments: [0, 3, 4]) func aSignThatIsNotOursSaysNothing(line: Int) throws {
        let storage = try settled()
        try storage.replace(manifest, with: Array("{}".utf8))
        storage.unlock()
        var lines = try sign.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        lines[line] = "x" + lines[line]
        try folder.write(lines.joined(separator: "\n"), to: "store/lock")
        #expect(try opened().unsettled() == .unknown)
    }

    @Test func aSignThatIsCutOffSaysNothing() throws {
        let storage = try settled()
        try storage.replace(manifest, with: Array("{}".utf8))
        storage.unlock()
        try folder.write(String(try sign.dropLast(3)), to: "store/lock")
        #expect(try opened().unsettled() == .unknown)
    }

    @Test func anotherFolderHasASignOfItsOwn() throws {
        try settled().unlock()
        try FileManager.default.copyItem(atPath: path, toPath: folder.path + "/copy")
        #expect(try FolderStorage(root: folder.path + "/copy").unsettled() == .unknown)
    }

    // MARK: Syncs that wait

    @Test func aSmallFileIsReadableBeforeItIsSynced() throws {
        let storage = try settled()
        for number in 1...20 {
            let segment = StoragePath("groups/0001/segments/\(number).jsonl")
            let writer = try storage.create(segment)
            try Array("row\n".utf8).span.bytes.withUnsafeBytes { (bytes) throws(StorageError) in
                try writer.write(bytes)
            }
            try writer.finish()
            #expect(try storage.map(segment).array == Array("row\n".utf8))
        }
        try storage.replace(manifest, with: Array("{}".utf8))
        #expect(try storage.map(manifest).array == Array("{}".utf8))
        #expect(storage.pending.isEmpty)
    }

    @Test func whatIsAbandonedIsNotWaitedFor() throws {
        let storage = try settled()
        let segment = StoragePath("groups/0001/segments/1.jsonl")
        try storage.create(segment).finish()
        try storage.remove(segment)
        try storage.replace(manifest, with: Array("{}".utf8))
        #expect(storage.pending.isEmpty)
        try storage.create(segment).finish()
        storage.unlock()
        #expect(storage.pending.isEmpty)
    }
}
