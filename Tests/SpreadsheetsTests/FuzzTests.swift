import TestSupport
import Testing

/// A short, fixed run of what `Scripts/fuzz workbooks` does for as long as one likes.
@Suite struct FuzzTests {
    private static let corpus = Corpus("workbooks")
    private static let pieces: [String] = [
        "<c>", "<c t=\"s\">", "<v>1</v>", "</c>", "<row>", "</row>", "\0", "<is><t>", "<si>", "&#x",
        " r=\"B2\"", "<rPh>",
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
