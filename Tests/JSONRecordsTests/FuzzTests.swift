import TestSupport
import Testing

/// A short, fixed run of what `Scripts/fuzz json` does for as long as one likes.
@Suite struct FuzzTests {
    private static let corpus = Corpus("json")
    private static let pieces: [String] = [
        "{", "}", "[", "]", ",", ":", "\"", "\\", "\"email\":", "\"attributes\":{", "null", "1e5", "\n",
        "\\u00e4",
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
