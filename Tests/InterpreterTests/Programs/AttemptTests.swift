import CommandLanguage
import Recipients
import Rendering
import TestSupport
import Testing

/// `try`, `rehearse`, `expect` with a reason, and where in loops something failed.
struct AttemptTests {
    @Test func failuresAreCaught() throws {
        let laboratory = try Laboratory()
        try laboratory.run(
            """
            create group A
            try { create group B; create group A; print 1 } else { print $error.code, $error.message, $error.line }
            try { create group C }
            try { show group x } else { let y = 1 }
            print count(groups)
            """)
        #expect(laboratory.recording.printed[0][0] == .text("duplicate-group"))
        #expect(laboratory.recording.printed[0][2] == 2)
        // What was done until then stays.
        #expect(laboratory.recording.printed[1] == [3])
        #expect(try laboratory.problem("try { expect 1 = 2 } else { print 1 }")?.code == .expectation)
        #expect(try laboratory.problem("try { show group x } else { show backup 7 }")?.code == .unknownBackup)
        #expect(try laboratory.problem("try { show group x } else { }; print $error")?.code == .unknownVariable)
    }

    /// A failure that is caught leaves the variable as it was.
    @Test(arguments: [
        "try { let r = (group N).name }", "try { let r = show group N } else { }", "try { include f.cbs }",
        "try { for x in (1, 2) { if true { let r = (group N).name } } }", "expect error { let r = (group N).name }",
        "try { rehearse { let r = 5; show group N } }", "try { let r = $r + (group N).name }",
    ])
    func aCaughtFailureLeavesTheVariable(text: String) throws {
        let laboratory = try Laboratory(files: ["f.cbs": "let r = (group N).name"])
        try laboratory.run("let r = \"default\"; \(text); print $r")
        #expect(laboratory.recording.printed == [[.text("default")]])
    }

    @Test func aFailureAtThePromptLeavesTheVariable() throws {
        let laboratory = try Laboratory { $0.origin = .interactive }
        try laboratory.run("let x = 1")
        #expect(try laboratory.problem("let x = (group N).name; let y = 1")?.code == .unknownGroup)
        #expect(try laboratory.value("$x") == 1)
        #expect(try laboratory.problem("let y = (group N).name")?.code == .unknownGroup)
        #expect(laboratory.interpreter.hasLost("y") && !laboratory.interpreter.hasLost("x"))
        let message = "\"$y\" has no value: the statement that would have set it failed"
        #expect(try laboratory.problem("print $y")?.message == message)
    }

    @Test(arguments: ["empty", "*empty*", "E?PTY", "cannot be empty", "a group*empty"])
    func aMessageContainsAMatch(pattern: String) throws {
        let laboratory = try Laboratory()
        try laboratory.run("expect error invalid-name matching \"\(pattern)\" { create group \"\" }")
        let problem = try laboratory.problem("expect error matching \"\(pattern)x\" { create group \"\" }")
        #expect(problem?.code == .expectation)
    }

