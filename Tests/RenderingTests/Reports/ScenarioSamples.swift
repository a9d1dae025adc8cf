import CommandLanguage
import Recipients
import Rendering

@testable import Interpreter

/// Outcomes as reports get them.
enum ScenarioSamples {
    /// A title with everything that some format gives a meaning.
    static let hostileTitle = "a # b \\ \"c\" <d> & ]]> 'e'\n\t\u{1B}[31m\u{0}\u{FFFF} é 🙂 #\u{301}"

    private static func scenario(_ title: String, file: String = "sample.cbs") -> Scenario {
        let result = Parser.parse(Source(name: file, text: "scenario empty { }"))
        guard let empty = ScenarioFile(result.script, name: file).scenarios.first else {
            preconditionFailure("the parser takes an empty scenario")
        }
        return Scenario(title: title, file: file, line: 3, body: empty.body)
    }

    static func passed(_ title: String, file: String = "sample.cbs") -> ScenarioOutcome {
        ScenarioOutcome(scenario(title, file: file), .passed, duration: .microseconds(1500))
    }

    /// An expectation that failed in line 2.
    static func failed(
        _ title: String,
        message: String = "it is not",
        isInSetUp: Bool = false,
        printed: String = ""
    ) -> ScenarioOutcome {
        let source = Source(name: "sample.cbs", text: "print 1\n  expect 1 = 2\n")
        let diagnostic = Diagnostic(
            Failure(.expectation, message, help: "think"), in: source, at: SourceRange(17, 22))
        return ScenarioOutcome(
            scenario(title), .failed(.init(diagnostic, isInSetUp: isInSetUp, printed: printed)),
            duration: .seconds(2))
    }
}

extension ScenarioTally {
    init(of outcomes: [ScenarioOutcome]) {
        self.init()
        for outcome in outcomes { count(.outcome(outcome)) }
    }
}

extension JUnitReport {
    static func text(of outcomes: [ScenarioOutcome]) -> String { text(of: outcomes.map(ReportEntry.outcome)) }
}
