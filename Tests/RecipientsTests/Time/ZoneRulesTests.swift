import Foundation
import Testing

@testable import Recipients

/// What clocks show, in zones whose rules are as they were in the database of 2025.
struct ZoneRulesTests {
    /// Reads a zone of the machine's database.
    private func zone(_ name: String) throws -> ZoneRules {
        let bytes = try Data(contentsOf: URL(filePath: "/usr/share/zoneinfo/\(name)"))
        return try #require(ZoneRules(name: name, compiled: Array(bytes)))
    }

    private func instant(_ text: String) throws -> Instant { try #require(Instant(text)) }

    /// The second before a change of clocks and the one that it happens at.
    @Test(arguments: [
        ("Europe/Berlin", "2026-03-29T00:59:59Z", "2026-03-29T01:59:59+01:00", "2026-03-29T03:00:00+02:00"),
        ("Europe/Berlin", "2026-10-25T00:59:59Z", "2026-10-25T02:59:59+02:00", "2026-10-25T02:00:00+01:00"),
        ("Europe/Berlin", "1980-04-06T00:59:59Z", "1980-04-06T01:59:59+01:00", "1980-04-06T03:00:00+02:00"),
        ("Europe/Berlin", "2080-03-31T00:59:59Z", "2080-03-31T01:59:59+01:00", "2080-03-31T03:00:00+02:00"),
        ("Europe/Lisbon", "1996-03-31T00:59:59Z", "1996-03-31T01:59:59+01:00", "1996-03-31T02:00:00+01:00"),
        ("America/New_York", "2026-03-08T06:59:59Z", "2026-03-08T01:59:59-05:00", "2026-03-08T03:00:00-04:00"),
        ("America/Sao_Paulo", "2018-11-04T02:59:59Z", "2018-11-03T23:59:59-03:00", "2018-11-04T01:00:00-02:00"),
        ("America/Sao_Paulo", "2019-02-17T01:59:59Z", "2019-02-16T23:59:59-02:00", "2019-02-16T23:00:00-03:00"),
        ("Asia/Kathmandu", "1985-12-31T18:29:59Z", "1985-12-31T23:59:59+05:30", "1986-01-01T00:15:00+05:45"),
        ("Australia/Lord_Howe", "2026-10-03T15:29:59Z", "2026-10-04T01:59:59+10:30", "2026-10-04T02:30:00+11:00"),
        ("Australia/Sydney", "2100-04-03T15:59:59Z", "2100-04-04T02:59:59+11:00", "2100-04-04T02:00:00+10:00"),
        ("Pacific/Apia", "2011-12-30T09:59:59Z", "2011-12-29T23:59:59-10:00", "2011-12-31T00:00:00+14:00"),
        ("Europe/Dublin", "2030-03-31T00:59:59Z", "2030-03-31T00:59:59Z", "2030-03-31T02:00:00+01:00"),
        ("America/Nuuk", "2050-03-27T00:59:59Z", "2050-03-26T22:59:59-02:00", "2050-03-27T00:00:00-01:00"),
        ("Asia/Gaza", "2099-12-31T21:59:59Z", "2099-12-31T23:59:59+02:00", "2100-01-01T00:00:00+02:00"),
    ])
    func clocksChange(in name: String, after before: String, from: String, to: String) throws {
        let zone = try zone(name)
        let last = try instant(before)
        #expect(ZonedInstant(last, in: zone).description == from)
        let first = try #require(last.advanced(by: TimeSpan(seconds: 1)))
        #expect(ZonedInstant(first, in: zone).description == to)
    }

    /// What is skipped moves forward by what is skipped; what is repeated is the first of the two.
    @Test(arguments: [
        ("Europe/Berlin", "2026-03-29T01:59:59", "2026-03-29T00:59:59Z"),
        ("Europe/Berlin", "2026-03-29T02:00", "2026-03-29T01:00:00Z"),
        ("Europe/Berlin", "2026-03-29T02:30", "2026-03-29T01:30:00Z"),
        ("Europe/Berlin", "2026-03-29T03:00", "2026-03-29T01:00:00Z"),
        ("Europe/Berlin", "2026-10-25T01:59", "2026-10-24T23:59:00Z"),
        ("Europe/Berlin", "2026-10-25T02:00", "2026-10-25T00:00:00Z"),
        ("Europe/Berlin", "2026-10-25T02:59:59.5", "2026-10-25T00:59:59.5Z"),
        ("Europe/Berlin", "2026-10-25T03:00", "2026-10-25T02:00:00Z"),
        ("Europe/Berlin", "2026-10-25T02:30+01:00", "2026-10-25T01:30:00Z"),
        ("Europe/Berlin", "20.03.2026", "2026-03-19T23:00:00Z"),
        ("Europe/Berlin", "31.01.2026T10:00", "2026-01-31T09:00:00Z"),
        ("America/Sao_Paulo", "2018-11-04", "2018-11-04T03:00:00Z"),
        ("America/Sao_Paulo", "2019-02-16T23:30", "2019-02-17T01:30:00Z"),
        ("Pacific/Apia", "2011-12-30T12:00", "2011-12-30T22:00:00Z"),
        ("Australia/Lord_Howe", "2026-10-04T02:15", "2026-10-03T15:45:00Z"),
        ("UTC", "2026-03-29T02:30", "2026-03-29T02:30:00Z"),
    ])
    func timesOfDayAreRead(in name: String, text: String, meant: String) throws {
        let zone = name == "UTC" ? ZoneRules.utc : try zone(name)
        #expect(try #require(WrittenInstant(text)).instant(in: zone) == (try instant(meant)))
    }

    /// Calendar days, whatever the clocks do.
    @Test(arguments: [
        ("Europe/Berlin", "2026-03-29T21:59:59Z", 0 as Int64, "2026-03-28T23:00:00Z"),
        ("Europe/Berlin", "2026-03-29T22:00:00Z", 0, "2026-03-29T22:00:00Z"),
        ("Europe/Berlin", "2026-03-29T12:00:00Z", 1, "2026-03-29T22:00:00Z"),
        ("Europe/Berlin", "2026-10-25T12:00:00Z", 1, "2026-10-25T23:00:00Z"),
        ("Europe/Berlin", "2026-10-26T12:00:00Z", -1, "2026-10-24T22:00:00Z"),
        ("America/Sao_Paulo", "2018-11-04T12:00:00Z", 0, "2018-11-04T03:00:00Z"),
        ("America/Sao_Paulo", "2018-11-05T12:00:00Z", -1, "2018-11-04T03:00:00Z"),
    ])
    func daysBegin(in name: String, at text: String, plus days: Int64, start: String) throws {
        #expect(try zone(name).startOfDay(of: try instant(text), plus: days) == (try instant(start)))
    }

    /// The start of a day is written as the day, which means it again.
    @Test(arguments: ["Europe/Berlin", "America/Sao_Paulo", "Australia/Lord_Howe", "Asia/Kathmandu", "Pacific/Apia"])
    func whatIsWrittenMeansTheSame(in name: String) throws {
        let zone = try zone(name)
        var generator = SystemRandomNumberGenerator()
        for _ in 0..<2000 {
            let second = Int64.random(in: -3_000_000_000...8_000_000_000, using: &generator)
            let instant = Instant(unixSeconds: second)
            for text in [ZonedInstant(instant, in: zone).description, ZonedInstant(instant, in: zone).shortest] {
                #expect(WrittenInstant(text)?.instant(in: zone) == instant, "\(second)")
            }
            let start = try #require(zone.startOfDay(of: instant))
            let day = ZonedInstant(start, in: zone).shortest
            #expect(day.count == 10 && WrittenInstant(day)?.instant(in: zone) == start, "\(second)")
        }
    }

    @Test func anOffsetOfSecondsIsWrittenInUTC() throws {
        let early = try instant("1880-01-01T00:00:00Z")
        #expect(ZonedInstant(early, in: try zone("Europe/Berlin")).description == "1880-01-01T00:00:00Z")
    }

    @Test func theEndsOfTheCalendarHold() throws {
        let tokyo = try zone("Asia/Tokyo")
        #expect(WrittenInstant("0001-01-01")?.instant(in: tokyo) == nil)
        #expect(tokyo.startOfDay(of: .earliest) == nil)
        let zone = try zone("Pacific/Kiritimati")
        #expect(ZonedInstant(.latest, in: zone).description == "9999-12-31T23:59:59.999999Z")
        #expect(zone.startOfDay(of: .latest, plus: 1) == nil)
    }

    #if os(Linux)
        /// Every zone of the machine, against what the C library makes of the same files.
        @Test(.timeLimit(.minutes(20))) func everyZoneAgreesWithTheSystem() throws {
            let names = try FileManager.default.subpathsOfDirectory(atPath: "/usr/share/zoneinfo").filter {
                !$0.hasPrefix("posix/") && !$0.hasPrefix("right/") && $0.first?.isUppercase == true
            }
            let seconds = Array(stride(from: Int64(-2_000_000_000), to: 5_000_000_000, by: 10_000_019))
            var count = 0
            for name in names.sorted() {
                guard let zone = try? zone(name) else { continue }
                count += 1
                #expect(seconds.map { zone.offset(at: $0) } == (try systemOffsets(of: name, at: seconds)), "\(name)")
            }
            #expect(count > 300)
        }

        /// What `date` says that clocks are ahead of UTC, in seconds.
        private func systemOffsets(of name: String, at seconds: [Int64]) throws -> [Int64] {
            let input = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
            try seconds.map { "@\($0)\n" }.joined().write(to: input, atomically: true, encoding: .utf8)
            defer { try? FileManager.default.removeItem(at: input) }
            let (process, output) = (Process(), Pipe())
            process.executableURL = URL(filePath: "/usr/bin/env")
            process.arguments = ["TZ=\(name)", "date", "-f", input.path(), "+%::z"]
            process.standardOutput = output
            try process.run()
            let text = String(decoding: try output.fileHandleForReading.readToEnd() ?? Data(), as: UTF8.self)
            process.waitUntilExit()
            return text.split(separator: "\n").map { line in
                let parts = line.dropFirst().split(separator: ":").map { Int64($0) ?? .max }
                return (line.first == "-" ? -1 : 1) * (parts[0] * 3600 + parts[1] * 60 + parts[2])
            }
        }
    #endif

    /// Whatever is cut off or changed in a file, it is refused or read, never trusted beyond its end.
    @Test func damagedFilesDoNotTrap() throws {
        let bytes = Array(try Data(contentsOf: URL(filePath: "/usr/share/zoneinfo/Europe/Berlin")))
        for length in 0..<bytes.count { #expect(ZoneRules(name: "X", compiled: Array(bytes.prefix(length))) == nil) }
        for index in bytes.indices {
            var changed = bytes
            changed[index] ^= 0xFF
            let zone = ZoneRules(name: "X", compiled: changed)
            _ = zone?.startOfDay(of: Instant(unixSeconds: 1_700_000_000))
            _ = zone.map { ZonedInstant(Instant(unixSeconds: 1_700_000_000), in: $0).description }
        }
    }

    @Test(arguments: ["", "CET", "CET-1CEST,M3.5.0", "CET-1CEST,M13.5.0,M10.5.0", "C-T-1", "CET-1CEST,M3.5.0,M10.5.0x"])
    func refusesRules(text: String) {
        #expect(YearlyRule(text) == nil)
    }
}
