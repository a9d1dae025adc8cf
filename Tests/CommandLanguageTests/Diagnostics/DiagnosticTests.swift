import Recipients
import Testing

@testable import CommandLanguage

/// What people and programs read when something is wrong, to the letter.
@Suite struct DiagnosticTests {
    @Test func textIsAsInTheContract() {
        let text = String(repeating: "\n", count: 11) + "restore backup 3 into group Newsletter\n"
        let source = Source(name: "restore.cbs", text: text)
        let failure = Failure(.unknownGroup, "there is no group \"Newsleter\"", help: "did you mean \"Newsletter\"?")
        let diagnostic = Diagnostic(failure, in: source, at: SourceRange(11 + 28, 11 + 38))
        #expect(
            diagnostic.text == """
                error[unknown-group]: there is no group "Newsleter"
                  restore.cbs:12:29
                   |
                12 | restore backup 3 into group Newsletter
                   |                             ^^^^^^^^^^
                help: did you mean "Newsletter"?
                """)
        #expect(
            diagnostic.json == #"{"error":{"code":"unknown-group","message":"there is no group \"Newsleter\"","#
                + #""file":"restore.cbs","line":12,"column":29,"help":"did you mean \"Newsletter\"?"}}"#)
    }

    @Test func failureWithoutAPlace() {
        let diagnostic = Diagnostic(Failure(.storage, "no room\u{1B}[2J", help: "make some"))
        #expect(diagnostic.text == "error[storage]: no room\\u{1B}[2J\nhelp: make some")
        #expect(
            diagnostic.json == #"{"error":{"code":"storage","message":"no room\u001b[2J","file":null,"#
                + #""line":null,"column":null,"help":"make some"}}"#)
        #expect(Diagnostic(Failure(.storage, "no room")).text == "error[storage]: no room")
    }

    @Test func caretsStandUnderWideAndControlCharactersAndTabs() {
        let source = Source(name: nil, text: "\tprint \"你好\u{1B}é\" oops")
        let upper = source.bytes.count
        let diagnostic = Diagnostic(Failure(.syntax, "no"), in: source, at: SourceRange(upper - 4, upper))
        #expect(
            diagnostic.text == """
                error[syntax]: no
                  line 1, column 15
                  |
                1 |     print "你好\\u{1B}é" oops
                  |                         ^^^^
                """)
    }

    @Test func aLongLineIsCut() {
        let text = String(repeating: "a ", count: 500) + "OOPS" + String(repeating: " b", count: 500)
        let source = Source(name: "x", text: text)
        let lines = Diagnostic(Failure(.syntax, "no"), in: source, at: SourceRange(1000, 1004)).text.split(
            separator: "\n")
        #expect(lines[1] == "  x:1:1001")
        #expect(lines[3].hasPrefix("1 | …a a") && lines[3].hasSuffix(" b…"))
        let marker = lines[4].firstRange(of: "^^^^")
        let word = lines[3].firstRange(of: "OOPS")
        #expect(marker.map { lines[4][..<$0.lowerBound].count } == word.map { lines[3][..<$0.lowerBound].count })
    }

    @Test func aRangeOfSeveralLinesIsMarkedInTheFirst() {
        let source = Source(name: "x", text: "ab\r\ncd")
        let diagnostic = Diagnostic(Failure(.syntax, "no"), in: source, at: SourceRange(1, 6))
        #expect(diagnostic.text == "error[syntax]: no\n  x:1:2\n  |\n1 | ab\n  |  ^")
    }

    @Test func everyProblemIsReported() {
        let text = "verify x\nfoo\nif true {\n  show grup X\n  purge\n}\nlet x = (1\nprint $y \"a\nb\" c"
        let problems = Parser.parse(Source(name: nil, text: text)).diagnostics
        #expect(
            problems.map { "\($0.location?.line ?? 0): \($0.message)" } == [
                "1: unexpected \"x\": expected the end of the statement",
                "2: there is no command \"foo\"",
                "4: expected \"group\", \"backup\", \"recipient\", \"settings\" or \"store\", found \"grup\"",
                "7: this \"(\" is never closed",
                "8: unexpected text \"a\nb\": expected \",\" or the end of the statement",
            ])
    }

    @Test func invalidEncodingHasAPosition() {
        let source = Source(name: "x.cbs", bytes: Array("verify\nshow é ".utf8) + [0xFF] + Array(" x\n".utf8))
        let result = Parser.parse(source)
        #expect(
            result.diagnostics.map(\.text) == [
                """
                error[syntax]: the text is not valid UTF-8
                  x.cbs:2:8
                  |
                2 | show é \u{FFFD} x
                  |        ^
                help: write it in UTF-8
                """
            ])
    }

    @Test(arguments: [
        ErrorCode.syntax: 2, .unknownCommand: 2, .unknownGroup: 1, .expectation: 3, .damaged: 4, .locked: 5,
        .cancelled: 130, .storage: 1, .invalidValue: 1,
    ])
    func exitStatus(_ code: ErrorCode, _ status: Int32) {
        #expect(ExitStatus(code).rawValue == status)
    }
}
