import StoreTestSupport
import SystemCalls
import TestSupport
import Testing

@testable import Storage

/// Files that are replaced together.
@Suite struct SwitchTests {
    private static let old = ["account.json": "1", "groups/0001/group.json": "1", "groups/0002/group.json": "1"]
    private static let new = ["account.json", "groups/0001/group.json", "groups/0003/group.json"]

    private func add(to step: any StorageSwitch) throws {
        for path in Self.new { try step.add(StoragePath(path), [0x32]) }
    }

    private func texts(_ storage: any Storage) throws -> [String: String] {
        var texts: [String: String] = [:]
        for path in Set(Self.new).union(Self.old.keys) where try storage.version(of: StoragePath(path)) != nil {
            texts[path] = try storage.text(of: path)
        }
        return texts
    }

    private static var switched: [String: String] { old.merging(new.map { ($0, "2") }) { $1 } }

    @Test(arguments: StorageKind.allCases) func allFilesAreReplacedAtTheCommit(kind: StorageKind) throws {
        let fixture = try kind.make(Self.old)
        let storage = fixture.storage
        let before = try Self.new.map { try storage.version(of: StoragePath($0)) }
        let step = try storage.beginSwitch()
        try add(to: step)
        #expect(try texts(storage) == Self.old)
        #expect(try storage.lookForSwitch() == nil)
        try step.commit()
        #expect(try texts(storage) == Self.switched)
        #expect(try storage.lookForSwitch() == nil)
        for (path, version) in zip(Self.new, before) { #expect(try storage.version(of: StoragePath(path)) != version) }
        #expect(try storage.everything().allSatisfy { !$0.contains(".next") && !$0.contains("switch") })
    }

    @Test(arguments: StorageKind.allCases) func anAbandonedSwitchLeavesNothing(kind: StorageKind) throws {
        let fixture = try kind.make(Self.old)
        let step = try fixture.storage.beginSwitch()
        try add(to: step)
        step.abandon()
        #expect(try texts(fixture.storage) == Self.old)
        #expect(try fixture.storage.everything().allSatisfy { !$0.contains(".next") })
    }

    // MARK: Folders

    private let folder: TemporaryFolder
    private let root: String

    init() throws {
        folder = try TemporaryFolder()
        root = folder.path + "/store"
        try folder.makeFolder("store")
        for (path, text) in Self.old {
            try FolderStorage(root: root).replace(StoragePath(path), with: Array(text.utf8))
        }
    }

    /// Leaves a switch as a process does that is killed after so many renames.
    private func cutOff(after renames: Int?) throws {
        let storage = FolderStorage(root: root)
        for path in Self.new { try storage.replace(StoragePath(path + ".next"), with: [0x32]) }
        guard let renames else { return }
        let list = SwitchList(paths: Self.new.map { StoragePath($0) })
        try storage.replace(FolderStorage.switchFile, with: list.bytes)
        for path in Self.new.prefix(renames) { #expect(rename("\(root)/\(path).next", "\(root)/\(path)") == 0) }
    }

    @Test(arguments: 0...3) func whoeverLooksForACommittedSwitchSeesTheNewFiles(renames: Int) throws {
        try cutOff(after: renames)
        let reader = FolderStorage(root: root)
        let seen = try #require(try reader.lookForSwitch())
        #expect(try texts(reader) == Self.switched)
        let versions = try Self.new.map { try reader.version(of: StoragePath($0)) }
        let overlay = OverlayStorage(over: FolderStorage(root: root))
        #expect(try overlay.lookForSwitch() == seen)
        #expect(try texts(overlay) == Self.switched)

        let writer = FolderStorage(root: root)
        try writer.lock()
        #expect(try texts(writer) == Self.switched)
        #expect(try writer.lookForSwitch() == nil)
        // To the reader it looks the same, whether it looks again or not.
        #expect(try texts(reader) == Self.switched)
        #expect(try Self.new.map { try reader.version(of: StoragePath($0)) } == versions)
        #expect(try reader.lookForSwitch() == nil)
        #expect(try writer.everything().allSatisfy { !$0.contains(".next") })
    }

    @Test func aSwitchThatWasNeverCommittedIsNotMade() throws {
        try cutOff(after: nil)
        let storage = FolderStorage(root: root)
        #expect(try storage.lookForSwitch() == nil)
        #expect(try texts(storage) == Self.old)
        try storage.lock()
        #expect(try texts(storage) == Self.old)
        // Another one, which has only one of the files.
        let step = try storage.beginSwitch()
        try step.add(StoragePath("account.json"), [0x33])
        try step.commit()
        #expect(try texts(storage) == Self.old.merging(["account.json": "3"]) { $1 })
    }

    /// A reader that saw a switch never takes what waits for the next one.
    @Test func whatWaitsForTheNextSwitchIsNotRead() throws {
        try cutOff(after: 1)
        let reader = FolderStorage(root: root)
        try reader.lookForSwitch()
        let writer = FolderStorage(root: root)
        try writer.lock()
        let step = try writer.beginSwitch()
        for path in Self.new { try step.add(StoragePath(path), [0x33]) }
        #expect(try texts(reader) == Self.switched)
        try step.commit()
        #expect(try texts(reader).values.sorted() == ["1", "3", "3", "3"])
    }

    @Test(arguments: [
        "", "cbs-switch 1\n", "cbs-switch 1\n../a\n", "cbs-switch 2\na\n", "cbs-switch 1\na", "cbs-switch 1\nno\n",
    ])
    func aListThatCannotBeIsDamage(list: String) throws {
        let storage = FolderStorage(root: root)
        try storage.replace(FolderStorage.switchFile, with: Array(list.utf8))
        let error = storageError { try storage.lock() }
        #expect(error?.damage != nil, "\(String(describing: error))")
        try storage.remove(FolderStorage.switchFile)
        try storage.lock()
        #expect(try texts(storage) == Self.old)
    }
}
