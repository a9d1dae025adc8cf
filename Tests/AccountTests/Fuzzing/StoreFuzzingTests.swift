import TestSupport
import Testing

/// A short, fixed run of what `Scripts/fuzz store-manifest` and its like do for as long as one likes.
@Suite struct StoreFuzzingTests {
    @Test(arguments: StoreFuzzing.File.allCases) func seeds(file: StoreFuzzing.File) throws {
        let corpus = Corpus("store-\(file.rawValue)")
        try #require(!corpus.names.isEmpty)
        for name in corpus.names {
            #expect(try StoreFuzzing.problems(of: corpus.bytes(name), in: file) == [], "\(name)")
        }
    }

    @Test(arguments: StoreFuzzing.File.allCases, 1...10 as ClosedRange<UInt64>)
    func mutations(file: StoreFuzzing.File, seed: UInt64) throws {
        var mutation = Mutation(
            seed: seed, corpus: try Corpus("store-\(file.rawValue)").inputs(),
            pieces: [
                "{", "}", "[", "]", ",", ":", "\"", "\\", "null", "true", "-1", "9223372036854775807", "1e400", "\n",
                "\"segments\":[1,1]", "\"format\":1", "2026-13-01T00:00:00Z", "\\ud800",
            ])
        for _ in 0..<30 {
            let bytes = mutation.next()
            let problems = StoreFuzzing.problems(of: bytes, in: file)
            #expect(problems == [], "seed \(seed): \(String(decoding: bytes, as: UTF8.self).debugDescription)")
            if !problems.isEmpty { return }
        }
    }
}