    @Test(arguments: [
        (
            "count(groups) = 2 or exists(backups where id = 9)",
            "the values are 1 and 2, false; the rows are (name: \"Kunden\""
        ),
        ("not (count(groups) = 1)", "the left side is 1 and the right side is 1; the rows are (name: \"Kunden\""),
        ("not \"Kunden\" in groups", "the left side is \"Kunden\" and the right side is \"Kunden\""),
        ("\"x\" in groups", "the left side is \"x\" and the right side is \"Kunden\""),
        ("count(groups) + 1 = 3", "the left side is 2 and the right side is 3; the rows are (name: \"Kunden\""),
        ("1 = 2 or 2 = 3", "the values are 1 and 2, 2 and 3"),
        ("exists(deleted groups)", "but it is false"),
        (
            "not (count(groups) = 1 or count(recipients of Missing) = 0)",
            "but it is false; the rows are (name: \"Kunden\""
        ),
        ("(exists(groups where name = \"Z\") and count(recipients of Z) = 3) or false", "the values are false, false"),
        // Different texts do not look the same.
        (#""a\\tb" = "a\tb""#, #"the left side is "a\\tb" and the right side is "a\tb""#),
        (#"("a\"", "b") = ("a", "b\"")"#, #"the left side is ("a\"", "b") and the right side is ("a", "b\"")"#),
        (#""$1" = "2""#, #"the left side is "$1""#),
    ])
    func anExpectationShowsWhatThereIs(condition: String, words: String) throws {
        let problem = try Laboratory.withRecipients().problem("expect \(condition)")
        #expect(problem?.message.contains(words) == true, "\(problem?.message ?? "")")
    }

    @Test func longTextsAreShownWhereTheyDiffer() throws {
        let laboratory = try Laboratory()
        try laboratory.run("let a = \"\(String(repeating: "a", count: 300))\"")
        let start = "…\(String(repeating: "a", count: 39))"
        let end = String(repeating: "z", count: 300)
        let message = try laboratory.problem("expect \"$a-x\" = \"$a-y-\(end)\"")?.message
        #expect(message?.contains("the left side is \(start)-x\"") == true, "\(message ?? "")")
        #expect(message?.contains("the right side is \(start)-y-zzz") == true, "\(message ?? "")")
        #expect(message?.hasSuffix("z…") == true, "\(message ?? "")")
        // What does not differ is shown from its beginning.
        #expect(try laboratory.problem("expect $a != $a")?.message.contains("left side is \"aaa") == true)
    }

    @Test(arguments: [
        ("\"group \" + (group N).name", ": the reason cannot be shown: there is no group \"N\""), ("none", "is 2"),
        ("\"why\"", ": why"),
    ])
    func aReasonThatFailsHidesNoFailedExpectation(reason: String, end: String) throws {
        for statement in ["expect 1 = 2, \(reason)", "try { expect 1 = 2, \(reason) } else { print 3 }"] {
            let laboratory = try Laboratory()
            let problem = try laboratory.problem(statement)
            #expect(problem?.code == .expectation)
            #expect(problem?.message.hasSuffix(end) == true, "\(problem?.message ?? "")")
            #expect(laboratory.recording.printed == [])
        }
    }

    /// What kind it has shows before the run, and the given value takes its place.
    @Test(arguments: [
        ("param p = first(backups).created\nprint $p > 2025-01-01", "2026-01-01", Value.bool(true)),
        ("param p = (latest backup of Nobody).id\nprint $p + 1", "7", 8), ("param p = 1 / 0\nprint $p", "2", 2),
        ("param p = none\nprint $p + \"x\"", "2", .text("2x")),
    ])
    func aDefaultThatIsNotNeededIsNotEvaluated(script: String, given: String, printed: Value) throws {
        let laboratory = try Laboratory(files: ["s": script, "part": "include inner", "inner": script])
        try laboratory.run("run s p=\"\(given)\"; run part p=\"\(given)\"")
        #expect(laboratory.recording.printed == [[printed], [printed]])
    }

    @Test func aParameterGetsAllItsValues() throws {
        let files = [
            "list": "param a = (\"x\",)\nfor i in $a { print $i }", "one": "param n = 1\nprint $n",
            "any": "param n\nprint $n",
        ]
        let laboratory = try Laboratory(files: files)
        try laboratory.run("run list a=1 a=2")
        try laboratory.run("run list a=(\"p\", \"q\") a=\"z\"")
        #expect(laboratory.recording.printed.map { $0.first } == ["1", "2", "p", "q", "z"].map(Value.text))
        #expect(try laboratory.problem("run one n=2 n=3")?.message.contains("takes one value") == true)
        #expect(try laboratory.problem("run any n=2 n=3")?.message.contains("takes one value") == true)
        #expect(throws: Diagnostic.self) { try laboratory.run("param n\nprint $n", arguments: ["n": ["1", "2"]]) }
    }

    @Test func nothingOfARehearsalStays() throws {
        let folder = try TemporaryFolder()
        let laboratory = try Laboratory.withRecipients()
        let file = "\(folder.path)/out.csv"
        try laboratory.run(
            """
            let x = 1
            rehearse {
                delete group Kunden
                create group B
                let x = 2
                add recipient a@b.de to B
                export group B to "\(file)"
                import "\(file)" into new group C
                print count(groups), $x
            }
            print count(groups), $x
            let r = rehearse delete group Kunden
            print $r.recipients, $r.rehearsed
            let s = delete group Kunden
            print $s.recipients, $s.rehearsed, $r.backup = $s.backup
            """)
        #expect(
            laboratory.recording.printed == [[2, 2], [1, 1], [3, .bool(true)], [3, .bool(false), .bool(true)]])
        #expect(
            laboratory.recording.results.map { $0.record["rehearsed"] }.dropFirst().allSatisfy { $0 == .bool(true) })
        #expect(laboratory.recording.results[1].sentences.first?.hasPrefix("would delete") == true)
        #expect(try folder.tree().isEmpty)
    }

    @Test func rehearsalsFailAsTheRealRun() throws {
        let folder = try TemporaryFolder()
        let laboratory = try Laboratory.withRecipients()
        let export = "export group Kunden to \"\(folder.path)/out.csv\""
        #expect(try laboratory.problem("rehearse { \(export); \(export) }")?.code == .fileExists)
        #expect(try laboratory.problem("rehearse { \(export); \(export) --overwrite }") == nil)
        #expect(try laboratory.problem("rehearse export group Kunden to /nope/x.csv")?.code == .storage)
        let rejects = "import <<X into Kunden --rejects \"\(folder.path)/r.csv\"\nemail\nnobody\nX"
        #expect(
            try laboratory.problem("rehearse {\n\(rejects)\nimport \"\(folder.path)/r.csv\" into new group R\n}") == nil
        )
        #expect(laboratory.recording.results.last?.record["read"] == 1)
        #expect(try laboratory.problem("rehearse {\n\(rejects)\n\(rejects)\n}")?.code == .fileExists)
        // The clock of an account in memory moves, and only within the rehearsal.
        try laboratory.run("rehearse { clock advance 2d }; print now()")
        #expect(laboratory.recording.printed.last == [.instant(Instant(unixSeconds: 1_767_225_600))])
        #expect(try folder.tree().isEmpty)
    }

