import TestSupport
import Testing

@testable import Snapshots

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

@Suite struct StoreLayoutTests {
    @Test func pathsAreThoseOfTheDesign() {
        #expect(StoreLayout.manifest(ofGroup: 1).text == "groups/0001/group.json")
        #expect(StoreLayout.segment(7, ofGroup: 12_345).text == "groups/12345/segments/000007.jsonl")
        #expect(StoreLayout.activity(0, ofGroup: 1).text == "groups/0001/activity.jsonl")
        #expect(StoreLayout.activity(3, ofGroup: 1).text == "groups/0001/activity-000003.jsonl")
    }

    @Test(arguments: [0, 1, 42, 9999, 10_000, 999_999, 1_000_000]) func numbersAreReadBack(number: Int) {
        #expect(StoreLayout.groupNumber(ofFolder: StoreLayout.group(number).lastName) == number)
        #expect(StoreLayout.segmentNumber(ofFile: StoreLayout.segment(number, ofGroup: 1).lastName) == number)
        #expect(StoreLayout.activityNumber(ofFile: StoreLayout.activity(number, ofGroup: 1).lastName) == number)
    }

    @Test(arguments: ["", "1", "001", "00001", "-001", "+001", "000x", "0001.jsonl", "0001 ", "٠٠٠١"])
    func foreignNamesAreNoNumbers(name: String) {
        #expect(StoreLayout.groupNumber(ofFolder: name) == nil)
        #expect(StoreLayout.segmentNumber(ofFile: name + ".jsonl") == nil)
        #expect(StoreLayout.activityNumber(ofFile: "activity-\(name).jsonl") == nil)
    }
}

extension StoragePath {
    fileprivate var lastName: String { String(text.split(separator: "/").last ?? "") }
}
