import Foundation
import Rendering
import Testing

#if canImport(FoundationXML)
    import FoundationXML
#endif

struct JUnitReportTests {
    @Test func reportHasASuiteAFile() {
        let outcomes = [
            ScenarioSamples.passed("One", file: "a.cbs"), ScenarioSamples.passed("Two", file: "b.cbs"),
            ScenarioSamples.passed("Three", file: "b.cbs"),
        ]
        #expect(
            JUnitReport.text(of: outcomes)
                == """
                <?xml version="1.0" encoding="UTF-8"?>
                <testsuites name="cbs test" tests="3" failures="0" errors="0" time="0.004">
                  <testsuite name="a.cbs" tests="1" failures="0" errors="0" time="0.001" skipped="0">
                    <testcase classname="a.cbs" name="One" time="0.001"/>
                  </testsuite>
                  <testsuite name="b.cbs" tests="2" failures="0" errors="0" time="0.003" skipped="0">
                    <testcase classname="b.cbs" name="Two" time="0.001"/>
                    <testcase classname="b.cbs" name="Three" time="0.001"/>
                  </testsuite>
                </testsuites>

                """)
    }

    @Test func failureHasMessageAndText() {
        let text = JUnitReport.text(of: [ScenarioSamples.failed("Two", message: "1 < 2", isInSetUp: true)])
        #expect(text.contains("<error message=\"the set-up failed: 1 &lt; 2\" type=\"expectation\">"))
        #expect(text.contains("error[expectation]: 1 &lt; 2\n  sample.cbs:2:10\n"))
        #expect(text.contains("failures=\"0\" errors=\"1\" time=\"2.000\""))
    }

    @Test func whateverTextsHoldTheDocumentIsReadAgain() throws {
        let title = ScenarioSamples.hostileTitle
        let failed = ScenarioSamples.failed(title, message: title, printed: "]]> <b> & \u{FFFE}\n")
        let reader = AttributeReader()
        let parser = XMLParser(data: Data(JUnitReport.text(of: [failed]).utf8))
        parser.delegate = reader
        #expect(parser.parse(), "\(String(describing: parser.parserError))")
        let readable = "a # b \\ \"c\" <d> & ]]> 'e'\n\t\u{FFFD}[31m\u{FFFD}\u{FFFD} é 🙂 #\u{301}"
        #expect(reader.attributes["testcase"]?["name"] == readable)
        #expect(reader.attributes["failure"]?["message"] == readable)
    }
}

/// Keeps the attributes of the last element of each name.
private final class AttributeReader: NSObject, XMLParserDelegate {
    private(set) var attributes: [String: [String: String]] = [:]

    func parser(
        _ parser: XMLParser,
        didStartElement name: String,
        namespaceURI: String?,
        qualifiedName: String?,
        attributes: [String: String]
    ) {
        self.attributes[name] = attributes
    }
}
