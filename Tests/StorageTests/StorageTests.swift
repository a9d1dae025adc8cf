import StoreTestSupport
import TestSupport
import Testing

@testable import Storage

/// What every `Storage` does.
@Suite struct StorageTests {
    private static let segment = "groups/0001/segments/000001.jsonl"
    private static let initial = ["a": "first", "groups/0001/group.json": "manifest", "groups/0001/x": ""]
    /// Small, and on both sides of what a folder storage maps.
    private static let sizes = [0, 1, 5000, 1 << 16, (1 << 16) + 1, 300_000]

    @Test(arguments: StorageKind.allCases) func aFinishedFileIsReadBack(kind: StorageKind) throws {
        let fixture = try kind.make()
        for size in Self.sizes {
            let text = String(repeating: "x", count: size)
            let writer = try fixture.storage.create(StoragePath(Self.segment))
            try writer.write(text)
            try writer.write("end")
            try writer.finish()
            #expect(try fixture.storage.text(of: Self.segment) == text + "end")
        }
    }

    /// Sizes on both sides of those from which on a folder storage syncs a file while it is written.
    @Test(arguments: StorageKind.allCases, [0, 1, 4096, (3 << 20) + 5, 8 << 20, (20 << 20) + 5])
    func filesOfAnySizeAreWrittenOrAbandoned(kind: StorageKind, size: Int) throws {
        let fixture = try kind.make()
        let pattern = "abcdefghijklmnopqrstuvw"
        let text = String(repeating: pattern, count: size / pattern.count) + pattern.prefix(size % pattern.count)
        let writer = try fixture.storage.create(StoragePath(Self.segment))
        try writer.write("begin")
        try writer.write(text)
        try writer.write("end")
        try writer.finish()
        #expect(try fixture.storage.text(of: Self.segment) == "begin" + text + "end")
        let abandoned = try fixture.storage.create(StoragePath("x"))
        try abandoned.write(text)
        abandoned.abandon()
        #expect(try fixture.storage.version(of: StoragePath("x")) == nil)
    }

    @Test(arguments: StorageKind.allCases) func aScratchFileIsReadBackAndHasNoName(kind: StorageKind) throws {
        let fixture = try kind.make(Self.initial)
        let before = try fixture.storage.everything()
        let file = try fixture.storage.makeScratch(StoragePath("scratch/1"))
        #expect(try fixture.storage.everything().filter { $0 != "scratch/" } == before)
        #expect(try fixture.storage.version(of: StoragePath("scratch/1")) == nil)
        let bytes = (0..<300_000).map { UInt8(truncatingIfNeeded: $0 % 251) }
        for part in [bytes[..<1], bytes[1..<70_000], bytes[70_000...]] {
            try Array(part).withUnsafeBytes { try file.write($0) }
        }
        for range in [0..<0, 0..<1, 69_999..<70_001, 4_096..<300_000, 0..<300_000] {
            var read = [UInt8](repeating: 0, count: range.count)
            try read.withUnsafeMutableBytes { try file.read(from: range.lowerBound, into: $0) }
            #expect(read == Array(bytes[range]))
        }
        #expect(try file.map().array == bytes)
    }

    @Test(arguments: StorageKind.allCases) func anAbandonedFileIsNotThere(kind: StorageKind) throws {
        let fixture = try kind.make()
        let writer = try fixture.storage.create(StoragePath(Self.segment))
        try writer.write("half")
        writer.abandon()
        #expect(try fixture.storage.version(of: StoragePath(Self.segment)) == nil)
        #expect(storageError { try fixture.storage.text(of: Self.segment) } == .missing(StoragePath(Self.segment)))
    }

    @Test(arguments: StorageKind.allCases) func anUnfinishedFileIsOverwritten(kind: StorageKind) throws {
        let fixture = try kind.make()
        var unfinished: (any StorageWriter)? = try fixture.storage.create(StoragePath("f"))
        try unfinished?.write("a long text that nobody finished")
        unfinished = nil
        try fixture.storage.write("short", to: "f")
        #expect(try fixture.storage.text(of: "f") == "short")
    }

    @Test(arguments: StorageKind.allCases) func appendingCreatesAndAdds(kind: StorageKind) throws {
        let fixture = try kind.make(Self.initial)
        for path in ["a", "new", "groups/0002/activity.jsonl"] {
            let before = path == "a" ? "first" : ""
            try fixture.storage.append(Array("one\n".utf8), to: StoragePath(path))
            try fixture.storage.append([UInt8](), to: StoragePath(path))
            try fixture.storage.append(Array("two\n".utf8), to: StoragePath(path))
            #expect(try fixture.storage.text(of: path) == before + "one\ntwo\n")
        }
    }

