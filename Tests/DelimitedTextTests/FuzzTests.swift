import TestSupport
import Testing

@Suite struct FuzzTests {
    private static let fuzzing = ShortFuzzing(
        "delimited-text",
        pieces: [
            ",", ";", "\t", "|", "\"", "\"\"", "\n", "\r\n", "\r", "sep=;", "\u{FEFF}", "ä", " ",
        ],
        FuzzTarget.problems)

    @Test(arguments: fuzzing.corpus.names) func seed(_ name: String) throws {
        #expect(try Self.fuzzing.problems(of: name) == [])
    }

    @Test(arguments: ShortFuzzing.seeds) func mutations(seed: UInt64) throws {
        #expect(try Self.fuzzing.firstProblem(from: seed) == nil)
    }
}
