import TestSupport
import Testing

@testable import Recipients

@Suite struct SignUpDateTests {
    private func read(_ text: String) -> SignUpDate? {
        var copy = text
        return copy.withUTF8 { SignUpDate(UnsafeRawBufferPointer($0), in: .utc) }
    }

    @Test(arguments: [
        ("2024-12-31", "2024-12-31T00:00:00Z"), ("2024-12-31T23:59", "2024-12-31T23:59:00Z"),
        ("2024-12-31 23:59:58", "2024-12-31T23:59:58Z"), ("2024-12-31T23:59:58.5+01:00", "2024-12-31T22:59:58.5Z"),
        ("31.12.2024 23:59", "2024-12-31T23:59:00Z"), ("31.12.2024", "2024-12-31T00:00:00Z"),
        ("31.12.2024, 23:59", "2024-12-31T23:59:00Z"), ("31.12.2024 23:59:58", "2024-12-31T23:59:58Z"),
        ("31-12-2024", "2024-12-31T00:00:00Z"), ("31-12-2024 8:05", "2024-12-31T08:05:00Z"),
        ("1.2.2024", "2024-02-01T00:00:00Z"), ("1-2-2024", "2024-02-01T00:00:00Z"),
        ("29.2.2024", "2024-02-29T00:00:00Z"), ("1735689599", "2024-12-31T23:59:59Z"),
        ("100000000", "1973-03-03T09:46:40Z"), ("99999999999", "5138-11-16T09:46:39Z"),
        (" 2024-12-31\t", "2024-12-31T00:00:00Z"), ("20241231T2359", "2024-12-31T23:59:00Z"),
        ("20241231T235958Z", "2024-12-31T23:59:58Z"), ("20241231t235958,5+0100", "2024-12-31T22:59:58.5Z"),
    ])
    func reads(text: String, instant: String) {
        #expect(read(text)?.instant?.description == instant)
    }

    @Test(arguments: [
        "", " ", "\t \r\n", "0", "0000000000", "0000-00-00", "0000-00-00 00:00:00", "0000-00-00T00:00:00Z",
        " 0000-00-00 ", "00:00:00",
    ])
    func never(text: String) {
        #expect(read(text) == .never)
        #expect(read(text)?.instant == nil)
    }

    @Test(arguments: [
        // A spreadsheet's serial number, a year, and what else does not name a second.
        "45292", "2024", "1", "7", "99999999", "20241231", "19700101", "20241332", "0000-00-01", "gestern", "31.12.24",
        "31.13.2024",
        "29.2.2023", "31.12.2024 24:00", "31.12.2024 23:59 Uhr", "31.12-2024",
        "31/12/2024", "12/31/2024", "2024-02-30", "-1", "1e9", "1735689599.5", "173568959900",
        "1735689599000", "20241231T", "20241231T23", "20241331T2359", "20241231T2460", "20241231 2359",
        "20241231T23:59", "31.12.2024,", "31.12.", "111.12.2024", "2024-12-31x", "null", "nein",
    ])
    func refuses(text: String) {
        #expect(read(text) == nil)
    }

    /// Days in ten bytes have a way of their own; with a time of day they are read as everything else is.
    @Test(arguments: [".", "-"]) func europeanDaysAreReadAlike(separator: String) {
        func twoDigits(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
        for year in ["0000", "0001", "0100", "0400", "1900", "2000", "2023", "2024", "9999"] {
            for (month, day) in (0...13).flatMap({ month in (0...32).map { (month, $0) } }) {
                let text = [twoDigits(day), twoDigits(month), year].joined(separator: separator)
                #expect(read(text) == read(text + " 00:00"), "\(text)")
            }
        }
        let text = Array("31\(separator)12\(separator)2024")
        for index in text.indices {
            for other in "/:x,\0é" {
                let damaged = String(text[..<index]) + [other] + text[(index + 1)...]
                #expect(read(damaged) == nil, "\(damaged)")
            }
        }
    }

    @Test(arguments: 1...10 as ClosedRange<UInt64>)
    func everyFormOfAnInstantIsTheSame(seed: UInt64) {
        var random = SplitMix(seed: seed)
        for _ in 0..<200 {
            let instant = Instant(unixSeconds: Int64.random(in: 100_000_000...99_999_999_999, using: &random))
            let time = instant.calendarTime
            let clock = instant.description.dropFirst(11).dropLast()
            for text in [
                instant.description, "\(time.day).\(time.month).\(time.year) \(clock)",
                "\(time.day)-\(time.month)-\(time.year)T\(clock)Z",
            ] {
                #expect(read(text) == .at(instant), "seed \(seed), \(text)")
            }
        }
    }
}
