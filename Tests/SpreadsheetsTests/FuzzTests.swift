import TestSupport
import Testing

@Suite struct FuzzTests {
    private static let fuzzing = ShortFuzzing(
        "workbooks",
        pieces: [
            "<c>", "<c t=\"s\">", "<v>1</v>", "</c>", "<row>", "</row>", "\0", "<is><t>", "<si>", "&#x",
            " r=\"B2\"", "<rPh>",
        ],
        FuzzTarget.problems)

    @Test(arguments: fuzzing.corpus.names) func seed(_ name: String) throws {
        #expect(try Self.fuzzing.problems(of: name) == [])
    }

    @Test(arguments: ShortFuzzing.seeds) func mutations(seed: UInt64) throws {
        #expect(try Self.fuzzing.firstProblem(from: seed) == nil)
    }
}
