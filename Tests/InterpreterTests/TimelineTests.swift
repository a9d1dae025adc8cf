import CommandLanguage
import Foundation
import Interpreter
import Recipients
import Testing

struct TimelineTests {
    private let laboratory: Laboratory
    private let file = FileManager.default.temporaryDirectory.appendingPathComponent("\(UUID().uuidString).svg")

    init() throws {
        laboratory = try Laboratory()
        try laboratory.run(
            """
            import <<CSV into new group N
            email
            a@example.com
            CSV
            clock advance 2 days
            create group Empty
            import <<CSV into new group "A & <B>"
            email
            a@example.com
            CSV
            """)
    }

    @Test func theRecord() throws {
        try laboratory.run("restore 1\ndelete group N\nclock advance 12 hours\ntimeline")
        let record = try #require(laboratory.recording.results.last).record
        #expect(record.columns == ["command", "from", "to", "now", "groups"])
        #expect(record["from"] == .instant(try #require(Instant("2025-12-04"))))
        #expect(record["to"] == .instant(try #require(Instant("2026-01-04"))))
        #expect(record["now"] == .instant(try #require(Instant("2026-01-03T12:00"))))
        guard case .rows(let groups) = record["groups"] else {
            Issue.record("groups are no rows")
            return
        }
        #expect(groups.columns == ["group", "backups"])
        #expect(groups.records.map { $0["group"] } == [.text("A & <B>"), .text("Empty"), .text("N")])
        guard case .rows(let backups) = groups.records.map({ $0["backups"] }).last else {
            Issue.record("backups are no rows")
            return
        }
        #expect(backups.columns == RowFields.of(.backups).names)
        #expect(
            backups.records.map { $0["reason"] } == [.text("import"), .text("restore"), .text("delete group")])
        #expect(backups.records.map { $0["deleted"] } == [.bool(true), .bool(true), .bool(true)])
    }

    @Test func oneGroup() throws {
        try laboratory.run("let t = timeline of Empty")
        #expect(try laboratory.value("count($t.groups)") == .number(1))
        #expect(try laboratory.problem("timeline of Nobody")?.code == .unknownGroup)
    }

    @Test func thePicture() throws {
        defer { try? FileManager.default.removeItem(at: file) }
        try laboratory.run("timeline of \"A & <B>\" to \"\(file.path)\"")
        #expect(
            laboratory.recording.results.last?.words == ["drew the backups of 1 group to \"\(file.path)\""])
        let svg = try String(contentsOf: file, encoding: .utf8)
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
                </svg>

                """)
        let problem = try laboratory.problem("timeline to \"\(file.path)\"")
        #expect(problem?.code == .fileExists)
        #expect(problem?.help == nil)
        #expect(try String(contentsOf: file, encoding: .utf8) == svg)
    }

    @Test func thePictureIsXML() throws {
        defer { try? FileManager.default.removeItem(at: file) }
        try laboratory.run("restore 1\ndelete group N\ntimeline to \"\(file.path)\"")
        let document = try String(contentsOf: file, encoding: .utf8)
        #expect(document.contains("@media (prefers-color-scheme: dark)"))
        #expect(document.contains("A &amp; &lt;B&gt;"))
        for kind in ["<circle", "<path", "<rect"] { #expect(document.contains(kind)) }
    }

    @Test func onlySVG() throws {
        #expect(try laboratory.problem("timeline to x.png")?.code == .invalidValue)
        #expect(try laboratory.problem("timeline to ''")?.code == .invalidValue)
    }

    @Test func aRehearsalWritesNothing() throws {
        let rehearsal = try Laboratory { $0.isRehearsal = true }
        try rehearsal.run("timeline to \"\(file.path)\"")
        #expect(!FileManager.default.fileExists(atPath: file.path))
        #expect(rehearsal.recording.results.last?.words == ["would draw the backups of 0 groups to \"\(file.path)\""])
    }
}
