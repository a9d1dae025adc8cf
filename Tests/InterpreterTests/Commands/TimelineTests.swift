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
        #expect(record.columns == ["command", "from", "to", "now", "groups", "rehearsed"])
        #expect(record["from"] == .instant(try #require(Instant("2025-12-04"))))
        #expect(record["to"] == .instant(try #require(Instant("2026-01-04"))))
        #expect(record["now"] == .instant(try #require(Instant("2026-01-03T12:00"))))
        guard case .rows(let groups) = record["groups"] else {
            Issue.record("groups are not rows")
            return
        }
        #expect(groups.columns == ["group", "backups"])
        #expect(groups.records.map { $0["group"] } == [.text("A & <B>"), .text("Empty"), .text("N")])
        guard case .rows(let backups) = groups.records.map({ $0["backups"] }).last else {
            Issue.record("backups are not rows")
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
            laboratory.recording.results.last?.sentences == ["drew the backups of 1 group to \"\(file.path)\""])
        let svg = try String(contentsOf: file, encoding: .utf8)
        #expect(svg == "A & <B>: [2]")
        let problem = try laboratory.problem("timeline to \"\(file.path)\"")
        #expect(problem?.code == .fileExists)
        #expect(problem?.help == "--overwrite replaces it")
        #expect(try String(contentsOf: file, encoding: .utf8) == svg)
    }

    @Test func onlySVG() throws {
        #expect(try laboratory.problem("timeline to x.png")?.code == .invalidValue)
        #expect(try laboratory.problem("timeline to ''")?.code == .invalidValue)
    }

    @Test func aRehearsalWritesNothing() throws {
        let rehearsal = try Laboratory { $0.isRehearsal = true }
        try rehearsal.run("timeline to \"\(file.path)\"")
        #expect(!FileManager.default.fileExists(atPath: file.path))
        #expect(
            rehearsal.recording.results.last?.sentences == ["would draw the backups of 0 groups to \"\(file.path)\""])
    }
}
