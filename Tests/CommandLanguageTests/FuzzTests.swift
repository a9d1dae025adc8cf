import TestSupport
import Testing

@Suite struct FuzzTests {
    private static let fuzzing = ShortFuzzing(
        "language",
        pieces: TokenSoup.pieces.map { " \($0) " },
        FuzzTarget.problems)

    @Test(arguments: fuzzing.corpus.names) func seed(_ name: String) throws {
        #expect(try Self.fuzzing.problems(of: name) == [])
    }

    @Test(arguments: ShortFuzzing.seeds) func mutations(seed: UInt64) throws {
        #expect(try Self.fuzzing.firstProblem(from: seed) == nil)
    }
}
