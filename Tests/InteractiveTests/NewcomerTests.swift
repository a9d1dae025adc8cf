import Foundation
import Testing

/// What somebody meets who does not know the shell, or has a bad day.
@Suite(.serialized) struct NewcomerTests {
    // MARK: Greeting

    @Test(arguments: [60, 80, 100, 200])
    func theGreetingComesTheFirstTimeOnly(columns: Int) throws {
        let place = try InteractiveWorkplace()
        let first = try place.session(columns: columns)
        try first.waitForPrompt()
        let lines = first.text.split(separator: "\n").dropLast()
        #expect(lines.count == 4 && lines.allSatisfy { $0.count <= columns })
        #expect(lines.dropFirst().map { $0.split(separator: " ")[0] } == ["import", "undo", "help"])
        #expect(lines.last?.contains("Tab") == (columns > 60))
        try first.enter("print 1", expecting: "\n1\n")
        first.type("\u{4}")
        #expect(try first.waitForEnd() == 0)
        let second = try place.session(columns: columns)
        try second.waitForPrompt()
        #expect(second.text == "memory (simulated 2026-01-01)> ")
    }

    /// As the prompt does, not that in UTC.
    @Test func theGreetingShowsTheDayOfTheAccount() throws {
        let place = try InteractiveWorkplace()
        let prepare = "$CBS init store --simulated-clock --quiet && $CBS --store store --quiet -c "
        let statements = "'set time zone Asia/Tokyo; clock set 2026-02-03T04:00'"
        let session = try place.command("\(prepare)\(statements) && exec $CBS --store store")
        try session.waitForPrompt()
        #expect(session.text.split(separator: "\n").first?.hasSuffix(" (simulated 2026-02-03)") == true)
        #expect(session.text.hasSuffix("store (simulated 2026-02-03)> "))
    }

    @Test func aPlainTerminalPromisesNoTab() throws {
        let session = try InteractiveWorkplace().session(columns: 200, variables: ["TERM": "dumb"])
        try session.waitForPrompt()
        #expect(session.text.contains("help") && !session.text.contains("Tab"))
    }

    // MARK: History

    @Test(arguments: ["quit", "exit", "QUIT;"])
    func upRecallsWhatOneWouldWant(way: String) throws {
        let place = try InteractiveWorkplace()
        let first = try place.session()
        try first.enter("print 41 + 1", expecting: "\n42\n")
        first.type("\(way)\r")
        #expect(try first.waitForEnd() == 0)
        #expect(place.history == ["print 41 + 1"])
        let second = try place.session()
        try second.waitForPrompt()
        second.type("\u{1B}[A")
        try second.wait("the statement") { $0.hasSuffix("> print 41 + 1") }
    }

    /// Histories of before have it.
    @Test func quitInTheFileIsPassedOver() throws {
        let place = try InteractiveWorkplace()
        try place.writeHistory(Data("print 7\nquit\nexit\n".utf8))
        let session = try place.session()
        try session.waitForPrompt()
        session.type("\u{1B}[A")
        try session.wait("the statement") { $0.hasSuffix("> print 7") }
    }

    // MARK: The prompt

    @Test func thePromptTellsARehearsalFromASimulatedClock() throws {
        let place = try InteractiveWorkplace()
        let session = try place.command(
            "\"$CBS\" init kunden >/dev/null; \"$CBS\" --store kunden --simulate; "
                + "\"$CBS\" init play --simulated-clock >/dev/null; \"$CBS\" --store play; \"$CBS\" --store play --simulate"
        )
        for prompt in [
            /kunden \(rehearsal 20\d\d-\d\d-\d\d\)> $/, /play \(simulated 2026-01-01\)> $/,
            /play \(rehearsal 2026-01-01\)> $/,
        ] {
            try session.wait("the prompt") { $0.firstMatch(of: prompt) != nil }
            session.type("\u{4}")
        }
    }

    // MARK: What is pasted

