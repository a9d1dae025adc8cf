internal import CommandLanguage
public import Interpreter

/// The report as XML in the JUnit dialect that build servers read: a suite for each file, a test case for each
/// scenario. Attributes and numbers conform to the schema of Jenkins' xUnit plug-in (`junit-10.xsd`).
public enum JUnitReport {
    /// The whole document.
    ///
    /// - Parameter entries: In the order of the run; entries of the same file must be adjacent.
    public static func text(of entries: [ReportEntry]) -> String {
        var lines = ["<?xml version=\"1.0\" encoding=\"UTF-8\"?>"]
        let all = Counts(entries[...])
        lines.append("<testsuites name=\"cbs test\" \(all.attributes)>")
        var start = 0
        while start < entries.count {
            let file = entries[start].file
            let end = entries[start...].firstIndex { $0.file != file } ?? entries.count
            let counts = Counts(entries[start..<end])
            lines.append(
                "  <testsuite name=\(XMLText.attribute(file)) \(counts.attributes) skipped=\"\(counts.skipped)\">")
            lines += entries[start..<end].map(testCase)
            lines.append("  </testsuite>")
            start = end
        }
        lines.append("</testsuites>")
        return lines.joined(separator: "\n") + "\n"
    }

    /// The results of a suite, counted. What fails before a scenario begins is an error, not a failure.
    private struct Counts {
        private var tests = 0
        private var failures = 0
        private var errors = 0
        private(set) var skipped = 0
        private var time = Duration.zero

        init(_ entries: ArraySlice<ReportEntry>) {
            for entry in entries {
                tests += 1
                guard case .outcome(let outcome) = entry else {
                    errors += 1
                    continue
                }
                time += outcome.duration
                switch outcome.ending {
                case .passed: break
                case .skipped: skipped += 1
                case .failed(let failing): if failing.isInSetUp { errors += 1 } else { failures += 1 }
                }
            }
        }

        var attributes: String {
            "tests=\"\(tests)\" failures=\"\(failures)\" errors=\"\(errors)\" time=\"\(JUnitReport.seconds(time))\""
        }
    }

    private static func testCase(_ entry: ReportEntry) -> String {
        switch entry {
        case .outcome(let outcome):
            let start = testCase(outcome.scenario.title, of: outcome.scenario.file, outcome.duration)
            switch outcome.ending {
            case .passed: return start + "/>"
            case .skipped(let reason):
                return start + ">\n      <skipped message=\(XMLText.attribute(reason))/>\n    </testcase>"
            case .failed(let failing): return start + ">\n" + failure(failing) + "\n    </testcase>"
            }
        case .unchecked(let file):
            let problem = element(
                "error", file.problems.shown.first?.message ?? "", file.problems.shown.first?.code.rawValue ?? "",
                file.text)
            return testCase(file.title, of: file.file, .zero) + ">\n" + problem + "\n    </testcase>"
        }
    }

    private static func testCase(_ title: String, of file: String, _ duration: Duration) -> String {
        "    <testcase classname=\(XMLText.attribute(file)) name=\(XMLText.attribute(title)) time=\"\(seconds(duration))\""
    }

    private static func failure(_ failing: ScenarioOutcome.Failing) -> String {
        let diagnostic = failing.diagnostic
        let message = (failing.isInSetUp ? "the set-up failed: " : "") + diagnostic.message
        var text = diagnostic.text
        if !failing.printed.isEmpty { text += "\nit printed:\n" + failing.printed.indented(by: 2) }
        return element(failing.isInSetUp ? "error" : "failure", message, diagnostic.code.rawValue, text)
    }

    private static func element(_ name: String, _ message: String, _ type: String, _ text: String) -> String {
        "      <\(name) message=\(XMLText.attribute(message)) type=\(XMLText.attribute(type))>\(XMLText.content(text))</\(name)>"
    }

    /// A duration in seconds, rounded to milliseconds: the schema allows no more digits.
    private static func seconds(_ duration: Duration) -> String {
        let (seconds, attoseconds) = duration.components
        let milliseconds = "\(1_000 + attoseconds / 1_000_000_000_000_000)".dropFirst()
        return "\(seconds).\(milliseconds)"
    }
}
