import Recipients
import Testing

/// What `--keep-going` continues after, and what it passes over.
struct KeepGoingTests {
    private func run(_ text: String, files: [String: String] = [:]) throws -> Laboratory {
        let laboratory = try Laboratory(files: files) { $0.keepsGoing = true }
        try laboratory.run(text)
        return laboratory
    }

    @Test func aFailingStatementEndsTheTurnOfTheInnermostLoop() throws {
        let laboratory = try run(
            """
            create group A; create group B
            for g in groups {
                for n in (1, 2) { print "$g.name $n"; export group $g.name to /nope/x.csv; delete group $g.name via api }
                print "after $g.name"
            }
            print count(groups)
            """)
        #expect(
            laboratory.recording.printed.flatMap { $0 } == [
                .text("A 1"), .text("A 2"), .text("after A"), .text("B 1"), .text("B 2"), .text("after B"), 2,
            ])
        #expect(laboratory.interpreter.failures.count == 4)
    }

    @Test func outsideOfLoopsTheWholeStatementEnds() throws {
        let laboratory = try run("if true { show group a; print 1 }; print 2; expect 1 = 2")
        #expect(laboratory.recording.printed == [[2]])
        #expect(laboratory.interpreter.failures == [.unknownGroup, .expectation])
    }

    @Test func aScriptThatIsRunGoesOnAtItsTop() throws {
        let files = ["a.cbs": "show group a; print 1", "b.cbs": "show group b; print 3"]
        let laboratory = try run("run a.cbs; print 2; include b.cbs; print 4", files: files)
        #expect(laboratory.recording.printed == [[1], [2], [3], [4]])
        #expect(laboratory.interpreter.failures == [.unknownGroup, .unknownGroup])
    }

    @Test func whatNeedsTheResultOfAFailureIsPassedOver() throws {
        let laboratory = try run(
            """
            let r = 5
            let r = import missing.csv into new group A
            print $r; print "$r.added"; let s = $r; print $s; if $r = 5 { print 1 }
            try { print $r } else { print 2 }
            expect error { print $r }
            print 3
            let r = 4; print $r
            """)
        #expect(laboratory.recording.printed == [[3], [4]])
        #expect(laboratory.interpreter.failures == [.unreadableFile])
    }

    /// What is passed over has not failed: it ends neither the turn nor the block around it.
    @Test func whatIsPassedOverEndsNothing() throws {
        let files = ["f.cbs": "print $r.name; print 5"]
        let laboratory = try run(
            """
            let r = show group N
            for x in (1, 2) { print $x; let q = $r.name; print $q; print "on" }
            if true { print $r.name; print 3 }
            for x in (1, 2) { for y in $r.fields { print 6 }; if $x = 2 { print $r; print 4 } }
            if true { include f.cbs }
            """, files: files)
        #expect(laboratory.recording.printed == [[1], [.text("on")], [2], [.text("on")], [3], [4], [5]])
        #expect(laboratory.interpreter.failures == [.unknownGroup])
    }

    /// Whether or not it would read the value: what comes before it decides, or there are no rows.
    @Test func whatMentionsTheResultOfAFailureIsPassedOver() throws {
        let laboratory = try run(
            """
            create group G
            let b = (group N).name
            if count(groups) = 1 or $b = "z" { print "ran" }
            print count(recipients of G where city = "Köln" and email = $b)
            for x in (1, 2) { print true or $b = "z" }
            if false { print 1 } else if $b = "z" { print 2 } else { print 3 }
            let c = default(1, "$b"); print true or $c
            try { print 4; print true or $b = 1; print 5 } else { print 6 }
            expect error { print true or $b = 1 }
            for x in recipients of G sort by (email + $b) { print 7 }
            print 8
            """)
        #expect(laboratory.recording.printed == [[4], [5], [8]])
        #expect(laboratory.interpreter.failures == [.unknownGroup])
    }

    /// A rehearsal has variables of its own.
    @Test func whatIsPassedOverInARehearsalEndsNothing() throws {
        let laboratory = try run(
            "let b = (group N).name; try { rehearse { print $b } } else { print 1 }; rehearse { print $b; print 2 }")
        #expect(laboratory.recording.printed == [[2]])
    }

    @Test func whatIsCaughtIsNotLost() throws {
        let laboratory = try run(
            """
            let r = "default"; try { let r = (group N).name } else { print "no group" }; print "using", $r
            try { let r = (group N).name }; print $r
            expect error { let r = (group N).name }; print $r
            """)
        #expect(
            laboratory.recording.printed == [
                [.text("no group")], [.text("using"), .text("default")], [.text("default")], [.text("default")],
            ])
        #expect(laboratory.interpreter.failures == [])
        // What is not caught takes with it what it would have set.
        let other = try run("let r = 1; try { let r = 2; expect 1 = 2 }; print $r; print 3")
        #expect(other.recording.printed == [[3]])
    }

    @Test func aFailureTellsTheTurnOfEachLoopAroundIt() throws {
        let files = ["f.cbs": "delete group X"]
        let laboratory = try run(
            """
            for g in ("x", "y") {
                for h in (1, 2) { expect $h = 1, "m"; if $g = "y" { run f.cbs } }
            }
            """, files: files)
        #expect(
            laboratory.recording.errors == [
                "expected $h = 1, but the left side is 2 and the right side is 1: m, in the turn h = 2, in the turn g = \"x\"",
                "there is no group \"X\", in the turn h = 1, in the turn g = \"y\"",
                "expected $h = 1, but the left side is 2 and the right side is 1: m, in the turn h = 2, in the turn g = \"y\"",
            ])
    }

    @Test func aScriptCountsWhatHasRun() throws {
        let files = ["f.cbs": "let r = show group N; print $r; print 2"]
        let laboratory = try run("let s = run f.cbs; print $s.statements", files: files)
        #expect(laboratory.recording.printed == [[2], [2]])
    }

    /// A failing statement takes with it what the scripts that it includes would have set, read or not.
    @Test(arguments: [
        "if true { include f.cbs }", "if true { delete group X; include f.cbs }",
        "if true { delete group X; include outer.cbs }", "let file = \"f.cbs\"; if true { include $file }",
    ])
    func whatAnIncludedScriptWouldHaveSetIsPassedOver(text: String) throws {
        let files = ["f.cbs": "delete group X\nlet v = 5", "outer.cbs": "include f.cbs; include outer.cbs"]
        let laboratory = try run("let v = 1; let w = 2\n\(text)\nprint $v; print $w", files: files)
        #expect(laboratory.recording.printed == [[2]])
        #expect(laboratory.interpreter.failures == [.unknownGroup])
    }

    @Test(arguments: [
        "rehearse { let a = 5; delete group X }", "if true { rehearse { let a = 5 }; delete group X }",
        "if true { for a in (1, 2) { let a = 5 }; delete group X }",
        "if true { try { } else { let error = 5 }; delete group X }",
    ])
    func whatEndsWithItsBlockIsNotLost(text: String) throws {
        let laboratory = try run("let a = 1; let error = 1\n\(text)\nprint $a + $error")
        #expect(laboratory.recording.printed == [[2]])
        #expect(laboratory.interpreter.failures == [.unknownGroup])
    }

    @Test func whatIsTriedIsCaughtFirst() throws {
        let laboratory = try run(
            "for x in (1, 2) { try { show group a; print 1 } else { print $error.code }; print 2 }")
        #expect(laboratory.recording.printed == [[.text("unknown-group")], [2], [.text("unknown-group")], [2]])
        #expect(laboratory.interpreter.failures == [])
    }
}