    @Test(arguments: StorageKind.allCases) func replacingCreatesAndReplaces(kind: StorageKind) throws {
        let fixture = try kind.make(Self.initial)
        for path in ["a", "new", "groups/0002/group.json"] {
            for text in ["a longer text than before", "short", ""] {
                try fixture.storage.replace(StoragePath(path), with: Array(text.utf8))
                #expect(try fixture.storage.text(of: path) == text)
            }
        }
        #expect(try fixture.storage.list(StoragePath("")).map(\.name) == ["a", "groups", "new"])
    }

    @Test(arguments: StorageKind.allCases) func whatIsReplacedForNowIsThereAtOnce(kind: StorageKind) throws {
        let storage = try kind.make(Self.initial).storage
        let path = StoragePath("groups/0001/group.json")
        var known = try storage.version(of: path)
        for text in ["one", "two"] {
            let bytes = Array(text.utf8)
            known = try bytes.withUnsafeBytes { bytes in
                try storage.replaceForNow(path, with: bytes, replacing: known) { () throws(StorageError) in
                    try storage.finishReplacing()
                }
            }
            #expect(try storage.text(of: path.text) == text)
            #expect(try storage.version(of: path) == known)
        }
        let refused = Result {
            try [UInt8]("three".utf8).withUnsafeBytes { bytes in
                try storage.replaceForNow(path, with: bytes, replacing: known) { () throws(StorageError) in
                    try storage.finishReplacing()
                    throw .lost(path)
                }
            }
        }
        #expect(throws: StorageError.self) { try refused.get() }
        #expect(try storage.text(of: path.text) == "two")
        try storage.finishReplacing()
        try storage.finishReplacing()
        #expect(try storage.list(path.folder ?? .root).map(\.name).contains("group.json"))
        #expect(try storage.list(path.folder ?? .root).allSatisfy { !$0.name.hasSuffix(".new") })
    }

    @Test(arguments: StorageKind.allCases) func whatWasMappedStaysAsItWas(kind: StorageKind) throws {
        for size in Self.sizes {
            let text = String(repeating: "0123456789", count: size / 10)
            let fixture = try kind.make(["f": text])
            let mapped = try fixture.storage.map(StoragePath("f"))
            try fixture.storage.append(Array("more".utf8), to: StoragePath("f"))
            let longer = try fixture.storage.map(StoragePath("f"))
            #expect(mapped.array == Array(text.utf8))
            try fixture.storage.replace(StoragePath("f"), with: Array(String(repeating: "z", count: size).utf8))
            try fixture.storage.append(Array("z".utf8), to: StoragePath("f"))
            #expect(mapped.array == Array(text.utf8))
            try fixture.storage.remove(StoragePath("f"))
            #expect(mapped.array == Array(text.utf8), "\(size)")
            #expect(longer.array == Array((text + "more").utf8), "\(size)")
        }
    }

    @Test(arguments: StorageKind.allCases) func theVersionChangesWithEveryChange(kind: StorageKind) throws {
        let fixture = try kind.make(["a": "12345", "b": "12345"])
        let path = StoragePath("a")
        var versions = [try fixture.storage.version(of: path)]
        // The same size each time, so that it does not tell them apart.
        for number in 0..<60 {
            try fixture.storage.replace(path, with: Array("\(10_000 + number)".utf8))
            versions.append(try fixture.storage.version(of: path))
            #expect(try fixture.storage.version(of: path) == versions.last)
        }
        for _ in 0..<10 {
            try fixture.storage.append([0x78], to: path)
            versions.append(try fixture.storage.version(of: path))
        }
        try fixture.storage.remove(path)
        versions.append(try fixture.storage.version(of: path))
        #expect(versions.last == .some(nil))
        #expect(Set(versions).count == versions.count)
    }

    /// An overlay used to number its versions from 1 as the storage below it does.
    @Test(arguments: StorageKind.allCases) func theFirstChangeAlreadyChangesTheVersion(kind: StorageKind) throws {
        let fixture = try kind.make(["a": "12345"])
        let before = try fixture.storage.version(of: StoragePath("a"))
        try fixture.storage.replace(StoragePath("a"), with: Array("54321".utf8))
        #expect(try fixture.storage.version(of: StoragePath("a")) != before)
    }

