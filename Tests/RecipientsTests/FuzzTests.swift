import TestSupport
import Testing

/// A short, fixed run of what `Scripts/fuzz recognisers` does for as long as one likes.
@Suite struct FuzzTests {
    private static let corpus = Corpus("recognisers")
    private static let pieces: [String] = [
        "@", ".", "xn--", "ä", "\u{200B}", " ", "-", "31.12.2024", "T23:59", "+01:00", "\"", "e\u{301}", "Ort",
    ]

    @Test(arguments: corpus.names) func seed(_ name: String) throws {
        #expect(try FuzzTarget.problems(of: Self.corpus.bytes(name)) == [])
    }

    @Test(arguments: 1...20 as ClosedRange<UInt64>) func mutations(seed: UInt64) throws {
        try #require(!Self.corpus.names.isEmpty)
        let problem = try Self.corpus.firstProblem(ofMutations: seed, pieces: Self.pieces, FuzzTarget.problems)
        #expect(problem == nil)
    }
}