    /// With `--dry-run`, an expected output is that of the real run; a rehearsal in the script is one there, too.
    @Test(arguments: [
        ("create group B", "created the group \"B\""), ("rehearse create group B", "would create the group \"B\""),
        ("rehearse { create group B }", "would create the group \"B\""),
        ("let r = create group B; print text($r.rehearsed)", "false"),
        ("export group Kunden to out.csv", "wrote 3 recipients of the group \"Kunden\" to \"out.csv\""),
        ("groups to out.csv", "wrote 1 row to \"out.csv\""),
    ])
    func expectedOutputIsThatOfTheRealRun(text: String, output: String) throws {
        let folder = try TemporaryFolder()
        for isRehearsal in [true, false] {
            let laboratory = try Laboratory {
                $0.isRehearsal = isRehearsal
                $0.makeTranscript = { ScenarioRecording() }
                $0.makeQueryText = { RowFileText($0, columns: $1) }
            }
            let inFolder = text.replacing("out.csv", with: "\"\(folder.path)/\(isRehearsal).csv\"")
            let expected = output.replacing("out.csv", with: "\(folder.path)/\(isRehearsal).csv")
            try laboratory.run("import <<X into new group Kunden\nemail\na@b.de\nc@b.de\nd@b.de\nX")
            #expect(
                try laboratory.problem("expect output { \(inFolder) } <<X\n\(expected)\nX")?.message == nil)
            try laboratory.run("let r = create group C; print $r.rehearsed")
            #expect(laboratory.recording.printed == [[.bool(isRehearsal)]])
        }
    }

    /// Every byte counts, and what differs does not look the same.
    @Test(arguments: [
        (#"a\u{308}"#, "ä", #"is "\u{E4}", but the block printed "a\u{308}""#),
        (#"a\\tb"#, "a\tb", #"is "a\tb", but the block printed "a\\tb""#), (#"ä\\"#, "ä\\", nil),
    ])
    func expectedOutputIsExact(printed: String, expected: String, difference: String?) throws {
        let laboratory = try Laboratory { $0.makeTranscript = { ScenarioRecording() } }
        let problem = try laboratory.problem("expect output { print \"\(printed)\" } <<X\n\(expected)\nX")
        #expect(problem?.message == difference.map { "line 1 of the here-document \($0)" })
    }

    @Test func expectedOutputOfARehearsalSaysWouldInBoth() throws {
        for isRehearsal in [true, false] {
            let laboratory = try Laboratory {
                $0.isRehearsal = isRehearsal
                $0.makeTranscript = { ScenarioRecording() }
            }
            try laboratory.run(
                "rehearse {\nexpect output { create group B } <<X\nwould create the group \"B\"\nX\n}")
        }
    }

    @Test func expectationsSayWhy() throws {
        let laboratory = try Laboratory.withRecipients()
        #expect(
            try laboratory.problem("let n = 3; expect 1 = $n, \"three are wanted, not $n\"")?.message
                == "expected 1 = $n, but the left side is 1 and the right side is 3: three are wanted, not 3")
        let counted = try laboratory.problem("expect count(recipients of Kunden where city = none) = 0")
        #expect(counted?.message.contains("the rows are (email: \"cem@example.com\"") == true)
        let turn = try laboratory.problem("for g in groups { for x in (1, 2) { expect $x = 1 } }")
        #expect(turn?.message.hasSuffix(", in the turn x = 2, in the turn g = \"Kunden\"") == true)
    }
}
