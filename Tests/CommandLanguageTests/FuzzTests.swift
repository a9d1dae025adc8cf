import TestSupport
import Testing

/// A short, fixed run of what `Scripts/fuzz language` does for as long as one likes.
@Suite struct FuzzTests {
    private static let corpus = Corpus("language")

    @Test(arguments: corpus.names) func seed(_ name: String) throws {
        #expect(try FuzzTarget.problems(of: Self.corpus.bytes(name)) == [])
    }

    @Test(arguments: 1...20 as ClosedRange<UInt64>) func mutations(seed: UInt64) throws {
        let inputs = try Self.corpus.inputs()
        try #require(!inputs.isEmpty)
        var mutation = Mutation(seed: seed, corpus: inputs, pieces: TokenSoup.pieces.map { " \($0) " })
        for _ in 0..<100 {
            let bytes = mutation.next()
            let problems = FuzzTarget.problems(of: bytes)
            #expect(problems == [], "seed \(seed): \(String(decoding: bytes, as: UTF8.self).debugDescription)")
            if !problems.isEmpty { return }
        }
    }
}
