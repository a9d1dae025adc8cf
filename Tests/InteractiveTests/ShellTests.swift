import Foundation
import Testing

/// Prompt, history, completion and interrupts.
@Suite(.serialized) struct ShellTests {
    @Test func thePromptSaysWhereOneIs() throws {
        let place = try InteractiveWorkplace()
        let session = try place.command(
            "\"$CBS\" init kunden >/dev/null; \"$CBS\" --store kunden; \"$CBS\" --store kunden --read-only; "
                + "\"$CBS\" init play --simulated-clock >/dev/null; NO_COLOR=1 \"$CBS\" --store play/. --read-only")
        try session.wait(for: "kunden> ")
        session.type("\u{4}")
        try session.wait(for: "kunden (read-only)> ")
        session.type("\u{4}")
        try session.wait(for: "play (read-only, simulated 2026-01-01)> ")
        #expect(session.hasColour)
        try session.enter("if true {", expecting: "...> ")
        try session.enter("print \"open", expecting: "print \"open")
        try session.enter("end\" }", expecting: "\nopen\nend\n")
    }

    @Test func usesNoColourWhereNoneIsWanted() throws {
        for (arguments, variables) in [("--memory", ["NO_COLOR": "1"]), ("--memory --no-color", [:])] {
            let session = try InteractiveWorkplace().session(arguments, variables: variables)
            try session.enter("print 1", expecting: "\n1\n")
            #expect(!session.hasColour)
        }
    }

    @Test func keepsOneEntryAStatement() throws {
        let place = try InteractiveWorkplace()
        let session = try place.session()
        try session.waitForPrompt()
        for (line, answer) in [("print 1", "\n1\n"), ("print 1", "\n1\n"), (" print 2", "\n2\n")] {
            try session.enter(line, expecting: answer)
        }
        try session.enter("if true {", expecting: "...> ")
        try session.enter("  print \"a\\\\b\"", expecting: "...>   print")
        try session.enter("}", expecting: "\na\\b\n")
        try session.enter("history", expecting: "3  history")
        session.type("\u{4}")
        #expect(try session.waitForEnd() == 0)
        #expect(place.history == ["print 1", #"if true {\n  print "a\\\\b"\n}"#, "history"])
        let attributes = try FileManager.default.attributesOfItem(
            atPath: place.folder.appendingPathComponent(InteractiveWorkplace.historyName).path)
        #expect(attributes[.posixPermissions] as? Int == 0o600)
    }

    @Test func sessionsShareTheHistoryAndScriptsDoNot() throws {
        let place = try InteractiveWorkplace()
        let (one, other) = (try place.session(), try place.session())
        try one.enter("print 1", expecting: "\n1\n")
        try other.enter("print 2", expecting: "\n2\n")
        try one.enter("print 3", expecting: "\n3\n")
        let script = try place.command("\"$CBS\" --memory -c 'print 4'; echo 'print 5' | \"$CBS\" --memory")
        #expect(try script.waitForEnd() == 0)
        #expect(place.history == ["print 1", "print 2", "print 3"])
    }

    @Test func erasingAnAddressErasesItFromTheHistory() throws {
        let place = try InteractiveWorkplace()
        let (one, other) = (try place.session("--memory --yes"), try place.session("--memory --yes"))
        try one.enter("print \"Anna@Example.com\"", expecting: "\nAnna@Example.com\n")
        try one.enter("print \"joanna@example.com\"", expecting: "\njoanna@example.com\n")
        try one.enter("erase recipient anna@example.COM", expecting: "anna@example.com was found nowhere")
        #expect(place.history == ["print \"joanna@example.com\""])
        one.type("\u{1B}[A")
        try one.wait("the entry that is left") { $0.hasSuffix("> print \"joanna@example.com\"") }
        try other.enter("print 1", expecting: "\n1\n")
        try other.enter("print \"joanna@example.com\"", expecting: "\njoanna@example.com\n")
        let script = try place.command("\"$CBS\" --memory -c 'erase recipient joanna@example.com'")
        #expect(try script.waitForEnd() == 0)
        #expect(place.history == ["print 1"])
    }

