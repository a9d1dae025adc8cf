import TestSupport
import Testing

@Suite struct FuzzTests {
    private static let fuzzing = ShortFuzzing(
        "recognisers",
        pieces: [
            "@", ".", "xn--", "ä", "\u{200B}", " ", "-", "31.12.2024", "T23:59", "+01:00", "\"", "e\u{301}", "Ort",
        ],
        FuzzTarget.problems)

    @Test(arguments: fuzzing.corpus.names) func seed(_ name: String) throws {
        #expect(try Self.fuzzing.problems(of: name) == [])
    }

    @Test(arguments: ShortFuzzing.seeds) func mutations(seed: UInt64) throws {
        #expect(try Self.fuzzing.firstProblem(from: seed) == nil)
    }
}
