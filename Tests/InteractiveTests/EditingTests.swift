import Foundation
import Testing

/// Keys, locales, windows and the terminal's state.
@Suite(.serialized) struct EditingTests {
    @Test(arguments: ["C", "C.UTF-8", "POSIX"], [40, 80, 200])
    func keepsEveryCharacter(locale: String, columns: Int) throws {
        let place = try InteractiveWorkplace()
        let session = try place.session(columns: columns, variables: ["LC_ALL": locale])
        try session.waitForPrompt()
        try session.enter("create group \"Grüße 日本 🎉\"", expecting: "created the group")
        try session.enter("let a = 1", expecting: "let a = 1")
        session.type("\u{4}")
        #expect(try session.waitForEnd() == 0)
        #expect(place.history.first == "create group \"Grüße 日本 🎉\"")
    }

    @Test func understandsTheUsualKeys() throws {
        let session = try InteractiveWorkplace().session()
        try session.waitForPrompt()
        // Words by Control and Alt, Home and End in their encodings, Delete.
        session.type("bb cc\u{1B}[1;5Dx\u{1B}[1;3Dy\u{1B}[H\u{1B}[3~a\u{1B}OFz\u{1B}[1~1\u{1B}[4~2")
        try session.wait("the edited line") { $0.hasSuffix("> 1ab yxccz2") || $0.hasSuffix("> 1ayb xccz2") }
        session.type("\u{17}\u{15}print 41 + 1\r")
        try session.wait(for: "\n42\n")
    }

    @Test(arguments: ["", "cbs:bind -v\n"])
    func searchesAndRecalls(settings: String) throws {
        let place = try InteractiveWorkplace()
        try place.write(settings, to: ".editrc")
        let session = try place.session()
        try session.waitForPrompt()
        try session.enter("print \"first one\"", expecting: "\nfirst one\n")
        try session.enter("print 2", expecting: "\n2\n")
        session.type("\u{12}firsx\u{7F}t")
        try session.wait("what was found") { $0.hasSuffix("search \"first\"> print \"first one\"") }
        session.type("\r")
        try session.wait("the statement again") { $0.components(separatedBy: "\nfirst one\n").count == 3 }
        try session.waitForPrompt()
        session.type("\u{1B}[A\u{1B}[A")
        try session.wait("the one before") { $0.hasSuffix("> print 2") }
        session.type("\u{1B}[F\u{1B}[D3\r")
        try session.wait(for: "\n32\n")
    }

    @Test func honoursTheUsersSettings() throws {
        let place = try InteractiveWorkplace()
        try place.write("# mine\ncbs:bind -s ^T \"print 77\"\nother:bind -v\n", to: ".editrc")
        let session = try place.session()
        try session.waitForPrompt()
        session.type("\u{14}\r")
        try session.wait(for: "\n77\n")
    }

    @Test(arguments: ["", "cbs:bind -v\n"]) func theArrowsReachTheEndOfTheLine(settings: String) throws {
        let place = try InteractiveWorkplace()
        try place.write(settings, to: ".editrc")
        let session = try place.session()
        try session.waitForPrompt()
        session.type("print 1\u{1B}[D\u{1B}[C + 1\r")
        try session.wait(for: "\n2\n")
    }

    @Test func leavesEscapeToVi() throws {
        let place = try InteractiveWorkplace()
        try place.write("bind -v\n", to: ".editrc")
        let session = try place.session()
        try session.waitForPrompt()
        session.type("xprint 12\u{1B}")
        try session.wait(for: "print 12")
        session.type("0x$")
        session.type("r3\r")
        try session.wait(for: "\n13\n")
    }

    @Test func pastesWithoutRunning() throws {
        let session = try InteractiveWorkplace().session()
        try session.waitForPrompt()
        session.type("\u{1B}[200~print 1\rprint \"zwei\"\r\nlet x = 3\r\u{1B}[201~")
        try session.wait(for: "let x = 3")
        #expect(!session.text.contains("\nzwei\n"))
        session.type("; print \"x is $x\"\r")
        try session.wait(for: "\n1\nzwei\nx is 3\n")
    }

