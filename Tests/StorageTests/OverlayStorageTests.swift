import StoreTestSupport
import TestSupport
import Testing

@testable import Storage

@Suite struct OverlayStorageTests {
    @Test(arguments: [StorageKind.overlayOverMemory, .overlayOverFolder, .overlayOverOverlay], 1...8)
    func theBaseIsNeverWritten(kind: StorageKind, seed: UInt64) throws {
        var random = SplitMix(seed: seed)
        var history = StorageHistory(seed: seed)
        let fixture = try kind.make(history.files)
        let base = try #require(fixture.base)
        let before = try base.everything()
        try fixture.storage.lock()
        for _ in 0..<60 { try history.step(fixture.storage, &random) }
        for name in history.files.keys { try fixture.storage.remove(StoragePath(name)) }
        for folder in ["f/g/h", "f/g", "f", "k"] { try? fixture.storage.removeFolder(StoragePath(folder)) }
        #expect(try fixture.storage.list(StoragePath("")).isEmpty, "seed \(seed)")
        #expect(try base.everything() == before, "seed \(seed)")
    }

    @Test func twoOverlaysOfABaseDoNotSeeEachOther() throws {
        let base = MemoryStorage()
        try base.write("base", to: "f")
        let (first, second) = (OverlayStorage(over: base), OverlayStorage(over: base))
        try first.append(Array(" first".utf8), to: StoragePath("f"))
        try second.remove(StoragePath("f"))
        #expect(try first.text(of: "f") == "base first")
        #expect(storageError { try second.map(StoragePath("f")) } == .missing(StoragePath("f")))
        #expect(try base.text(of: "f") == "base")
    }
}
