import Account
import Foundation
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
                <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1040 172" width="1040" height="172" role="img" aria-labelledby="title">
                <title id="title">Backups until 2026-01-03T00:00:00Z</title>
                <style/>
                <rect class="page" width="1040" height="172"/>
                <text class="heading" x="24" y="34">Backups until 2026-01-03 00:00 UTC</text>
                <text class="dim" x="24" y="54">kept for 30 days</text>
                <line class="grid" x1="232" y1="78" x2="232" y2="116"/>
                <text class="dim middle" x="232" y="72">2025-12-04</text>
                <line class="grid" x1="326" y1="78" x2="326" y2="116"/>
                <text class="dim middle" x="326" y="72">2025-12-09</text>
                <line class="grid" x1="419" y1="78" x2="419" y2="116"/>
                <text class="dim middle" x="419" y="72">2025-12-14</text>
                <line class="grid" x1="513" y1="78" x2="513" y2="116"/>
                <text class="dim middle" x="513" y="72">2025-12-19</text>
                <line class="grid" x1="606" y1="78" x2="606" y2="116"/>
                <text class="dim middle" x="606" y="72">2025-12-24</text>
                <line class="grid" x1="700" y1="78" x2="700" y2="116"/>
                <text class="dim middle" x="700" y="72">2025-12-29</text>
                <line class="grid" x1="793" y1="78" x2="793" y2="116"/>
                <line class="now" x1="793" y1="78" x2="793" y2="116"/>
                <text class="today middle" x="793" y="72">today</text>
                <g>
                <title>A &amp; &lt;B&gt;</title>
                <text class="name" x="24" y="105">A &amp; &lt;B&gt;</text>
                <line class="track" x1="232" y1="100" x2="812" y2="100"/>
                </g>
                <g class="import"><title>backup 2 of "A &amp; &lt;B&gt;": before an import at 2026-01-03T00:00:00Z, 0 recipients, expires at 2026-02-02T00:00:00Z</title><circle cx="793" cy="100" r="6"/></g>
                <text class="dim" x="832" y="105">backup 2 expires 2026-02-02</text>
                <g class="import"><circle cx="240" cy="148" r="6"/></g>
                <text class="dim" x="256" y="153">before an import</text>
                <g class="restore"><path d="M390 140l8 8l-8 8l-8 -8z"/></g>
                <text class="dim" x="406" y="153">before a restore</text>
                <g class="deletion"><rect x="534" y="142" width="12" height="12"/></g>
                <text class="dim" x="556" y="153">before a deletion</text>
                <g class="undo"><path d="M695 141v14l-12 -7z"/></g>
                <text class="dim" x="706" y="153">before an undo</text>
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
        // One stands in the legend.
        for shape in ["<circle", "l8 8l-8 8l", "<rect x", "v14l-12"] { #expect(svg.ranges(of: shape).count == 2) }
    }

    @Test func noGroups() {
        #expect(TimelinePicture(TimelineSamples.timeline([])).svg.contains(">no groups</text>"))
    }
}
