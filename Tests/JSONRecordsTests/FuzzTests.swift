import TestSupport
import Testing

@Suite struct FuzzTests {
    private static let fuzzing = ShortFuzzing(
        "json",
        pieces: [
            "{", "}", "[", "]", ",", ":", "\"", "\\", "\"email\":", "\"attributes\":{", "null", "1e5", "\n",
            "\\u00e4",
        ],
        FuzzTarget.problems)

    @Test(arguments: fuzzing.corpus.names) func seed(_ name: String) throws {
        #expect(try Self.fuzzing.problems(of: name) == [])
    }

    @Test(arguments: ShortFuzzing.seeds) func mutations(seed: UInt64) throws {
        #expect(try Self.fuzzing.firstProblem(from: seed) == nil)
    }
}
