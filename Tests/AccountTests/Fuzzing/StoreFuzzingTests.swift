import TestSupport
import Testing

@Suite struct StoreFuzzingTests {
    private static func fuzzing(_ file: StoreFuzzing.File) -> ShortFuzzing {
        ShortFuzzing(
            "store-\(file.rawValue)",
            pieces: [
                "{", "}", "[", "]", ",", ":", "\"", "\\", "null", "true", "-1", "9223372036854775807", "1e400", "\n",
                "\"segments\":[1,1]", "\"format\":1", "2026-13-01T00:00:00Z", "\\ud800",
            ],
            { StoreFuzzing.problems(of: $0, in: file) })
    }

    @Test(arguments: StoreFuzzing.File.allCases) func seeds(file: StoreFuzzing.File) throws {
        let fuzzing = Self.fuzzing(file)
        for name in fuzzing.corpus.names { #expect(try fuzzing.problems(of: name) == [], "\(name)") }
    }

    /// Fewer than of others: each input is opened, read, changed, checked and salvaged.
    @Test(arguments: StoreFuzzing.File.allCases, [1, 2, 3] as [UInt64])
    func mutations(file: StoreFuzzing.File, seed: UInt64) throws {
        #expect(try Self.fuzzing(file).firstProblem(from: seed) == nil)
    }
}
