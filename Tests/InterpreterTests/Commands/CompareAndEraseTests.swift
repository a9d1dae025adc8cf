import Account
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
        #expect(
            record.columns == [
                "command", "added", "removed", "changed", "unchanged", "fields", "changes", "remarks", "rehearsed",
            ])
        #expect(record["added"] == .number(1) && record["removed"] == .number(1) && record["changed"] == .number(1))
        guard case .rows(let rows) = record["changes"] else {
            Issue.record("no rows")
            return
        }
        #expect(rows.columns == ["email", "change", "fields"])
        #expect(rows.map { $0[1] } == [.text("changed"), .text("removed"), .text("added")])
        #expect(
            rows.first?[2] == .record(Record(["city": .list([.text("Bonn"), .text("Rom")])])))
    }

    /// A backup refers to the state after its change, too: where that is the only one, it counts.
    @Test func whatOnlyTheStateAfterAChangeHasIsCounted() throws {
        let laboratory = try Laboratory()
        try laboratory.run(
            """
            import <<X into new group A
            email
            anna@x.de
            ben@x.de
            X
            remove recipient anna@x.de from A
            let anna = erase recipient anna@x.de
            expect $anna.groups = 0
            expect $anna.backups = 1
            let ben = erase recipient ben@x.de
            expect $ben.groups = 1
            expect $ben.backups = 0
            """)
    }

    /// The states have different fields, in different places.
    @Test func aConditionTestsTheFieldThatItNames() throws {
        let laboratory = try Laboratory()
        try laboratory.run(
            """
            import <<X into new group G
            email,city
            a@x.de,Bonn
            b@x.de,Ulm
            X
            import <<X into G
            email,new,third
            a@x.de,n,t
            b@x.de,q,n
            X
            """)
        for (condition, emails) in [
            ("new = \"n\"", ["a@x.de"]), ("third = \"n\"", ["b@x.de"]), ("city = \"Ulm\"", ["b@x.de"]),
        ] {
            try laboratory.run("let c = compare backup 2 with G where \(condition)")
            try laboratory.run("for change in $c.changes { print $change.email }")
            #expect(laboratory.recording.printed.suffix(emails.count) == emails.map { [.text($0)] }[...])
            #expect(try laboratory.value("count($c.changes)") == .count(emails.count))
        }
    }

    @Test func theChangesAreRowsLikeAnyOthers() throws {
        let laboratory = try Laboratory()
        try laboratory.run(Self.changes + "let c = compare backup 2 with group A\ndelete group A")
        #expect(try laboratory.value("count($c.changes)") == .number(3))
        #expect(try laboratory.value("exists($c.changes)") == .bool(true))
        #expect(try laboratory.value("(first($c.changes)).email") == .text("anna@example.com"))
        #expect(try laboratory.value("(last($c.changes)).email") == .text("cora@example.com"))
        #expect(try laboratory.value("\"ben@example.com\" in $c.changes") == .bool(true))
        #expect(try laboratory.value("$c.changes = $c.changes") == .bool(true))
        try laboratory.run("for change in $c.changes { print $change.change, $change.email }")
        #expect(
            laboratory.recording.printed.suffix(3) == [
                [.text("changed"), .text("anna@example.com")], [.text("removed"), .text("ben@example.com")],
                [.text("added"), .text("cora@example.com")],
            ])
    }

    @Test func itPresentsTheComparison() throws {
        let laboratory = try Laboratory()
        try laboratory.run(Self.changes + "compare backup 2 with group A")
        guard case .comparison(let comparison) = laboratory.recording.results.last?.presentation else {
            Issue.record("no comparison")
            return
        }
        #expect(comparison.counts.differing == 3)
        #expect(comparison.map(\.email) == ["anna@example.com", "ben@example.com", "cora@example.com"])
    }

    @Test func aMissingSideIsToldAtItsPlace() throws {
        let problem = try Laboratory().problem("create group A; compare group A with backup 7")
        #expect(problem?.code == .unknownBackup)
    }

    /// A mistyped address is remembered like any other.
    @Test func anAddressThatWasFoundNowhereIsToldInTheResult() throws {
        let laboratory = try Laboratory()
        try laboratory.run(Self.changes + "erase recipient ben@example.com")
        let sentence = try #require(laboratory.recording.results.last?.sentences.first)
        #expect(sentence.hasPrefix("erased ben@example.com from 0 groups, 1 backup"))
        try laboratory.run("erase recipient nobody@example.com")
        #expect(
            laboratory.recording.results.last?.sentences == [
                "nobody@example.com was found nowhere; imports skip it from now on"
            ])
        #expect(laboratory.recording.results.last?.record["groups"] == .count(0))
        try laboratory.run("rehearse erase recipient no@example.com")
        #expect(
            laboratory.recording.results.last?.sentences == [
                "no@example.com was found nowhere; imports would skip it from now on"
            ])
    }

    @Test(arguments: [("müller", "*müller*"), ("\"Angelika Beck\"", "*beck*")])
    func aNameIsNotLookedForAsAnAddress(sought: String, pattern: String) throws {
        let problem = try Laboratory().problem("find \(sought)")
        #expect(problem?.code == .invalidEmail)
        #expect(problem?.help == "for a part of an address, use a pattern: find \(pattern)")
    }

    @Test func anAddressThatIsNowhereIsLookedForByItsParts() throws {
        let problem = try Laboratory().problem("show recipient anna@example.com")
        #expect(problem?.help == "for a part of an address, use a pattern: find *anna*")
    }

    @Test func aNumberInPlaceOfAGroupMayBeABackup() throws {
        let problem = try Laboratory().problem("compare 1 with 2")
        #expect(problem?.message == "there is no group \"1\"")
        #expect(problem?.help == "for a backup, write its id after \"backup\": backup 1")
    }

    @Test func aGroupThatIsMissingCanBeCreated() throws {
        let laboratory = try Laboratory()
        let statement = "import <<X into Neu\nemail\na@example.com\nX"
        #expect(try laboratory.problem(statement)?.help == "to create the group: into new group \"Neu\"")
        try laboratory.run("create group Ne")
        let help = "did you mean \"Ne\"? or to create the group: into new group \"Neu\""
        #expect(try laboratory.problem(statement)?.help == help)
        #expect(
            try laboratory.problem("create group Ne")?.help == "choose another name, or use the group that exists")
    }

    @Test func anUnknownGroupOfAnUndoIsMarkedAtItsName() throws {
        let problem = try #require(try Laboratory().problem("undo of Nobody"))
        #expect(problem.code == .unknownGroup && problem.range?.lower == 8)
    }

    @Test func erasingSaysWhereTheAddressWas() throws {
        let laboratory = try Laboratory()
        try laboratory.run(Self.changes + "erase recipient Anna@Example.com")
        let record = try #require(laboratory.recording.results.last?.record)
        #expect(
            record
                == Record([
                    "command": .text("erase recipient"), "groups": .number(1), "backups": .number(1),
                    "activity": .number(0), "damaged": .rows(Rows(columns: ["file", "problem", "affects"], rows: [])),
                    "names": .rows(Rows(columns: ["kind", "name"], rows: [])), "rehearsed": .bool(false),
                ]))
    }
}
