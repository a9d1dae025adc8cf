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
            #expect(RelativeTime.distance(Instant(unixSeconds: 1_767_225_600 + seconds), now: now) == text)
        }
    }

    @Test(arguments: [
        ("2026-01-26T23:59:59Z", "2026-01-26T23:59:59Z (1 day ago)"), ("2026-01-27T00:00:00Z", "yesterday 00:00"),
        ("2026-01-28T09:59:30Z", "today 09:59"), ("2026-01-28T23:00:00Z", "today 23:00"),
        ("2026-01-29T15:04:05Z", "tomorrow 15:04"), ("2026-01-30T00:00:00Z", "2026-01-30T00:00:00Z (in 1 day)"),
    ])
    func theDaysAroundThePresentAreTold(in text: String, told: String) throws {
        let display = TimeDisplay(now: Instant("2026-01-28T10:00:00Z") ?? .earliest)
        #expect(display.text(try #require(Instant(text)), column: "created") == told)
    }
}
