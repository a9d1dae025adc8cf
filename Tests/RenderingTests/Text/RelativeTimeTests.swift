import Foundation
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

    /// In quotes and in a form of the user's, an instant is what somebody typed.
    @Test(arguments: [
        ("backup 1 expired at 2026-01-27T00:30:00+01:00", "backup 1 expired yesterday 00:30"),
        ("it was made at 2026-01-28T08:00:00.5+01:00, before an import", "it was made today 08:00, before an import"),
        ("kept until 2026-01-29T09:00:00+01:00: correct it", "kept until tomorrow 09:00: correct it"),
        ("(2026-01-28T09:00:00+01:00)", "(today 09:00)"),
        ("expired at 2026-01-26T00:30:00+01:00", "expired at 2026-01-26T00:30:00+01:00"),
        ("as of 2026-01-28T08:00:00Z", "as of 2026-01-28T08:00:00Z"),
        ("\"a 2026-01-28T08:00:00+01:00 b\" is not", "\"a 2026-01-28T08:00:00+01:00 b\" is not"),
        ("\"2026-01-28T08:00:00+01:00\"", "\"2026-01-28T08:00:00+01:00\""), ("at  2", "at  2"), ("", ""),
    ])
    func messagesTellNearTimesInWords(message: String, told: String) throws {
        let bytes = try Data(contentsOf: URL(filePath: "/usr/share/zoneinfo/Europe/Berlin"))
        let zone = try #require(ZoneRules(name: "Europe/Berlin", compiled: Array(bytes)))
        let now = try #require(Instant("2026-01-28T12:00:00Z"))
        #expect(MessageTimes.told(message, at: AccountTime(now: now, zone: zone)) == told)
    }
}
