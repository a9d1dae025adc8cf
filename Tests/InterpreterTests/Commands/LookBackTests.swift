import CommandLanguage
import Recipients
import Testing

@testable import Interpreter

/// Queries and commands that look into the past.
@Suite struct LookBackTests {
    let laboratory: Laboratory

    init() throws {
        laboratory = try Laboratory()
        try laboratory.run(
            """
            import <<X into new group A
            email,city
            anna@example.com,Ulm
            ben@example.com,Ulm
            X
            clock advance 1 day
            import <<X into A --mode replace
            email,city
            anna@example.com,Bonn
            zoe@example.com,
            X
            clock advance 1 day
            """)
    }

    private func columns(_ query: String) throws -> [String] {
        guard case .rows(let rows) = try laboratory.value("(\(query))") else { return [] }
        return rows.columns
    }

    private func notes(_ statement: String) throws -> [String] {
        let before = laboratory.recording.messages.count
        try laboratory.run(statement)
        return Array(laboratory.recording.messages.dropFirst(before))
    }

    @Test func theColumnsAreThoseOfTheLanguage() throws {
        #expect(try columns("changes of backup 2") == ["email", "change", "field", "before", "after"])
        #expect(try columns("changes of latest backup of A") == ["email", "change", "field", "before", "after"])
        #expect(
            try columns("changes of recipient anna@example.com") == [
                "at", "group", "action", "backup", "file", "user", "change", "field", "before", "after",
            ])
        #expect(
            try columns("find anna@example.com") == ["group", "backup", "created", "email", "status", "deleted"])
        #expect(
            try columns("deleted groups") == ["name", "deleted", "recipients", "backups", "latest", "expires"])
    }

    @Test func changesAreRows() throws {
        #expect(
            try laboratory.value("count(changes of backup 2 where change = \"changed\" and field = \"city\")")
                == .number(1))
        #expect(try laboratory.value("first(changes of backup 2).after") == .text("Bonn"))
        #expect(
            try laboratory.value("exists(changes of backup 2 where field = none and change = \"removed\")")
                == .bool(true))
        #expect(try laboratory.value("count(changes of recipient \"BEN@example.com\" of group A)") == .number(2))
        #expect(try laboratory.value("last(changes of recipient ben@example.com).change") == .text("removed"))
    }

    /// What was done in the same second stays in the order in which it was done, whatever the groups are called.
    @Test func theHistoryOverSeveralGroupsIsInOrder() throws {
        let laboratory = try Laboratory()
        let people = "email\nanna@example.com\nX"
        try laboratory.run(
            """
            import <<X into new group B
            \(people)
            import <<X into new group A
            \(people)
            record open of anna@example.com in A at 2026-01-05
            record click of anna@example.com in B at 2026-01-02
            update recipient anna@example.com of A city=Ulm
            let known = show recipient anna@example.com
            delete group B
            """)
        let changes = "(changes of recipient anna@example.com)"
        #expect(
            try laboratory.value("\(changes).group")
                == .list(["B", "A", "A", "B"].map(Value.text)))
        #expect(try laboratory.value("$known.activity.event") == .list(["click", "open"].map(Value.text)))
    }

    @Test func findTakesAddressesAndGlobs() throws {
        #expect(try laboratory.value("count(find ben@example.com)") == .number(1))
        #expect(try laboratory.value("first(find recipient ben@example.com).backup") == .number(2))
        #expect(try laboratory.value("count(find \"*@EXAMPLE.com\")") == .number(4))
        #expect(try laboratory.value("count(find ?nna@example.com where backup = none)") == .number(1))
        #expect(
            try laboratory.value(
                "count(recipients of A where exists(find $x))".replacing("$x", with: "ben@example.com")) == .number(2))
        let problem = try laboratory.problem("find nobody")
        #expect(problem?.code == .invalidEmail)
    }

    @Test func aStateAtAnInstantIsNamed() throws {
        #expect(
            try notes("recipients of A as of 2026-01-01T12:00") == [
                "note: \"A\" as of 2026-01-01T12:00:00Z is backup 2, made at 2026-01-02T00:00:00Z before an import"
            ])
        #expect(try laboratory.value("count(recipients of group A as of 2026-01-01T12:00)") == .number(2))
        #expect(try laboratory.value("count(recipients of A as of (now()))") == .number(2))
        #expect(try laboratory.problem("recipients of A as of yesterday") != nil)
    }

    @Test func compareTakesStatesConditionsAndALimit() throws {
        try laboratory.run("let c = compare A as of 2026-01-01T12:00 with A where city = \"Bonn\" limit 5")
        #expect(try laboratory.value("$c.changed + $c.added + $c.removed") == .number(1))
        #expect(try laboratory.value("first($c.fields).field") == .text("city"))
        try laboratory.run("let d = compare backup 2 with A limit 1")
        #expect(try laboratory.value("count($d.changes)") == .number(1))
        #expect(try laboratory.value("$d.removed") == .number(1))
        try laboratory.run("create group B; let e = compare A with B")
        #expect(try laboratory.value("first($e.remarks).code") == .text("different-groups"))
        #expect(try laboratory.problem("compare backup 2 with A where ctiy = \"Bonn\"")?.code == .unknownField)
    }

    @Test func restoresSayWhoIsNotThere() throws {
        try laboratory.run("let r = restore 2 where email in (\"Zoe@example.com\", \"ben@example.com\")")
        #expect(try laboratory.value("$r.not_found") == .list([.text("zoe@example.com")]))
        #expect(try laboratory.value("$r.added") == .number(1))
        #expect(
            try notes("restore 2 where city = \"Rom\"").contains("note: no recipient of backup 2 meets the condition"))
        try laboratory.run("let s = restore 2 --only city, sign-up")
        #expect(try laboratory.value("$s.mode") == .text("update"))
        #expect(try laboratory.problem("restore 2 --only city --mode replace")?.code == .invalidValue)
        #expect(try laboratory.problem("restore 2 --only status")?.code == .invalidValue)
    }

    @Test func aRecipientIsShownWithItsHistory() throws {
        try laboratory.run("record open of anna@example.com in A; show recipient Anna@example.com")
        let record = try #require(laboratory.recording.results.last?.record)
        #expect(record.columns == ["command", "email", "places", "history", "activity", "rehearsed"])
        try laboratory.run("let p = show recipient anna@example.com of A")
        #expect(try laboratory.value("first($p.places).recipient.city") == .text("Bonn"))
        #expect(try laboratory.value("count($p.history)") == .number(2))
        #expect(try laboratory.value("first($p.activity).event") == .text("open"))
    }

    @Test func exportsTakeACondition() throws {
        try laboratory.run("let e = rehearse export group A where email ~ \"anna*\" to /tmp/none.csv")
        #expect(try laboratory.value("$e.recipients") == .number(1))
        #expect(
            try notes("rehearse download backup 2 where city = \"Rom\" to /tmp/none2.csv") == [
                "note: no recipient of backup 2 meets the condition"
            ])
        #expect(
            try laboratory.problem("rehearse export group A where ctiy = none to /tmp/none3.csv")?.code == .unknownField
        )
    }

    @Test func whoIsOnlyInBackupsIsSaidToBe() throws {
        let problem = try laboratory.problem("show recipient ben@example.com")
        #expect(problem?.code == .unknownRecipient)
        #expect(problem?.message == "\"ben@example.com\" is in no group, but in backup 2")
        #expect(problem?.help == "bring it back with: restore 2 where email = \"ben@example.com\"")
    }
}