    @Test(arguments: StorageKind.allCases) func listsFilesAndFoldersInOrder(kind: StorageKind) throws {
        let fixture = try kind.make(Self.initial)
        try fixture.storage.write("123", to: Self.segment)
        try fixture.storage.write("1", to: "0")
        try fixture.storage.write("22", to: "groups.json")
        #expect(
            try fixture.storage.list(StoragePath("")) == [
                StorageEntry(name: "0", isFolder: false, size: 1), StorageEntry(name: "a", isFolder: false, size: 5),
                StorageEntry(name: "groups", isFolder: true, size: 0),
                StorageEntry(name: "groups.json", isFolder: false, size: 2),
            ])
        #expect(
            try fixture.storage.list(StoragePath("groups/0001")) == [
                StorageEntry(name: "group.json", isFolder: false, size: 8),
                StorageEntry(name: "segments", isFolder: true, size: 0),
                StorageEntry(name: "x", isFolder: false, size: 0),
            ])
    }

    @Test(arguments: StorageKind.allCases) func anEmptiedFolderStaysUntilItIsRemoved(kind: StorageKind) throws {
        let fixture = try kind.make(Self.initial)
        defer { withExtendedLifetime(fixture) {} }
        let storage = fixture.storage
        let group = StoragePath("groups/0001")
        #expect(storageError { try storage.removeFolder(group) }?.isSystem == true)
        try storage.remove(group.appending("x"))
        #expect(storageError { try storage.removeFolder(group) }?.isSystem == true)
        try storage.remove(group.appending("group.json"))
        #expect(try storage.list(group).isEmpty)
        #expect(try storage.list(StoragePath("groups")).map(\.name) == ["0001"])
        try storage.removeFolder(group)
        #expect(storageError { try storage.list(group) } == .missing(group))
        #expect(try storage.list(StoragePath("groups")).isEmpty)
        try storage.write("again", to: "groups/0001/group.json")
        #expect(try storage.list(group).map(\.name) == ["group.json"])
        #expect(try storage.text(of: "groups/0001/group.json") == "again")
    }

    @Test(arguments: StorageKind.allCases) func whatIsMissingIsSaidToBe(kind: StorageKind) throws {
        let fixture = try kind.make(Self.initial)
        defer { withExtendedLifetime(fixture) {} }
        let storage = fixture.storage
        for text in ["b", "groups/0002", "groups/0002/group.json", "groups/0001/segments/000001.jsonl"] {
            let path = StoragePath(text)
            #expect(storageError { try storage.map(path) } == .missing(path))
            #expect(storageError { try storage.remove(path) } == .missing(path))
            #expect(storageError { try storage.list(path) } == .missing(path))
            #expect(storageError { try storage.removeFolder(path) } == .missing(path))
            #expect(try storage.version(of: path) == nil)
        }
        try storage.remove(StoragePath("a"))
        #expect(storageError { try storage.remove(StoragePath("a")) } == .missing(StoragePath("a")))
        #expect(storageError { try storage.map(StoragePath("a")) } == .missing(StoragePath("a")))
    }

    @Test(arguments: StorageKind.allCases) func aFolderIsNoFileAndAFileNoFolder(kind: StorageKind) throws {
        let fixture = try kind.make(Self.initial)
        defer { withExtendedLifetime(fixture) {} }
        let storage = fixture.storage
        let folder = StoragePath("groups/0001")
        #expect(storageError { try storage.map(folder) } == .unexpectedKind(folder))
        #expect(storageError { try storage.version(of: folder) } == .unexpectedKind(folder))
        #expect(storageError { try storage.remove(folder) } == .unexpectedKind(folder))
        #expect(storageError { try storage.list(StoragePath("a")) } == .unexpectedKind(StoragePath("a")))
        #expect(try storage.list(folder).count == 2)
    }

    @Test(arguments: StorageKind.allCases) func theLockIsTakenOnceAndGivenBack(kind: StorageKind) throws {
        let fixture = try kind.make()
        defer { withExtendedLifetime(fixture) {} }
        let storage = fixture.storage
        var last = 5
        for _ in 0..<3 {
            let epoch = try storage.lock(.none, above: last)
            #expect(epoch > last)
            #expect(try storage.lock(.none, above: epoch) == epoch, "it is held already")
            storage.unlock()
            storage.unlock()
            last = epoch
        }
        #expect(try storage.lock(.none, above: 0) == last + 1, "it was given back")
    }

    @Test(arguments: StorageKind.allCases, 1...8 as ClosedRange<UInt64>)
    func aRandomHistoryGivesWhatADictionaryGives(kind: StorageKind, seed: UInt64) throws {
        var random = SplitMix(seed: seed)
        var history = StorageHistory(seed: seed)
        let fixture = try kind.make(history.files)
        for _ in 0..<60 { try history.step(fixture.storage, &random) }
        #expect(try history.read(fixture.storage) == history.files, "seed \(seed)")
        if kind == .folder {
            #expect(try history.read(FolderStorage(root: fixture.folder.path)) == history.files, "seed \(seed)")
        }
    }
}

extension StorageError {
    var isSystem: Bool {
        if case .system = self { return true }
        return false
    }
}
