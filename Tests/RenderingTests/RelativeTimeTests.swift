import Recipients
import Testing

@testable import Rendering

struct RelativeTimeTests {
    private static let day: Int64 = 86_400
    private static let distances: [(seconds: Int64, text: String)] = [
        (0, "now"), (59, "now"), (-59, "now"), (60, "in 1 minute"), (-119, "1 minute ago"), (3600, "in 1 hour"),
        (86_399, "in 23 hours"), (day, "in 1 day"), (259_200, "in 3 days"), (-259_205, "3 days ago"),
        (5_097_600, "in 59 days"), (5_270_400, "in 2 months"), (63_158_400, "in 2 years"),
    ]

    @Test func distances() {
        let now = Instant(unixSeconds: 1_767_225_600)
        for (seconds, text) in Self.distances {
            #expect(RelativeTime.text(Instant(unixSeconds: 1_767_225_600 + seconds), now: now) == text)
        }
    }
}
