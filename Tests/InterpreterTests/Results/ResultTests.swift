import CommandLanguage
import Recipients
import Testing

struct ResultTests {
    private static let importKeys =
        "command group mode read added updated unchanged skipped invalid duplicates removed kept_unsubscribed erased "
        + "new_fields encoding columns remarks backup no_backup undo"

    /// Recipients and fields that go are named, and why they go.
    @Test func whatAReplacingRestoreTakesOut() throws {
        func messages(_ restore: String) throws -> [String] {
            let laboratory = try Laboratory()
            try laboratory.run(
                """
                import <<X into new group G
                email,city
                a@x.de,Bonn
                b@x.de,Ulm
                X
                import <<X into G
                email,zip
                a@x.de,1
                c@x.de,2
                X
                \(restore)
                """)
            return laboratory.recording.messages.filter { $0.hasPrefix("warning: not ") }
        }
        let field = "warning: not in the backup, and taken out of \"G\": the field \"zip\""
        #expect(
            try messages("restore 2 --mode replace")
                == ["warning: not in the backup, and taken out of \"G\": c@x.de", field])
        #expect(
            try messages("restore 2 --mode replace where email = \"b@x.de\"")
                == ["warning: not among the restored recipients, and taken out of \"G\": a@x.de and c@x.de", field])
        #expect(
            try messages("restore 2 --mode replace --empty keep")
                == ["warning: not in the backup, and taken out of \"G\": c@x.de"])
    }

    /// Programs read the code; a warning that comes from no remark has none.
    @Test func aWarningHasTheCodeOfItsRemark() throws {
        let laboratory = try Laboratory()
        try laboratory.run("import <<X into new group G\nemail,Opt-out date,city\na@x.de,,#N/A\nb@x.de,,Ulm\nX")
        #expect(laboratory.recording.warningCodes == ["error-words"])
        try laboratory.run("import <<X into G --mode add\nemail\nc@x.de\nX\nrestore 2 --mode replace")
        #expect(laboratory.recording.messages.last { $0.hasPrefix("warning: ") }?.hasPrefix("warning: not ") == true)
        #expect(laboratory.recording.warningCodes == ["error-words"])
    }

    @Test func anUndoSaysWhyNothingHappened() throws {
        let laboratory = try Laboratory.withRecipients()
        try laboratory.run("undo where city = \"Rom\"")
        #expect(
            laboratory.recording.messages.contains("note: no recipient that the change touched meets the condition"))
        // Nobody asked for the whole of an older change.
        #expect(!laboratory.recording.messages.contains { $0.hasSuffix("would go further back") })
        try laboratory.run("import <<X into Kunden\nemail,unsubscribed\ncem@example.com,1\nX\nundo")
        // Nothing has changed since: the consent rule is the reason.
        #expect(!laboratory.recording.messages.contains { $0.hasPrefix("note: kept because") })
        #expect(laboratory.recording.messages.contains { $0.hasPrefix("note: 1 recipient stayed unsubscribed") })
    }

    @Test func anUndoThatChangesNothingNamesTheChange() throws {
        let laboratory = try Laboratory.withRecipients()
        try laboratory.run("import <<X into Kunden\nemail,unsubscribed\ncem@example.com,1\nX")
        for (part, reason) in [("", "can be undone: 1 kept"), (" where email = \"x@x.de\"", "was undone")] {
            try laboratory.run("undo\(part)")
            let sentences = laboratory.recording.results.last?.sentences ?? []
            #expect(sentences.first == "nothing was changed: no part of the import into \"Kunden\" \(reason)")
            #expect(sentences.last?.hasPrefix("the import was made ") == true)
            #expect(sentences.last?.hasSuffix(" (backup 2)") == true)
        }
        try laboratory.run("rehearse undo where email = \"x@x.de\"")
        #expect(
            laboratory.recording.results.last?.sentences.first
                == "nothing would be changed: no part of the import into \"Kunden\" would be undone")
    }

    /// By then, `undo --resubscribe` would take back an older change.
    @Test(arguments: [
        ("undo", "undo backup 2"),
        ("undo of Kunden where city  =  \"Ulm\"", "undo backup 2 where city = \"Ulm\""),
        ("undo backup 2 --only sign-up , \"Kd Nr\"", "undo backup 2 --only sign-up,\"Kd Nr\""),
        ("undo backup 2 --resubscribe; undo backup 3; redo", "undo backup 4"),
    ]) func anUndoNamesTheStatementThatReactivates(statement: String, named: String) throws {
        let laboratory = try Laboratory()
        try laboratory.run(
            """
            import <<X into new group Kunden
            email,city,Kd Nr
            anna@x.de,Ulm,1
            ben@x.de,Bonn,2
            X
            import <<X into Kunden
            email,Kd Nr,unsubscribed
            anna@x.de,3,1
            X
            \(statement.split(separator: ";").joined(separator: "\n"))
            """)
        let note = try #require(laboratory.recording.messages.last { $0.contains(" stayed unsubscribed") })
        #expect(
            note == "note: 1 recipient stayed unsubscribed; to reactivate those whom only this change unsubscribed: "
                + "\(named) --resubscribe")
        let reactivation = try #require(note.split(separator: ": ").last)
        try laboratory.run("\(reactivation)\nexpect (recipient anna@x.de of Kunden).status = \"active\"")
        #expect(laboratory.recording.results.last?.sentences.first?.hasSuffix(": 1 reverted") == true)
    }

    /// Whoever has left otherwise does not come back by the same statement.
    @Test func anUndoNamesNoStatementThatWouldReactivateNobody() throws {
        let laboratory = try Laboratory.withRecipients()
        try laboratory.run(
            """
            import <<X into Kunden --mode replace --guard off
            email
            anna@example.com
            X
            add recipient cem@example.com to Kunden
            unsubscribe cem@example.com from Kunden
            remove recipient cem@example.com from Kunden
            """)
        try laboratory.run("rehearse undo backup 2")
        #expect(laboratory.recording.messages.last?.contains("; --resubscribe reactivates those") == true)
        try laboratory.run("undo backup 2")
        #expect(laboratory.recording.messages.last == "note: 1 recipient stayed unsubscribed")
    }

    @Test func aRehearsedClockWouldMove() throws {
        let laboratory = try Laboratory()
        try laboratory.run("rehearse clock advance 1d\nclock advance 1d\nclock")
        #expect(laboratory.recording.results.map { $0.sentences[0].split(separator: " ")[3] } == ["would", "is", "is"])
    }

    /// The keys of every command's result, in order.
    @Test(arguments: [
        ("create group X", "command group"), ("rename group Kunden to X", "command group"),
        ("delete group Kunden", "command group recipients backup no_backup undo"),
        ("import <<X into Kunden\nemail\nX", importKeys), ("restore 1", importKeys + " restored not_found"),
        ("export group Kunden to /tmp/none.csv", "command group file recipients"),
        ("download backup 1 to /tmp/none.csv", "command backup file recipients"),
        (
            "show group Kunden",
            "command name recipients active inactive unsubscribed backup backups created fields bytes settings"
        ),
        ("show backup 1", "command id group reason created expires recipients deleted undone sample"),
        (
            "show recipient anna@example.com of Kunden",
            "command email places history activity"
        ),
        ("show settings", "command backup retention guard time_zone clock now"),
        ("show store", "command store groups deleted_groups backups recipients files bytes"),
        ("set backup off", "command group backup"), ("set backup off for group Kunden", "command group backup"),
        ("set retention 1 hour", "command retention expired"), ("set guard refuse", "command guard"),
        ("set format json", "command format"), ("set time zone Europe/Berlin", "command time_zone"),
        ("clock", "command clock now expired"),
        ("clock set 2026-01-02", "command clock now expired"), ("clock advance 1h", "command clock now expired"),
        ("add recipient x@y.de to Kunden", "command group email"),
        ("update recipient anna@example.com of Kunden city=Ulm", "command group email"),
        ("remove recipient anna@example.com from Kunden", "command group email"),
        ("unsubscribe anna@example.com from Kunden", "command group email"),
        ("record open of anna@example.com in Kunden", "command group email"),
        ("purge", "command expired bytes remarks"),
        ("verify", "command files bytes damaged"),
        ("compare backup 1 with group Kunden", "command added removed changed unchanged fields changes remarks"),
        ("erase recipient anna@example.com", "command groups backups activity damaged names"),
        ("help", "command topic text"),
        (
            "undo",
            "command group undone reverted removed returned kept unchanged kept_unsubscribed kept_rows backup no_backup undo"
        ),
    ])
    func keys(statement: String, keys: String) throws {
        // A rehearsal writes no files.
        let laboratory = try Laboratory { $0.isRehearsal = true }
        try laboratory.run(
            "import <<X into new group Kunden\nemail,firstname,city,age,Kd Nr\nanna@example.com,A,B,C,D\nX")
        try laboratory.run(statement)
        #expect(laboratory.recording.results.last?.record.columns.joined(separator: " ") == keys + " rehearsed")
        let words = statement.split(separator: " ")
        let command = laboratory.recording.results.last?.record["command"]
        let names = (1...3).map { Value.text(words.prefix($0).joined(separator: " ")) }
        #expect(names.contains(command ?? .none))
    }

    @Test(arguments: [
        ("import <<X into Kunden\nemail\nx@y.de\nX", Value.text("undo backup 2")),
        ("import <<X into new group \"to\"\nemail\nX", .text("undo backup 2")),
        ("import <<X into new group Neu\nemail\nX", .text("undo backup 2")),
        ("import <<X into Kunden via api\nemail\nX", .none), ("delete group Kunden", .text("undo backup 2")),
        ("delete group Kunden via shopware", .none), ("restore 1", .text("undo backup 2")),
        ("restore 1 into new group \"a b\"", .text("undo backup 2")),
        ("set backup off; delete group Kunden", .none),
    ])
    func undo(statement: String, expected: Value) throws {
        let laboratory = try Laboratory.withRecipients()
        try laboratory.run(statement)
        #expect(laboratory.recording.results.last?.record["undo"] == expected)
    }

    @Test func reasonsForNoBackup() throws {
        let laboratory = try Laboratory.withRecipients()
        func reason(_ statement: String) throws -> Value? {
            try laboratory.run("let r = \(statement)\nemail\nX\nprint $r.no_backup, $r.backup")
            #expect(laboratory.recording.printed.last?[1] == Value.none)
            return laboratory.recording.printed.last?[0]
        }
        #expect(try reason("import <<X into Kunden via xt:commerce") == .text("via xt:commerce"))
        try laboratory.run("set backup off for Kunden")
        #expect(try reason("import <<X into Kunden") == .text("off for group"))
        try laboratory.run("set backup off")
        #expect(try reason("import <<X into Kunden") == .text("off"))
    }

    @Test func importsTellWhatTheyDid() throws {
        let laboratory = try Laboratory()
        try laboratory.run("import <<X into new group Kunden\nE-Mail;Ort;Nr\na@b.de;Ulm;1\nx;;\na@b.de;Bonn;2\nX")
        let result = laboratory.recording.results.last
        #expect(
            result?.sentences == [
                "imported 1 of 3 rows into \"Kunden\": 1 added, 1 invalid, 1 duplicate",
                "backup 1 holds the group as it was; undo with: undo backup 1",
            ])
        #expect(
            laboratory.recording.messages.first
                == "note: columns: E-Mail → email, Ort → city (new), Nr → Nr (new)")
        #expect(laboratory.recording.messages.last?.hasPrefix("note: line 3: ") == true)
    }

    @Test func rehearsalsSpeakInTheConditional() throws {
        let laboratory = try Laboratory { $0.isRehearsal = true }
        try laboratory.run("import <<X into new group K\nemail\na@b.de\nX\ndelete group K")
        #expect(
            laboratory.recording.results.flatMap(\.sentences) == [
                "would import 1 row into \"K\": 1 added",
                "backup 1 would hold the group as it was; undo with: undo backup 1",
                "would delete the group \"K\" with 1 recipient",
                "backup 2 would hold the group as it was; undo with: undo backup 2",
            ])
    }

    @Test func assumedEncodingsAreTold() throws {
        let laboratory = try Laboratory {
            $0.readStandardInput = { Array("email,city\na@b.de,K".utf8) + [0xF6, 0x0A] }
        }
        try laboratory.run("import - into new group K; recipients of K")
        let result = laboratory.recording.results.last
        #expect(result?.record["encoding"] == .text("windows-1252"))
        #expect(column("code", of: "remarks", in: result?.record) == [.text("assumed-encoding")])
        #expect(
            column("message", of: "remarks", in: result?.record) == [
                .text(
                    "the bytes are neither UTF-8 nor UTF-16; they were read as windows-1252, such as \"Kö\" on line 2")
            ])
        #expect(column("column", of: "columns", in: result?.record) == [.text("email"), .text("city")])
        #expect(laboratory.recording.rows.first?.last == .text("Kö"))
    }

    @Test func recipientsOfSeveralGroups() throws {
        let laboratory = try Laboratory.withRecipients()
        try laboratory.run("create group B; add recipient anna@example.com to B; show recipient anna@example.com")
        let record = laboratory.recording.results.last?.record
        #expect(record?.columns == ["command", "email", "places", "history", "activity", "rehearsed"])
        guard case .rows(let rows) = record?["places"] else { return #expect(Bool(false), "no rows") }
        #expect(rows.columns == ["group", "recipient"])
        #expect(rows.map { $0[0] } == [.text("B"), .text("Kunden")])
    }

    /// The values in a column of the rows that a result holds.
    private func column(_ name: String, of key: String, in record: Record?) -> [Value]? {
        guard case .rows(let rows)? = record?[key] else { return nil }
        return rows.records.map { $0[name] ?? .none }
    }
}
