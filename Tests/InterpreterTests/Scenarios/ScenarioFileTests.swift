import CommandLanguage
import Recipients
import Testing

@testable import Interpreter

struct ScenarioFileTests {
    private static let text = """
        print 1
        scenario "One" { print 2 }
        scenario Two {
        }
        scenario "One" { }
        """

    @Test func scenariosKeepTheirOrderAndMayShareATitle() {
        let file = ScenarioFile(sample: Self.text)
        #expect(file.scenarios.map(\.title) == ["One", "Two", "One"])
        #expect(file.scenarios.map(\.line) == [2, 3, 5])
    }

    @Test(arguments: [("one", 2), ("*O*", 3), ("t?o", 1), ("", 0), ("on", 0), ("*", 3)])
    func filterMatchesTheWholeTitleWithoutRegardToCase(glob: String, count: Int) {
        #expect(ScenarioFile(sample: Self.text).filtered(glob).scenarios.count == count)
    }

    @Test func titleWithVariablesIsAsWritten() {
        let file = ScenarioFile(sample: "let x = 1\nscenario \"is $x\" { }")
        #expect(file.scenarios.map(\.title) == ["\"is $x\""])
    }

    @Test func tallyCountsBoth() throws {
        let scenario = try #require(ScenarioFile(sample: Self.text).scenarios.first)
        let passed = ScenarioOutcome(scenario, .passed, duration: .zero)
        let failed = ScenarioOutcome(
            scenario, .failed(.init(Diagnostic(Failure(.expectation, "it is not")))), duration: .zero)
        let tally = ScenarioTally(of: [passed, failed, passed])
        #expect(tally.passed == 2)
        #expect(tally.failed == 1)
        #expect(tally.total == 3)
        #expect(ScenarioTally().total == 0)
    }
}

extension ScenarioTally {
    init(of outcomes: [ScenarioOutcome]) {
        self.init()
        for outcome in outcomes { count(.outcome(outcome)) }
    }
}

extension ScenarioFile {
    /// The scenarios of a text.
    init(sample text: String) {
        self.init(Parser.parse(Source(name: "sample.cbs", text: text)).script, name: "sample.cbs")
    }
}
