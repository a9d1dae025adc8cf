import Recipients
import Testing

@Suite struct TimeSpanTests {
    @Test(arguments: [
        ("90s", 90), ("45m", 2700), ("12h", 43_200), ("31d", 2_678_400), ("2w", 1_209_600), ("0s", 0), ("1D", 86_400),
        ("400000000000s", 400_000_000_000),
    ])
    func readsOneWord(text: String, seconds: Int64) {
        #expect(TimeSpan(text) == TimeSpan(seconds: seconds))
    }

    @Test(arguments: [
        "", "d", "5", "5x", "5 d", "-5d", "+5d", "5dd", "1.5h", "5days", "9223372036854775807w", "400000000001s",
        "99999999999999999999s", "٣d", "1M",
    ])
    func refuses(text: String) {
        #expect(TimeSpan(text) == nil)
    }

    @Test(arguments: [
        ("second", TimeSpan.Unit.second), ("Seconds", .second), ("s", .second), ("minutes", .minute), ("m", .minute),
        ("HOUR", .hour), ("h", .hour), ("days", .day), ("d", .day), ("week", .week), ("weeks", .week), ("w", .week),
    ])
    func readsUnits(word: String, unit: TimeSpan.Unit) {
        #expect(TimeSpan.Unit(word) == unit)
    }

    @Test(arguments: ["", "da", "dayss", "month", "y", "ms", "M"]) func refusesUnits(word: String) {
        #expect(TimeSpan.Unit(word) == nil)
    }

    @Test(arguments: [
        (30 * 86_400, "30 days"), (86_400, "1 day"), (3600, "1 hour"), (90, "90 seconds"), (120, "2 minutes"),
        (1, "1 second"), (90_000, "25 hours"), (1_209_600, "14 days"), (-86_400, "-1 day"),
    ])
    func isDescribedInTheLargestUnitWithoutRest(seconds: Int64, text: String) {
        #expect(TimeSpan(seconds: seconds).description == text)
    }

    @Test(arguments: [
        (1_500_000, "1.5 seconds"), (500_000, "0.5 seconds"), (-500_000, "-0.5 seconds"),
        (86_400_000_001, "86400.000001 seconds"), (-61_250_000, "-61.25 seconds"),
    ])
    func aFractionIsDescribedInSeconds(microseconds: Int64, text: String) {
        #expect(TimeSpan(microseconds: microseconds).description == text)
    }

    @Test(arguments: ["90s", "9999999d", "99999999999999999999w"]) func isWrittenWhateverItsLength(text: String) {
        #expect(TimeSpan.isWritten(text))
    }

    @Test(arguments: ["", "d", "5", "-5d", "1.5h", "5days", "٣d"]) func isNotWritten(text: String) {
        #expect(!TimeSpan.isWritten(text))
    }

    /// Used to trap: the magnitude of the smallest number is no `Int64`.
    @Test(arguments: TimeSpan.Unit.allCases) func hugeSpansAreRefused(unit: TimeSpan.Unit) {
        #expect(TimeSpan(.min, unit) == nil)
        #expect(TimeSpan(.max, unit) == nil)
        #expect(TimeSpan(-3, unit) == TimeSpan(seconds: -3 * unit.seconds))
    }
}
