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

    @Test func whatIsTriedIsCaughtFirst() throws {
        let laboratory = try run(
            "for x in (1, 2) { try { show group a; print 1 } else { print $error.code }; print 2 }")
        #expect(laboratory.recording.printed == [[.text("unknown-group")], [2], [.text("unknown-group")], [2]])
        #expect(laboratory.interpreter.failures == [])
    }
}
