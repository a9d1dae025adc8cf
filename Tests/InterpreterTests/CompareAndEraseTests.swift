import CommandLanguage
import Recipients
import Testing

@testable import Interpreter

@Suite struct CompareAndEraseTests {
    private static let changes = """
        import <<X into new group A
        email,city
        anna@example.com,Bonn
        ben@example.com,Ulm
        X
        import <<X into A --mode replace
        email,city
        anna@example.com,Rom
        cora@example.com,
        X

        """

    @Test func comparesABackupWithItsGroup() throws {
        let laboratory = try Laboratory()
        try laboratory.run(Self.changes + "compare backup 2 with group A")
        let record = try #require(laboratory.recording.results.last?.record)
        #expect(record.columns == ["command", "added", "removed", "changed", "unchanged", "changes"])
        #expect(record["added"] == .number(1) && record["removed"] == .number(1) && record["changed"] == .number(1))
        guard case .rows(let rows) = record["changes"] else {
            Issue.record("no rows")
            return
        }
        #expect(rows.columns == ["email", "change", "fields"])
        #expect(rows.rows.map { $0[1] } == [.text("changed"), .text("removed"), .text("added")])
        #expect(
            rows.rows.first?[2] == .record(Record(["city": .list([.text("Bonn"), .text("Rom")])])))
    }

    @Test func aMissingSideIsToldAtItsPlace() throws {
        let problem = try Laboratory().problem("create group A; compare group A with backup 7")
        #expect(problem?.code == .unknownBackup)
    }

    @Test func erasingSaysWhereTheAddressWas() throws {
        let laboratory = try Laboratory()
        try laboratory.run(Self.changes + "erase recipient Anna@Example.com")
        let record = try #require(laboratory.recording.results.last?.record)
        #expect(
            record
                == Record([
                    "command": .text("erase recipient"), "groups": .number(1), "backups": .number(1),
                    "activity": .number(0),
                ]))
    }
}
