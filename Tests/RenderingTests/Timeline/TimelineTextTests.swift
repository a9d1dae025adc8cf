import Account
import CommandLanguage
import Interpreter
import Recipients
import Rendering
import Testing

/// The timeline in windows of 40, 80 and 200 columns, and in none.
struct TimelineTextTests {
    private static let account = TimelineSamples.timeline([
        TimelineSamples.group("Empty", []),
        TimelineSamples.group(
            "Kunden 顧客\u{202E} der alten Welt", isDeleted: true,
            [TimelineSamples.backup(5, .deleteGroup, "2026-01-14T10:00", "2026-02-13T10:00")]),
        TimelineSamples.group(
            "Newsletter",
            [
                TimelineSamples.backup(1, .import, "2026-01-01T13:00", "2026-01-31T13:00"),
                TimelineSamples.backup(2, .import, "2026-01-04", "2026-02-03"),
                TimelineSamples.backup(3, .import, "2026-01-04", "2026-02-03"),
                TimelineSamples.backup(4, .restore, "2026-01-09", "2026-02-08"),
                TimelineSamples.backup(6, .restore, "2026-01-20", "2026-02-19"),
                TimelineSamples.backup(7, .import, "2026-01-20", "2026-02-19"),
                TimelineSamples.backup(8, .import, "2026-01-31T12:00", "2026-03-02T12:00"),
            ]),
    ])

    private func drawn(_ timeline: TimelineInfo, width: Int?, colour: Bool = false) -> String {
        output(.table, width: width, colour: colour) { $0.show(CommandResult(Record([:]), .timeline(timeline))) }
    }

    @Test func columns80() {
        #expect(
            drawn(Self.account, width: 80) == """
                group                       01-01  01-08  01-15       today  expires next
                Empty                       ······························|  no backups
                Kunden …ten Welt (deleted)  ·············d················|  #5 in 12 days
                Newsletter                  i··I····r··········*··········i  #1 in 1 hour
                i import  r restore  d deletion  u undo  CAPITAL several  * of different kinds
                now 2026-01-31T12:00:00Z

                """)
        #expect(drawn(Self.account, width: nil) == drawn(Self.account, width: 80))
    }

    @Test func columns40() {
        #expect(
            drawn(Self.account, width: 40) == """
                group       01-01   today  expires next
                Empty       ············|  no backups
                Kunde…Welt  ·····d······|  #5 in 12 days
                Newsletter  iI·r···*····i  #1 in 1 hour
                i import  r restore  d deletion  u undo
                CAPITAL several  * of different kinds
                now 2026-01-31T12:00:00Z

                """)
        #expect(drawn(Self.account, width: 10) == drawn(Self.account, width: 40))
    }

    @Test func columns200() {
        #expect(
            drawn(Self.account, width: 200) == """
                group                                          01-01          01-06          01-11          01-16          01-21          01-26      today   expires next
                Empty                                          ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  |   no backups
                Kunden 顧客\\u{202E} der alten Welt (deleted)   ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  d  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  |   backup 5 in 12 days, at 2026-02-13T10:00:00Z
                Newsletter                                     i  ·  ·  I  ·  ·  ·  ·  r  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  *  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  i   backup 1 in 1 hour, at 2026-01-31T13:00:00Z
                i import  r restore  d deletion  u undo  CAPITAL several  * of different kinds  now 2026-01-31T12:00:00Z

                """)
        #expect(drawn(Self.account, width: 1000) == drawn(Self.account, width: 200))
    }

    /// A retention of hours or of a few days leaves little room for the axis.
    @Test(arguments: [
        ("2026-01-31", "group  today  expires next"), ("2026-01-30", "group   today    expires next"),
        ("2026-01-29", "group       today    expires next"), ("2026-01-28", "group   01-28   today    expires next"),
    ])
    func aShortWindowHasWholeLabels(from: String, header: String) {
        let timeline = TimelineSamples.timeline([TimelineSamples.group("News", [])], from: from)
        #expect(drawn(timeline, width: 80).split(separator: "\n").first.map(String.init) == header)
    }

    @Test func namesStayDistinctAndSwitchedOffGroupsSaySo() {
        let timeline = TimelineSamples.timeline([
            TimelineSamples.group("Newsletter Deutschland 2025", []),
            TimelineSamples.group("Newsletter Deutschland 2026", isOff: true, []),
            TimelineSamples.group(
                "Newsletter Österreich", isOff: true,
                [TimelineSamples.backup(2, .import, "2026-01-04", "2026-02-03")]),
        ])
        let lines = drawn(timeline, width: 60).split(separator: "\n")
        #expect(lines[1].hasPrefix("Newslet…nd 2025 ") && lines[1].hasSuffix("  no backups"))
        #expect(lines[2].hasPrefix("Newslet…nd 2026 ") && lines[2].hasSuffix("  no backups, off"))
        #expect(lines[3].hasSuffix("  #2 in 2 days, off"))
    }

    @Test(arguments: [40, 41, 57, 80, 99, 120, 121, 200])
    func noLineIsWiderThanTheWindow(width: Int) {
        for line in drawn(Self.account, width: width).split(separator: "\n") {
            #expect(TextWidth.of(line) <= width)
        }
    }

    @Test func kindsHaveColours() {
        let text = drawn(Self.account, width: 80, colour: true)
        for part in ["\u{1B}[32mi\u{1B}[0m", "\u{1B}[33mr\u{1B}[0m", "\u{1B}[31md\u{1B}[0m", "\u{1B}[1m*\u{1B}[0m"] {
            #expect(text.contains(part))
        }
    }

    @Test func noGroups() {
        #expect(drawn(TimelineSamples.timeline([]), width: 80) == "(no groups)\n")
    }
}
