import Account
import Foundation
import Recipients
import Rendering
import Testing

struct TimelinePictureTests {
    @Test func aWholePicture() throws {
        let name = "A & <B>"
        let backup = TimelineSamples.backup(2, .import, "2026-01-03", "2026-02-02", of: name, recipients: 0)
        let svg = TimelinePicture(
            TimelineSamples.timeline(
                [TimelineSamples.group(name, [backup])], from: "2025-12-04", to: "2026-01-04",
                now: "2026-01-03")
        ).svg
        #expect(
            svg.replacing(try Regex("(?s)<style>.*</style>"), with: "<style/>") == """
                <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1168 172" width="1168" height="172" role="img" aria-labelledby="title">
                <title id="title">Backups until 2026-01-03T00:00:00Z</title>
                <style/>
                <rect class="page" width="1168" height="172"/>
                <text class="heading" x="24" y="34">Backups until 2026-01-03 00:00 UTC</text>
                <text class="dim" x="24" y="54">kept for 30 days</text>
                <line class="grid" x1="256" y1="78" x2="256" y2="116"/>
                <text class="dim middle" x="256" y="72">2025-12-04</text>
                <line class="grid" x1="350" y1="78" x2="350" y2="116"/>
                <text class="dim middle" x="350" y="72">2025-12-09</text>
                <line class="grid" x1="443" y1="78" x2="443" y2="116"/>
                <text class="dim middle" x="443" y="72">2025-12-14</text>
                <line class="grid" x1="537" y1="78" x2="537" y2="116"/>
                <text class="dim middle" x="537" y="72">2025-12-19</text>
                <line class="grid" x1="630" y1="78" x2="630" y2="116"/>
                <text class="dim middle" x="630" y="72">2025-12-24</text>
                <line class="grid" x1="724" y1="78" x2="724" y2="116"/>
                <text class="dim middle" x="724" y="72">2025-12-29</text>
                <line class="grid" x1="817" y1="78" x2="817" y2="116"/>
                <line class="now" x1="817" y1="78" x2="817" y2="116"/>
                <text class="today middle" x="817" y="72">today</text>
                <g>
                <title>A &amp; &lt;B&gt;</title>
                <text class="name" x="24" y="105">A &amp; &lt;B&gt;</text>
                <line class="track" x1="256" y1="100" x2="836" y2="100"/>
                </g>
                <g class="import"><title>backup 2 of "A &amp; &lt;B&gt;": before an import at 2026-01-03T00:00:00Z, 0 recipients, expires at 2026-02-02T00:00:00Z</title><circle cx="817" cy="100" r="6"/></g>
                <text class="dim" x="856" y="105">backup 2 expires 2026-02-02</text>
                <g class="import"><circle cx="264" cy="148" r="6"/></g>
                <text class="dim" x="280" y="153">before an import</text>
                <g class="restore"><path d="M414 140l8 8l-8 8l-8 -8z"/></g>
                <text class="dim" x="430" y="153">before a restore</text>
                <g class="deletion"><rect x="558" y="142" width="12" height="12"/></g>
                <text class="dim" x="580" y="153">before a deletion</text>
                <g class="undo"><path d="M719 141v14l-12 -7z"/></g>
                <text class="dim" x="730" y="153">before an undo</text>
                </svg>

                """)
    }

    @Test func everyKindHasAShape() {
        let backups = [
            TimelineSamples.backup(1, .import, "2026-01-02", "2026-02-01"),
            TimelineSamples.backup(2, .restore, "2026-01-03", "2026-02-02"),
            TimelineSamples.backup(3, .deleteGroup, "2026-01-04", "2026-02-03"),
            TimelineSamples.backup(4, .undo, "2026-01-05", "2026-02-04"),
        ]
        let svg = TimelinePicture(
            TimelineSamples.timeline([TimelineSamples.group("N", isDeleted: true, backups)])
        ).svg
        #expect(svg.contains("@media (prefers-color-scheme: dark)"))
        #expect(svg.contains(">N (deleted)</text>"))
        // One is in the legend.
        for shape in ["<circle", "l8 8l-8 8l", "<rect x", "v14l-12"] { #expect(svg.ranges(of: shape).count == 2) }
    }

    @Test func namesAreCutInTheMiddleAndStayDistinct() {
        let names = [
            "Newsletter Deutschland 2025", "Newsletter Deutschland 2026", "Aktion Sommer, Bonn Nord, 2026",
            "Aktion Sommer, Köln Nord, 2026",
        ]
        let svg = TimelinePicture(TimelineSamples.timeline(names.map { TimelineSamples.group($0, []) })).svg
        for name in [
            "Newsletter D…chland 2025", "Newsletter D…chland 2026", "Aktion Som…ord, 2026 (1)",
            "Aktion Som…ord, 2026 (2)",
        ] { #expect(svg.contains("x=\"24\" y=") && svg.contains(">\(name)</text>"), "\(name)") }
    }

    @Test func daysAreThoseOfTheAccountsZone() throws {
        let bytes = try Data(contentsOf: URL(filePath: "/usr/share/zoneinfo/Europe/Berlin"))
        let zone = try #require(ZoneRules(name: "Europe/Berlin", compiled: Array(bytes)))
        let backup = TimelineSamples.backup(1, .import, "2026-01-02T23:30:00Z", "2026-02-01T23:30:00Z")
        let svg = TimelinePicture(
            TimelineSamples.timeline(
                [TimelineSamples.group("N", [backup])], from: "2025-12-31T23:00:00Z", to: "2026-01-31T23:00:00Z",
                now: "2026-01-30T23:15:00Z", zone: zone)
        ).svg
        for text in [
            ">Backups until 2026-01-31 00:15 Europe/Berlin</text>", ">2026-01-01</text>",
            ">backup 1 expires 2026-02-02<",
            "before an import at 2026-01-03T00:30:00+01:00",
        ] { #expect(svg.contains(text), "\(text)") }
    }

    @Test func switchedOffGroupsSaySo() {
        let backup = TimelineSamples.backup(1, .import, "2026-01-02", "2026-02-01")
        let svg = TimelinePicture(
            TimelineSamples.timeline([
                TimelineSamples.group("A", isOff: true, []), TimelineSamples.group("B", isOff: true, [backup]),
                TimelineSamples.group("C", []),
            ])
        ).svg
        let off = "<tspan class=\"off\" dx=\"8\">off</tspan></text>"
        #expect(svg.contains(">no backups\(off)") && svg.contains(">backup 1 expires 2026-02-01\(off)"))
        #expect(svg.contains(">no backups</text>"))
    }

    /// Texts of 13 pixels: 8 for each character is more than most letters take.
    @Test func nothingTouchesTheEdge() throws {
        let backup = TimelineSamples.backup(123_456, .import, "2026-01-02", "2026-02-01")
        let svg = TimelinePicture(
            TimelineSamples.timeline([
                TimelineSamples.group(String(repeating: "N", count: 255), isOff: true, [backup]),
                TimelineSamples.group(String(repeating: "M", count: 255), isDeleted: true, [backup]),
            ])
        ).svg
        let width = try #require(svg.firstMatch(of: /viewBox="0 0 (\d+)/).flatMap { Int($0.1) })
        for match in svg.matches(of: /<text class="([a-z ]+)" x="(\d+)"[^>]*>(.*)<\/text>/) {
            let (x, text) = (try #require(Int(match.2)), match.3.replacing(/<[^>]*>/, with: " "))
            let length = text.count * 8
            let start = match.1.contains("middle") ? x - length / 2 : x
            #expect(start >= 16 && start + length <= width - 16, "\(text)")
            // Names end before the marks of the first day.
            if x == 24, match.1 == "name" { #expect(x + length < 256 - 8) }
        }
    }

    @Test func noGroups() {
        #expect(TimelinePicture(TimelineSamples.timeline([])).svg.contains(">no groups</text>"))
    }
}
