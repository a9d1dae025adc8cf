import StoreTestSupport
import TestSupport
import Testing

@testable import Storage

/// Random changes of a storage, and what must be in it after them.
struct StorageHistory {
    private static let paths = ["a", "b", "f/a", "f/b", "f/g/a", "f/g/h/a", "k/a"]
    private(set) var files: [String: String] = [:]
    private let seed: UInt64

    /// Begins with some files.
    init(seed: UInt64) {
        self.seed = seed
        var random = SplitMix(seed: seed &+ 1000)
        for path in Self.paths where Bool.random(using: &random) { files[path] = "base of \(path)" }
    }

    mutating func step(_ storage: any Storage, _ random: inout SplitMix) throws {
        let name = Self.paths.randomElement(using: &random) ?? "a"
        let path = StoragePath(name)
        let text = String(repeating: "t", count: .random(in: 0...300, using: &random)) + "\(random.next())"
        let before = try storage.version(of: path)
        switch Int.random(in: 0..<6, using: &random) {
        case 0:
            try storage.append(Array(text.utf8), to: path)
            files[name, default: ""] += text
        case 1:
            try storage.replace(path, with: Array(text.utf8))
            files[name] = text
        case 2 where files[name] == nil:
            try storage.write(text, to: name)
            files[name] = text
        case 3 where files[name] == nil:
            let writer = try storage.create(path)
            try writer.write(text)
            writer.abandon()
            return
        case 4, 5:
            let isMissing = storageError { try storage.remove(path) } == .missing(path)
            #expect(isMissing == (files.removeValue(forKey: name) == nil), "seed \(seed)")
            if isMissing { return }
        default:
            return
        }
        #expect(try storage.version(of: path) != before, "seed \(seed)")
    }

    /// The files of a storage, found by listing.
    func read(_ storage: any Storage, below folder: StoragePath = StoragePath("")) throws -> [String: String] {
        var found: [String: String] = [:]
        for entry in try storage.list(folder) {
            let path = folder.appending(entry.name)
            if entry.isFolder {
                found.merge(try read(storage, below: path)) { $1 }
            } else {
                let text = try storage.text(of: path.text)
                #expect(entry.size == text.utf8.count, "seed \(seed)")
                found[path.text] = text
            }
        }
        return found
    }
}
