import CommandLanguage
import Recipients

@testable import Interpreter

/// Files of scenarios, and outcomes as reports get them.
enum ScenarioSamples {
    /// A title with everything that some format gives a meaning.
    static let hostileTitle = "a # b \\ \"c\" <d> & ]]> 'e'\n\t\u{1B}[31m\u{0}\u{FFFF} é 🙂 #\u{301}"

    static func file(_ text: String, name: String = "sample.cbs") -> ScenarioFile {
        let result = Parser.parse(Source(name: name, text: text))
        return ScenarioFile(result.script, name: name)
    }

    static func scenario(_ title: String, file: String = "sample.cbs", line: Int = 3) -> Scenario {
        Scenario(title: title, file: file, line: line, body: emptyBody)
    }

    private static var emptyBody: Block {
        guard let scenario = Self.file("scenario empty { }").scenarios.first else {
            preconditionFailure("the parser takes an empty scenario")
        }
        return scenario.body
    }

    static func passed(_ title: String, file: String = "sample.cbs") -> ScenarioOutcome {
        ScenarioOutcome(scenario(title, file: file), duration: .microseconds(1500))
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
            scenario(title), failing: .init(diagnostic, isInSetUp: isInSetUp, printed: printed),
            duration: .seconds(2))
    }
}
