import CommandLanguage
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
        let file = ScenarioSamples.file(Self.text)
        #expect(file.scenarios.map(\.title) == ["One", "Two", "One"])
        #expect(file.scenarios.map(\.line) == [2, 3, 5])
        #expect(file.problems.isEmpty)
    }

    @Test(arguments: [("one", 2), ("*O*", 3), ("t?o", 1), ("", 0), ("on", 0), ("*", 3)])
    func filterMatchesTheWholeTitleWithoutRegardToCase(glob: String, count: Int) {
        #expect(ScenarioSamples.file(Self.text).filtered(glob).scenarios.count == count)
    }

    @Test func titleWithVariablesIsAsWritten() {
        let file = ScenarioSamples.file("let x = 1\nscenario \"is $x\" { }")
        #expect(file.scenarios.map(\.title) == ["\"is $x\""])
    }

    @Test(arguments: [
        "if true { scenario a { } }", "if true { } else { scenario a { } }", "for x in (1, 2) { scenario a { } }",
        "scenario b { scenario a { } }", "expect error { scenario a { } }", "if true { if true { scenario a { } } }",
    ])
    func scenarioWithinABlockIsAProblem(text: String) throws {
        let problems = ScenarioSamples.file(text).problems
        #expect(problems.map(\.code) == [.syntax])
        let range = try #require(problems.first?.range)
        #expect(problems.first?.source?.text(range) == "a")
    }

    @Test func tallyCountsBoth() {
        let outcomes = [ScenarioSamples.passed("a"), ScenarioSamples.failed("b"), ScenarioSamples.passed("c")]
        let tally = ScenarioTally(outcomes)
        #expect(tally.total == 3)
        #expect(tally.text == "2 passed, 1 failed")
        #expect(ScenarioTally().text == "0 passed, 0 failed")
    }
}
