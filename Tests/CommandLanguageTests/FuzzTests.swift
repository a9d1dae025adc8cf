import Foundation
import Testing

@testable import CommandLanguage

/// A short, fixed run of what `Scripts/fuzz` does for as long as one likes.
@Suite struct FuzzTests {
    private static let folder = Samples.root.appending(path: "Tests/Corpus")

    /// The seeds, and the texts with which something was found once, each under the name of what it was.
    static let files: [String] = {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
        return names.filter { $0.hasSuffix(".cbs") }.sorted()
    }()

    private static func bytes(_ file: String) throws -> [UInt8] {
        Array(try Data(contentsOf: folder.appending(path: file)))
    }

    @Test(arguments: files)
    func seed(_ file: String) throws {
        #expect(try FuzzTarget.problems(of: Self.bytes(file)) == [])
    }

    @Test(arguments: 0..<20)
    func mutations(_ seed: Int) throws {
        let corpus = try Self.files.map { try Self.bytes($0) }
        try #require(!corpus.isEmpty)
        var mutation = Mutation(seed, corpus: corpus)
        for _ in 0..<100 {
            let bytes = mutation.next()
            let problems = FuzzTarget.problems(of: bytes)
            #expect(problems == [], "seed \(seed): \(String(decoding: bytes, as: UTF8.self).debugDescription)")
            if !problems.isEmpty { return }
        }
    }
}