    /// Every escape of the language hides an address from whoever compares bytes.
    @Test(arguments: [#"print "p\$i@example.com""#, #"print "p\u{24}i\u{40}example.com""#])
    func erasingAnAddressErasesItsEscapedSpellings(statement: String) throws {
        let place = try InteractiveWorkplace()
        let session = try place.session("--memory --yes")
        try session.enter(statement, expecting: "\np$i@example.com\n")
        try session.enter(#"erase recipient "p\$i@example.com""#, expecting: "p$i@example.com was found nowhere")
        #expect(place.history == [])
    }

    @Test func completesOneCandidateAndListsSeveral() throws {
        let place = try InteractiveWorkplace()
        try place.write("email\na@b.de\n", to: "my list.csv")
        let session = try place.session()
        try session.waitForPrompt()
        session.type("cre\tg\t\"Spring sale\"\r")
        try session.wait(for: "created the group \"Spring sale\"")
        try session.waitForPrompt()
        session.type("imp\tmy\tin\tS\t\r")
        try session.wait(for: "import \"my list.csv\" into \"Spring sale\"")
        try session.wait(for: "1 added")
        try session.waitForPrompt()
        session.type("show \t")
        try session.wait("the list") { $0.contains("recipient") && $0.contains("settings") && $0.hasSuffix("> show ") }
        session.type("backup \t\r")
        try session.wait(for: "show backup 1")
        try session.waitForPrompt()
        session.type("recipients of S\twh\tema\t~ \"*\"\r")
        try session.wait(for: "recipients of \"Spring sale\" where email ~ \"*\"")
    }

    // MARK: Results

    @Test func theLastResultIsAtHand() throws {
        let session = try InteractiveWorkplace().session("--memory --yes")
        try session.enter("print $_", expecting: "help: at the prompt, \"$_\" is the last result")
        try session.enter("create group A; create group B; groups", expecting: "(2 rows)")
        try session.enter("for g in $_ { delete group $g.name }", expecting: "deleted the group \"B\"")
        try session.enter("print $_.undo", expecting: "\nundo backup 2\n")
        try session.enter("print $_.undoo", expecting: "did you mean")
        try session.enter("create group", expecting: "error[syntax]")
        try session.enter("print $_.backup", expecting: "\n2\n")
    }

    /// Somebody may use the name, as other languages do to drop a value.
    @Test func aVariableOfItsNameEndsWithTheNextResult() throws {
        let session = try InteractiveWorkplace().session()
        try session.enter("let _ = 3; print $_", expecting: "\n3\n")
        try session.enter("create group A", expecting: "created")
        try session.enter("print $_.group", expecting: "\nA\n")
        try session.enter("let _ = 4", expecting: "let _ = 4")
        try session.enter("if true { groups show name }; print count($_)", expecting: "\n1\n")
        try session.enter("for _ in (5, 6) { groups show name; print $_ }", expecting: "\n6\n")
        try session.enter("print first($_).name", expecting: "\nA\n")
    }

    /// As in other shells, that ends the statement and not the session.
    @Test(arguments: ["xterm", "dumb"])
    func theEndOfTheInputWithinAStatementGivesItUp(terminal: String) throws {
        let session = try InteractiveWorkplace().session(variables: ["TERM": terminal])
        try session.waitForPrompt()
        session.type("if true {\r")
        try session.wait(for: "...> ")
        session.type("\u{4}")
        try session.wait(for: "error[syntax]: the input ended within the statement, which has not run")
        try session.enter("print 1", expecting: "\n1\n")
        session.type("\u{4}")
        #expect(try session.waitForEnd() == 0)
    }

    @Test func messagesTellNearTimesInWords() throws {
        let session = try InteractiveWorkplace().session("--memory --yes")
        try session.enter("create group A; add recipient a@example.com to A; delete group A", expecting: "undo with")
        try session.enter("clock advance 31d", expecting: "2026-02-01")
        try session.enter("restore backup 1", expecting: "backup 1 expired yesterday 00:00")
        try session.enter(
            "try { restore backup 1 } else { print $error.message }", expecting: "expired at 2026-01-31T00:00:00Z")
    }

    @Test func csvDoesNotControlTheTerminal() throws {
        let session = try InteractiveWorkplace().session()
        try session.enter("set format csv", expecting: "format")
        let line = #"a\u{1B}]0;title\u{7}b"#
        try session.enter("print \"\(line)\"", expecting: "\n\(line)\n")
    }

    @Test func aSessionChangesItsFormat() throws {
        let session = try InteractiveWorkplace().session()
        try session.enter("create group A", expecting: "created")
        try session.enter("set format json", expecting: "{\"command\":\"set format\",\"format\":\"json\"")
        try session.enter("groups show name", expecting: "\n[{\"name\":\"A\"}]\n")
        try session.enter("show group B", expecting: "{\"error\":{\"code\":\"unknown-group\"")
        try session.enter("set format records", expecting: "results are shown as records")
        try session.enter("groups show name, backup", expecting: "\nname:   A\nbackup: yes\n\n(1 row)\n")
        try session.enter("set format table", expecting: "results are shown as tables")
        try session.enter("groups show name", expecting: "\nname\n----\nA\n(1 row)\n")
    }

    // MARK: Imports

    @Test func anImportShowsWhatItTookTheColumnsFor() throws {
        let place = try InteractiveWorkplace()
        try place.write("E-Mail;Vorname;\((1...20).map { "f\($0)" }.joined(separator: ";"))\na@b.de\n", to: "list.csv")
        try place.write("import list.csv into new group B\n", to: "import.cbs")
        let session = try place.session()
        try session.enter("import list.csv into new group A", expecting: "  Vorname → firstname  new\n")
        #expect(session.text.contains("\n  … and 13 more columns as they are\n"))
        #expect(!session.text.contains("note: columns"))
        try session.enter("run import.cbs", expecting: "note: columns: E-Mail → email, Vorname → firstname (new), f1")
    }

    @Test func theGuardAsksBeforeWhatLooksLikeAnAccident() throws {
        let place = try InteractiveWorkplace()
        let people = 1...30
        try place.write("email,city\n" + people.map { "p\($0)@example.com,Town \($0)\n" }.joined(), to: "list.csv")
        try place.write("email,city\n" + people.map { "p\($0)@example.com,#NV\n" }.joined(), to: "bad.csv")
        let session = try place.session("--memory", columns: 120)
        try session.enter("import list.csv into new group N", expecting: "30 added")
        for answer in ["n", "", "\u{4}"] {
            session.type("import bad.csv into N\r")
            try session.wait("the question") { $0.hasSuffix("Import it anyway? [y/N] ") }
            session.type(answer == "\u{4}" ? answer : answer + "\r")
            try session.enter("print count(recipients of N where city = \"#NV\")", expecting: "\n0\n")
        }
        #expect(session.text.contains("careful: this looks like an accident\n         30 of 30 "))
        #expect(session.text.contains("note: nothing was changed") && !session.text.contains("error[cancelled]"))
        session.type("import bad.csv into N\r")
        try session.wait("the question") { $0.hasSuffix("Import it anyway? [y/N] ") }
        session.type("y\r")
        try session.enter("print count(recipients of N where city = \"#NV\")", expecting: "\n30\n")
        try session.enter("import list.csv into N --guard refuse", expecting: "imported 30 rows")
        try session.enter("import bad.csv into N --guard refuse", expecting: "error[suspicious]")
        try session.enter("import bad.csv into N --guard warn", expecting: "warning: ")
    }

    /// Wherever the prompt is shown, a question is too.
    @Test(arguments: ["--memory 2>errors.txt", "--memory 2>&1 | cat"])
    func asksWhateverIsRedirected(arguments: String) throws {
        let session = try InteractiveWorkplace().command("\"$CBS\" \(arguments)")
        try session.enter("create group K", expecting: "created")
        try session.enter("add recipient anna@example.com to K", expecting: "added")
        session.type("erase recipient anna@example.com\r")
        try session.wait("the question") { $0.hasSuffix("Erase it for good? [y/N] ") }
        #expect(session.text.contains("careful: anna@example.com would be removed"))
        session.type("\r")
        try session.enter("print 40 + (group K).recipients", expecting: "41")
    }

    @Test func aSuspendedQuestionIsAskedAgain() throws {
        let session = try InteractiveWorkplace().command("exec bash --norc --noprofile -i")
        try session.enter("\"$CBS\" --memory", expecting: "memory (")
        session.type("set backup off\r")
        try session.wait("the question") { $0.hasSuffix("Turn backups off? [y/N] ") }
        session.type("\u{1A}")
        try session.wait(for: "Stopped")
        try session.waitForPrompt()
        session.type("fg\r")
        try session.wait("the question again") {
            $0.components(separatedBy: "careful: ").count == 3 && $0.hasSuffix("Turn backups off? [y/N] ")
        }
        session.type("y\r")
        try session.wait(for: "backups of the account are off")
    }

    // MARK: The pager

    @Test(arguments: ["no-such-pager", "false"]) func aPagerThatFailsLosesNothing(pager: String) throws {
        let session = try InteractiveWorkplace().session(variables: ["PAGER": pager])
        try session.enter("help", expecting: "consent, dates")
        #expect(session.text.contains("bring back the rows of a backup"))
    }

    @Test(arguments: [("", "xterm"), ("echo paged", "dumb"), ("echo paged", ""), ("echo paged", "no-such-terminal")])
    func nothingIsPagedWhereThatIsNotWanted(pager: String, terminal: String) throws {
        let session = try InteractiveWorkplace().session(variables: ["PAGER": pager, "TERM": terminal])
        try session.enter("help", expecting: "consent, dates")
        #expect(!session.text.contains("paged"))
    }

    @Test func anInterruptInThePagerStopsTheStatements() throws {
        let session = try InteractiveWorkplace().session(variables: ["PAGER": "cat; kill -INT $PPID"])
        try session.enter("for i in (1, 2, 3) { help }", expecting: "interrupted in the turn i = ")
        #expect(session.text.components(separatedBy: "consent, dates").count == 2)
        try session.enter("print 6 * 7", expecting: "\n42\n")
    }

    // MARK: Interrupts

    @Test func interruptsAtThePromptClearTheLine() throws {
        let place = try InteractiveWorkplace()
        let session = try place.session()
        try session.waitForPrompt()
        session.type("print 1")
        try session.wait(for: "print 1")
        session.type("\u{3}")
        try session.wait(for: "print 1^C\n")
        try session.waitForPrompt()
        try session.enter("if true {", expecting: "...> ")
        session.type("print 2")
        try session.wait(for: "print 2")
        session.type("\u{3}")
        try session.wait(for: "print 2^C\n")
        try session.enter("print 40 + 2", expecting: "\n42\n")
        session.type("\u{4}")
        #expect(try session.waitForEnd() == 0)
        #expect(place.history == ["print 40 + 2"])
    }

    @Test func errorsDoNotEndTheSession() throws {
        let session = try InteractiveWorkplace().session()
        try session.enter("wat", expecting: "error[unknown-command]")
        try session.enter("show group none", expecting: "error[unknown-group]")
        try session.enter("print 6 * 7", expecting: "\n42\n")
    }

    @Test func anInterruptStopsABlock() throws {
        let session = try InteractiveWorkplace().session()
        try session.waitForPrompt()
        let list = (0..<60).map(String.init).joined(separator: ",")
        session.type(
            "for a in (\(list)) { for b in (\(list)) { for c in (\(list)) { print \"$a $b $c\" } } }; print 1\r")
        try session.wait(for: "\n0 0 5\n")
        session.type("\u{3}")
        try session.wait(for: "interrupted")
        try session.enter("print 6 * 7", expecting: "\n42\n")
    }

    @Test func anInterruptStopsAnImportBeforeItsCommit() throws {
        let place = try InteractiveWorkplace()
        try place.writeList(rows: 6_000_000, to: "big.csv")
        let session = try place.command("\"$CBS\" init s >/dev/null; exec \"$CBS\" --store s")
        try session.wait(for: "s> ")
        try session.enter("create group Big", expecting: "created")
        try session.enter("if true { import big.csv into Big", expecting: "...> ")
        session.type("print \"not run\" }\r")
        // The bar shows that the import is under way.
        try session.wait(for: "%")
        session.type("\u{3}")
        try session.wait(for: "interrupted: nothing was changed")
        try session.enter("print (group Big).recipients", expecting: "\n0\n")
        #expect(!session.text.contains("\nnot run\n"))
        try session.enter("verify", expecting: "all intact")
        let files = try FileManager.default.subpathsOfDirectory(atPath: place.folder.appendingPathComponent("s").path)
        #expect(!files.contains { $0.hasSuffix(".part") || $0.hasSuffix(".tmp") })
        session.type("\u{4}")
        #expect(try session.waitForEnd() == 0)
    }

    /// Whoever reads only a report learns what has run, and that not everything has.
    @Test(arguments: ["", "--tap"])
    func interruptedTestsAreReported(option: String) throws {
        let place = try InteractiveWorkplace()
        let list = (0..<200).map(String.init).joined(separator: ",")
        try place.write(
            """
            scenario "quick" { expect 1 = 1 }
            scenario "long" { for a in (\(list)) { for b in (\(list)) { for c in (\(list)) { expect 1 = 1 } } } }
            """, to: "t.cbs")
        let session = try place.session("test t.cbs \(option) --junit report.xml")
        try session.wait(for: "quick")
        session.type("\u{3}")
        try session.wait(for: "1 passed, 1 failed")
        #expect(try session.waitForEnd() == 130)
        #expect(!session.text.contains("Bail out!") && (option.isEmpty || session.text.contains("not ok")))
        let report = try #require(place.read("report.xml"))
        #expect(report.contains("name=\"quick\"") && report.contains("interrupted"))
    }

    @Test func aScriptEndsWithItsStatus() throws {
        let place = try InteractiveWorkplace()
        let list = (0..<60).map(String.init).joined(separator: ",")
        try place.write(
            "for a in (\(list)) { for b in (\(list)) { for c in (\(list)) { print \"$a $b $c\" } } }\n", to: "long.cbs")
        let session = try place.session("run long.cbs --memory")
        try session.wait(for: "\n0 0 5\n")
        session.type("\u{3}")
        #expect(try session.waitForEnd() == 130)
    }
}
