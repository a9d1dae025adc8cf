import Interpreter
import Rendering
import Testing

struct ScenarioReportTests {
    @Test func plainReportTellsOfFailures() {
        let report = PlainReport()
        let failed = ScenarioSamples.failed("Two", printed: "one\n\ntwo\n")
        #expect(report.text(of: ScenarioSamples.passed("One"), number: 1) == "ok     sample.cbs:3  One\n")
        #expect(
            report.text(of: failed, number: 2)
                == """
                FAILED sample.cbs:3  Two
                  error[expectation]: it is not
                    sample.cbs:2:10
                    |
                  2 |   expect 1 = 2
                    |          ^^^^^
                  help: think
                  it printed:
                    one

                    two

                """)
        #expect(report.ending(ScenarioTally(of: [failed])) == "0 passed, 1 failed\n")
    }

    @Test func plainReportSaysThatTheSetUpFailed() {
        let text = PlainReport().text(of: ScenarioSamples.failed("a", isInSetUp: true), number: 1)
        #expect(text.hasPrefix("FAILED sample.cbs:3  a\n  its set-up failed:\n  error[expectation]: it is not\n"))
    }

    @Test func quietReportLeavesOutWhatPassed() {
        let report = PlainReport(isQuiet: true)
        #expect(report.text(of: ScenarioSamples.passed("a"), number: 1) == "")
        #expect(report.text(of: ScenarioSamples.failed("a"), number: 2).hasPrefix("FAILED sample.cbs:3  a\n"))
    }

    @Test func plainReportSendsNoControlCharacters() {
        let text = PlainReport().text(of: ScenarioSamples.passed(ScenarioSamples.hostileTitle), number: 1)
        #expect(text.unicodeScalars.filter { $0.value < 0x20 } == ["\n"])
    }

    @Test func tapReportIsOneLineForWhatPasses() {
        let report = TAPReport()
        #expect(report.beginning(count: 2) == "1..2\n")
        #expect(report.text(of: ScenarioSamples.passed("One"), number: 1) == "ok 1 - One\n")
        #expect(report.ending(ScenarioTally(of: [ScenarioSamples.passed("a")])) == "# 1 passed, 0 failed\n")
    }

    @Test func tapReportExplainsFailuresInYAML() {
        let failed = ScenarioSamples.failed(
            "Two", message: "a \"b\": \\ \u{1B}", isInSetUp: true, printed: "x: y\n- z\n")
        #expect(
            TAPReport().text(of: failed, number: 7)
                == """
                not ok 7 - Two
                  ---
                  message: "a \\"b\\": \\\\ \\u001b"
                  severity: fail
                  code: expectation
                  during: set-up
                  at:
                    file: "sample.cbs"
                    line: 2
                    column: 10
                  statement: "expect 1 = 2"
                  help: "think"
                  printed:
                    - "x: y"
                    - "- z"
                  ...

                """)
    }

    @Test(arguments: [
        ("a # SKIP b", "a \\# SKIP b"), ("back\\slash", "back\\\\slash"), ("two\nlines", "two\\\\nlines"),
        ("#\u{301}", "\\#\u{301}"), ("#\u{20E3}", "\\#\u{20E3}"), ("", ""),
    ])
    func tapTitlesHoldNoDirective(title: String, written: String) {
        #expect(TAPReport().text(of: ScenarioSamples.passed(title), number: 1) == "ok 1 - \(written)\n")
    }

    @Test func tapSaysWhyARunEndsEarly() {
        #expect(TAPReport.bailOut("interrupted") == "Bail out! interrupted\n")
    }
}
