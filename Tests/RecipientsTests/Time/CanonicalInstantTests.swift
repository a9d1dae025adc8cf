import TestSupport
import Testing

@testable import Recipients

@Suite struct CanonicalInstantTests {
    private func isCanonical(_ text: String) -> Bool {
        Array(text.utf8).withUnsafeBytes { Instant.isCanonical($0) }
    }

    @Test func everyDayButTheLeapDay() throws {
        var instant = try #require(Instant("2024-01-01T23:59:59Z"))
        for _ in 0..<(4 * 366) {
            #expect(isCanonical(instant.description) == !instant.description.contains("-02-29T"))
            instant = try #require(instant.advanced(by: TimeSpan(microseconds: Instant.microsecondsPerDay)))
        }
    }

    /// What is canonical is written as it was read.
    @Test(arguments: 1...10 as ClosedRange<UInt64>) func standsAsItIsWritten(seed: UInt64) {
        var random = SplitMix(seed: seed)
        for _ in 0..<5_000 {
            var text = Array("\(Instant(unixSeconds: .random(in: -62_135_596_800...253_402_300_799, using: &random)))")
            for _ in 0..<Int.random(in: 0...2, using: &random) {
                text[Int.random(in: 0..<text.count, using: &random)] =
                    "0123456789:-TZ+é/".randomElement(using: &random) ?? "0"
            }
            let isRight = Instant(String(text))?.description == String(text)
            let isLeapDay = String(text).contains("-02-29T")
            #expect(isCanonical(String(text)) == (isRight && !isLeapDay), "seed \(seed): \(String(text))")
            // Read in the short way, it is what it is in the long one.
            let short = Array(String(text).utf8).withUnsafeBytes { Instant(canonical: $0) }
            #expect(short == (isRight && !isLeapDay ? Instant(String(text)) : nil), "seed \(seed): \(String(text))")
        }
    }

    @Test(arguments: [
        "", "2024-01-01", "2024-01-01T00:00:00", "2024-01-01T00:00:00+00:00", "2024-01-01T00:00:00.5Z",
        "0000-01-01T00:00:00Z", "2024-13-01T00:00:00Z", "2024-04-31T00:00:00Z", "2024-02-30T00:00:00Z",
        "2024-01-01T24:00:00Z", "2024-01-01T00:60:00Z", "2024-01-01t00:00:00Z", "2024-01-01T00:00:00z",
    ]) func anythingElseIsNot(text: String) {
        #expect(!isCanonical(text))
    }
}
