internal import CommandLanguage
public import Interpreter

/// The report as XML in the dialect of JUnit that build servers read: a suite a file, a test case a scenario.
public enum JUnitReport {
    /// The whole document.
    ///
    /// - Parameter outcomes: In the order of the run; those of a file follow one another.
    public static func text(of outcomes: [ScenarioOutcome]) -> String {
        var lines = ["<?xml version=\"1.0\" encoding=\"UTF-8\"?>"]
        lines.append("<testsuites name=\"cbs test\" \(counts(outcomes[...]))>")
        var start = 0
        while start < outcomes.count {
            let file = outcomes[start].scenario.file
            let end = outcomes[start...].firstIndex { $0.scenario.file != file } ?? outcomes.count
            lines.append("  <testsuite name=\(XMLText.attribute(file)) \(counts(outcomes[start..<end]))>")
            lines += outcomes[start..<end].map(testCase)
            lines.append("  </testsuite>")
            start = end
        }
        lines.append("</testsuites>")
        return lines.joined(separator: "\n") + "\n"
    }

    private static func counts(_ outcomes: ArraySlice<ScenarioOutcome>) -> String {
        let tally = ScenarioTally(outcomes)
        let time = seconds(outcomes.reduce(.zero) { $0 + $1.duration })
        return "tests=\"\(tally.total)\" failures=\"\(tally.failed)\" errors=\"0\" skipped=\"0\" time=\"\(time)\""
    }

    private static func testCase(_ outcome: ScenarioOutcome) -> String {
        let scenario = outcome.scenario
        let file = XMLText.attribute(scenario.file)
        let start =
            "    <testcase classname=\(file) name=\(XMLText.attribute(scenario.title))"
            + " file=\(file) line=\"\(scenario.line)\" time=\"\(seconds(outcome.duration))\""
        guard let failing = outcome.failing else { return start + "/>" }
        return start + ">\n" + failure(failing) + "\n    </testcase>"
    }

    private static func failure(_ failing: ScenarioOutcome.Failing) -> String {
        let diagnostic = failing.diagnostic
        let message = (failing.isInSetUp ? "the set-up failed: " : "") + diagnostic.message
        var text = diagnostic.text
        if !failing.printed.isEmpty { text += "\nit printed:\n" + failing.printed.indented(by: 2) }
        return "      <failure message=\(XMLText.attribute(message))"
            + " type=\(XMLText.attribute(diagnostic.code.rawValue))>\(XMLText.content(text))</failure>"
    }

    /// A duration in seconds, to the microsecond.
    private static func seconds(_ duration: Duration) -> String {
        let (seconds, attoseconds) = duration.components
        let microseconds = "\(1_000_000 + attoseconds / 1_000_000_000_000)".dropFirst()
        return "\(seconds).\(microseconds)"
    }
}