    @Test func typographicQuotesOfAnEmailBecomeStraight() throws {
        let session = try InteractiveWorkplace().session(columns: 200)
        try session.enter("import <<X into new group A", expecting: "...> ")
        session.type("\u{1B}[200~email,note\na@x.de,„ja“\nb@x.de,\nX\n\u{1B}[201~\r")
        try session.wait(for: "2 added")
        try session.waitForPrompt()
        session.type("recipients of A where email in \u{1B}[200~(„a@x.de“, “b@x.de”, «c@x.de»)\u{1B}[201~")
        try session.wait("straight quotes") { $0.hasSuffix("in (\"a@x.de\", \"b@x.de\", \"c@x.de\")") }
        session.type(" show email, note\r")
        try session.wait(for: "(2 rows)")
        #expect(session.text.contains("a@x.de  „ja“"))
    }

    /// A terminal that does not mark pastes sends them as if they were typed.
    @Test func aPastedLineEndOfTwoCharactersIsOne() throws {
        let session = try InteractiveWorkplace().session()
        try session.waitForPrompt()
        session.type("import <<X into new group A\r\nemail\r\na@x.de\r\nX\r\nprint 6 * 7\r\n")
        try session.wait(for: "\n42\n")
        try session.waitForPrompt()
        #expect(!session.text.contains("...> \n") && !session.text.contains("(simulated 2026-01-01)> \n"))
    }

    // MARK: Keys

    @Test func escapeTwiceIsEscapeInVi() throws {
        let place = try InteractiveWorkplace()
        try place.write("bind -v\n", to: ".editrc")
        let session = try place.session()
        try session.waitForPrompt()
        session.type("xprint 12")
        for _ in 0..<3 {
            session.type("\u{1B}")
            Thread.sleep(forTimeInterval: 0.15)
        }
        session.type("0x$r3\r")
        try session.wait(for: "\n13\n")
    }

    // MARK: Errors

    /// The carets are under the word, in one row, however narrow the window is.
    @Test(arguments: [60, 80, 100, 200])
    func caretsStandUnderTheWord(columns: Int) throws {
        let session = try InteractiveWorkplace().session("--memory --no-color", columns: columns)
        try session.waitForPrompt()
        let names = (1...9).map { "\"person \($0)\"" }.joined(separator: ", ")
        session.type("groups where name in (\(names)) and recipints > 3 and backups > 2 and active > 1\r")
        try session.wait(for: "help: did you mean \"recipients\"?")
        let lines = session.text.components(separatedBy: "\n")
        let place = try #require(lines.lastIndex { $0.hasPrefix("  | ") && $0.contains("^") })
        let marker = lines[place]
        #expect(marker.filter { $0 == "^" } == "^^^^^^^^^" && marker.count <= columns)
        let start = try #require(marker.firstIndex(of: "^"))
        let column = marker.distance(from: marker.startIndex, to: start)
        #expect(lines[place - 1].dropFirst(column).hasPrefix("recipints"))
        #expect(lines[place - 1].count <= columns)
        // The message is broken between words.
        #expect(session.text.replacing("\n  ", with: " ").contains("has no field \"recipints\""))
    }

    @Test(arguments: [
        ("recipients of 203", "write: recipients of backup 203"),
        ("show group Kunden (alt)", "\"Kunden (alt)\""), ("export group Kunden (alt) to x.csv", "\"Kunden (alt)\""),
        ("delete group Kunden(alt)", "\"Kunden(alt)\""), ("undo 7", "write undo backup 7"),
        ("help resotre", "did you mean \"help restore\"?"),
    ])
    func helpCanBeTyped(statement: String, help: String) throws {
        let session = try InteractiveWorkplace().session()
        try session.enter(statement, expecting: help)
    }

    @Test func aStatementAtTheSystemsPromptIsTold() throws {
        let session = try InteractiveWorkplace().command(
            "\"$CBS\" backups; \"$CBS\" --store x show group 'a b'; \"$CBS\" verfy; echo over")
        try session.wait(for: "\nover")
        #expect(session.text.contains("write: cbs -c 'backups'"))
        #expect(session.text.contains("write: cbs -c 'show group \"a b\"'"))
        #expect(session.text.contains("did you mean \"cbs verify\"?"))
    }
}