    /// Pasted text that the terminal does not mark.
    @Test func aPastedCRLFEndsOneLine() throws {
        let session = try InteractiveWorkplace().session()
        try session.waitForPrompt()
        session.type("print 41 + 1\r\nprint 42 + 1\r\n")
        try session.wait(for: "\n43\n")
        try session.waitForPrompt()
        #expect(session.text.contains("\n42\n") && !session.text.contains("> \n"))
    }

    @Test func anInterruptLeavesAWrappedLineWhole() throws {
        let session = try InteractiveWorkplace().session(columns: 60)
        try session.waitForPrompt()
        session.type("print \"\(String(repeating: "long ", count: 20))end\"")
        try session.wait(for: "end\"")
        session.type("\u{1}x")
        try session.wait(for: "> xprint")
        session.type("\u{3}")
        try session.wait(for: "end\"^C\n")
    }

    @Test func followsTheWindow() throws {
        let session = try InteractiveWorkplace().session(columns: 80)
        try session.waitForPrompt()
        session.type("print \"begun")
        try session.wait(for: "begun")
        session.resize(columns: 60)
        session.type(" and ended\"\r")
        try session.wait(for: "\nbegun and ended\n")
    }

    @Test(arguments: ["dumb", "", "no-such-terminal"])
    func readsPlainlyWhereNothingElseWorks(terminal: String) throws {
        let place = try InteractiveWorkplace()
        let session = try place.session(variables: ["TERM": terminal])
        try session.wait(for: "memory (simulated 2026-01-01)> ")
        try session.enter("print \"grün\" # …", expecting: "\ngrün\n")
        session.type("half a li")
        try session.wait(for: "half a li")
        session.type("\u{3}")
        try session.wait(for: "half a li^C\n")
        try session.enter("if true {", expecting: "...> ")
        try session.enter("print 5", expecting: "print 5")
        try session.enter("}", expecting: "\n5\n")
        #expect(!session.text.contains("\u{1B}") && session.modes.isEmpty)
        session.type("\u{4}")
        #expect(try session.waitForEnd() == 0)
        #expect(place.history.count == 2)
    }

    /// The terminal is as it was, whatever ends the program.
    @Test(arguments: ["\u{4}", "quit\r", "\u{1C}", "kill -TERM", "kill -HUP"])
    func leavesTheTerminalAsItWas(way: String) throws {
        let session = try InteractiveWorkplace().command(
            // The keys' signals reach this shell as well.
            "trap : INT QUIT; stty -a; \"$CBS\" --memory; stty -a; echo over")
        try session.waitForPrompt()
        #expect(session.modes.contains("?2004"))
        if way.hasPrefix("kill") {
            try session.enter("run \"none\"", expecting: "error")
            try Self.signal(way.hasSuffix("TERM") ? SIGTERM : SIGHUP, childOf: session)
        } else {
            session.type(way)
        }
        try session.wait(for: "over")
        _ = try session.waitForEnd()
        let settings = session.text.components(separatedBy: "speed ").dropFirst()
            .map { $0.components(separatedBy: "echoke").first ?? "" }
        #expect(settings.count == 2 && settings.first == settings.last)
        #expect(session.modes.isEmpty)
    }

    private static func signal(_ number: Int32, childOf session: TerminalSession) throws {
        let children = try String(
            contentsOfFile: "/proc/\(session.process)/task/\(session.process)/children", encoding: .utf8)
        for child in children.split(separator: " ").compactMap({ pid_t($0) }) { kill(child, number) }
    }

    @Test func suspendsAndContinues() throws {
        let session = try InteractiveWorkplace().command("exec bash --norc --noprofile -i")
        try session.enter("\"$CBS\" --memory", expecting: "memory (")
        session.type("print \"befo")
        try session.wait(for: "befo")
        session.type("\u{1A}")
        try session.wait(for: "Stopped")
        try session.waitForPrompt()
        session.type("echo still; fg\r")
        try session.wait(for: "\nstill\n")
        try session.wait("the line again") { $0.hasSuffix("print \"befo") }
        session.type("re\"\r")
        try session.wait(for: "\nbefore\n")
    }
}
