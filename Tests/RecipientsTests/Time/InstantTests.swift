import TestSupport
import Testing

@testable import Recipients

@Suite struct InstantTests {
    @Test(arguments: 1...20 as ClosedRange<UInt64>)
    func whatIsWrittenIsReadBack(seed: UInt64) {
        var random = SplitMix(seed: seed)
        for _ in 0..<500 {
            let drawn = Int64.random(in: Instant.earliest.microseconds...Instant.latest.microseconds, using: &random)
            // Fractions of every length, none included.
            let unit: Int64 = [1, 10, 100, 1000, 10_000, 100_000, 1_000_000].randomElement(using: &random) ?? 1
            let instant = Instant(microseconds: max(drawn / unit * unit, Instant.earliest.microseconds))
            let text = instant.description
            #expect(Instant(text) == instant, "seed \(seed), \(text)")
            #expect(text.utf8.count <= Instant.maximumTextLength)
        }
    }

    @Test func extremesAreWrittenAndRead() {
        #expect(Instant.earliest.description == "0001-01-01T00:00:00Z")
        #expect(Instant.latest.description == "9999-12-31T23:59:59.999999Z")
        #expect(Instant("0001-01-01T00:00:00Z") == .earliest)
        #expect(Instant("9999-12-31T23:59:59.999999Z") == .latest)
    }

    /// A calendar counted day by day, without any formula.
    @Test(arguments: [(1, 410), (1890, 2110), (9990, 9999)])
    func daysFollowOneAnother(from first: Int64, to last: Int64) {
        let lengths: [Int64] = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
        var expected = Instant(CalendarTime(year: first, month: 1, day: 1)).microseconds
        for year in first...last {
            let isLeap = year % 400 == 0 || (year % 4 == 0 && year % 100 != 0)
            for month in 1...12 as ClosedRange<Int64> {
                for day in 1...lengths[Int(month) - 1] + (month == 2 && isLeap ? 1 : 0) {
                    let instant = Instant(CalendarTime(year: year, month: month, day: day))
                    let time = instant.calendarTime
                    guard instant.microseconds == expected, time.year == year, time.month == month, time.day == day
                    else {
                        Issue.record("\(year)-\(month)-\(day) is \(instant)")
                        return
                    }
                    expected += Instant.microsecondsPerDay
                }
            }
        }
    }

    @Test(arguments: [
        ("1970-01-01", 0), ("2000-03-01", 951_868_800), ("2024-02-29", 1_709_164_800), ("1969-12-31", -86_400),
        ("2026-01-31T10:00", 1_769_853_600), ("2038-01-19T03:14:08Z", 2_147_483_648),
        ("2026-01-31T10:00:00+01:00", 1_769_850_000), ("2026-01-31T10:00:00-0530", 1_769_873_400),
        ("2026-01-31T10:00+02", 1_769_846_400), ("2026-01-31t10:00:00z", 1_769_853_600),
        ("2026-01-01T00:30:00+01:00", 1_767_223_800), ("2000-02-29", 951_782_400),
    ])
    func readsEveryForm(text: String, seconds: Int64) {
        #expect(Instant(text) == Instant(unixSeconds: seconds))
    }

    @Test func fractionsAreCutAtMicroseconds() {
        #expect(Instant("1970-01-01T00:00:00.5Z")?.microseconds == 500_000)
        #expect(Instant("1970-01-01T00:00:00,25Z")?.microseconds == 250_000)
        #expect(Instant("1970-01-01T00:00:00.1234567899Z")?.microseconds == 123_456)
        #expect(Instant("1970-01-01T00:00:00.\(String(repeating: "9", count: 400))Z")?.microseconds == 999_999)
        #expect(Instant(microseconds: 1_500_000).description == "1970-01-01T00:00:01.5Z")
        #expect(Instant(microseconds: -1).description == "1969-12-31T23:59:59.999999Z")
    }

    @Test(arguments: [
        "", "2026", "2026-01", "2026-1-31", "26-01-31", "2026-02-30", "2025-02-29", "1900-02-29", "2026-04-31",
        "2026-00-01", "2026-13-01", "2026-01-00", "2026-01-32", "0000-01-01", "10000-01-01", "2026-01-31T",
        "2026-01-31T10", "2026-01-31T24:00", "2026-01-31T23:60", "2026-01-31T23:59:60", "2026-01-31T10:00:00.",
        "2026-01-31T10:00:00.Z", "2026-01-31Z", "2026-01-31T10:00ZZ", "2026-01-31T10:00Z ", "2026-01-31 ",
        " 2026-01-31", "2026-01-31x", "2026-01-31T10:00:00+24:00", "2026-01-31T10:00:00+01:60",
        "2026-01-31T10:00:00+1", "2026-01-31T10:00:00+01:", "2026-01-31T10:0", "2026-01-31T10:00:0", "+026-01-31",
        "2026_01_31", "２０２６-01-31", "0001-01-01T00:00:00+00:01", "9999-12-31T23:59:59-00:01", "2026-01-31\u{0}",
    ])
    func refuses(text: String) {
        #expect(Instant(text) == nil)
    }

    @Test func advancesWithinTheCalendarOnly() throws {
        let instant = try #require(Instant("2026-01-31T10:00:00Z"))
        #expect(instant.advanced(by: TimeSpan(seconds: 86_400)) == Instant("2026-02-01T10:00:00Z"))
        #expect(Instant.latest.advanced(by: TimeSpan(microseconds: 1)) == nil)
        #expect(Instant.earliest.advanced(by: TimeSpan(microseconds: -1)) == nil)
        #expect(instant.advanced(by: TimeSpan(microseconds: .max)) == nil)
        #expect(Instant.latest.since(.earliest) == TimeSpan(microseconds: 315_537_897_600_000_000 - 1))
        #expect(Instant("1969-12-31T23:00:00Z")?.startOfDay == Instant("1969-12-31"))
    }
}
