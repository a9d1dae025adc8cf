import CommandLanguage
import Recipients
import Rendering
import SystemCalls
import TestSupport
import Testing

@testable import Interpreter

struct ScenarioRunnerTests {
    /// Runs every scenario of a script.
    private func outcomes(
        _ text: String,
        _ adjust: (inout Interpreter.Settings) -> Void = { _ in }
    ) throws -> [ScenarioOutcome] {
        var settings = Interpreter.Settings(origin: .file)
        adjust(&settings)
        let file = ScenarioFile(sample: text)
        let runner = ScenarioRunner(settings) { ScenarioRecording() }
        return try file.scenarios.map { try runner.run($0, of: file) }
    }

    @Test func eachScenarioHasAStoreAndVariablesOfItsOwn() throws {
        let outcomes = try outcomes(
            """
            let n = 1
            create group A
            scenario first { create group B; let n = 2; expect count(groups) = 3 }
            scenario second { create group B; expect $n = 1; expect now() = 2026-01-01 }
            create group C
            clock advance 0s
            """)
        #expect(outcomes.map { $0.failing?.diagnostic.message } == [nil, nil])
    }

    /// The checker follows only names that are literals.
    @Test(arguments: [
        ("include $f", "a scenario cannot be inside another scenario"),
        ("if true { include $f }", "a scenario cannot be inside another scenario"),
    ])
    func aScenarioInAnIncludedFileIsNotPassedOver(statement: String, message: String) throws {
        let outcomes = try outcomes("scenario a { let f = \"x.cbs\"; \(statement) }") { settings in
            settings.readFile = { _ throws(Failure) in Array("scenario b { expect 1 = 2 }".utf8) }
        }
        #expect(outcomes.map { $0.failing?.diagnostic.message } == [message])
    }

    @Test func aScenarioMayRunAScriptWithScenarios() throws {
        let outcomes = try outcomes("scenario a { run x.cbs; if true { run x.cbs } }") { settings in
            settings.readFile = { _ throws(Failure) in Array("scenario b { expect 1 = 2 }".utf8) }
        }
        #expect(outcomes.map { $0.failing?.diagnostic.message } == [nil])
    }

    @Test func failingScenarioTellsWhatItPrinted() throws {
        let outcome = try #require(
            try outcomes("print \"before\"\nscenario a { print \"in\"; expect 1 = 2; print \"behind\" }").first)
        let failing = try #require(outcome.failing)
        #expect(failing.printed == "in\n")
        #expect(!failing.isInSetUp)
        #expect(failing.diagnostic.code == .expectation)
        #expect(failing.diagnostic.location == SourceLocation(line: 2, column: 33))
    }

    @Test func failingSetUpFailsEachScenario() throws {
        let outcomes = try outcomes(
            "print \"set up\"\nscenario a { print 1 }\nscenario b { }\ndelete group Nowhere\n")
        #expect(outcomes.map { $0.failing?.isInSetUp } == [true, true])
        #expect(outcomes.map { $0.failing?.diagnostic.code } == [.unknownGroup, .unknownGroup])
        #expect(outcomes.first?.failing?.printed == "set up\n")
    }

    @Test func parameterWithoutAValueFailsTheSetUp() throws {
        let outcomes = try outcomes("param who\nscenario a { }")
        #expect(outcomes.map { $0.failing?.isInSetUp } == [true])
        // `cbs test` takes no values.
        #expect(outcomes.first?.failing?.diagnostic.help == "give it a default: param who = …")
    }

    @Test func quitInTheSetUpDoesNotSkipScenarios() throws {
        let outcomes = try outcomes("quit\nscenario a { expect 1 = 2 }\nscenario b { expect 1 = 1 }")
        #expect(outcomes.map(\.hasPassed) == [false, true])
    }

    @Test(arguments: [
        "expect error { skip }", "expect error unknown-group { skip; show group X }", "try { skip } else { }",
        "rehearse { skip }", "expect output { skip } <<X\nother\nX\n",
    ])
    func skipEndsTheScenarioFromWithinABlock(text: String) throws {
        let outcomes = try outcomes("scenario a { \(text)\nexpect 1 = 2 }") {
            $0.makeTranscript = { ScenarioRecording() }
        }
        #expect(outcomes.map { if case .skipped = $0.ending { true } else { false } } == [true])
    }

    @Test func anEmptyTitleFails() throws {
        let outcomes = try outcomes("let t = \"\"\nscenario \"$t\" { expect 1 = 1 }\nscenario \"b$t\" { }")
        #expect(outcomes.map { $0.failing?.diagnostic.message } == ["the title of a scenario is empty", nil])
    }

    @Test func skippedScenariosEndThere() throws {
        let outcomes = try outcomes("scenario a { if 1 = 1 { skip \"not now\" }; expect 1 = 2 }\nscenario b { skip }")
        #expect(outcomes.allSatisfy { if case .skipped = $0.ending { true } else { false } })
        let tally = ScenarioTally(of: outcomes)
        #expect(tally.passed == 0 && tally.failed == 0 && tally.skipped == 2)
    }

    @Test func scenariosHaveAScratchFolder() throws {
        let text = """
            scenario a {
                create group A
                export group A to scratch.csv
                expect error file-exists { export group A to scratch.csv }
                let r = import scratch.csv into new group B
                expect $r.read = 0
            }
            scenario b { expect error unreadable-file { import scratch.csv into new group B } }
            """
        #expect(try outcomes(text).map { $0.failing?.diagnostic.text } == [nil, nil])
        #expect(access("scratch.csv", F_OK) != 0)
    }

    /// Files beside the script can be read, but what a scenario writes is in its scratch folder, whatever is there.
    @Test func aFileBesideTheScriptIsNotInTheWay() throws {
        let folder = try TemporaryFolder()
        try folder.write("email\na@example.com\n", to: "real.csv")
        let text = """
            scenario a {
                import real.csv into new group A
                groups show name to real.csv
                expect first(rows of real.csv).name = "A"
                expect error file-exists { groups show name to real.csv }
                groups show name to real.csv --overwrite
                rehearse { expect error file-exists { groups show name to real.csv } }
            }
            scenario b { expect first(rows of real.csv).email = "a@example.com" }
            """
        let file = ScenarioFile(
            Parser.parse(Source(name: "\(folder.path)/a.cbs", text: text)).script, name: "\(folder.path)/a.cbs")
        var settings = Interpreter.Settings(origin: .file)
        settings.makeQueryText = { RowFileText($0, columns: $1) }
        let runner = ScenarioRunner(settings) { ScenarioRecording() }
        #expect(try file.scenarios.map { try runner.run($0, of: file).failing?.diagnostic.text } == [nil, nil])
        #expect(try folder.read("real.csv") == "email\na@example.com\n")
    }

    @Test func standardInputIsRefused() throws {
        let outcomes = try outcomes(
            "scenario a { expect error unreadable-file { import - into new group A } }"
        ) { $0.readStandardInput = { Array("email\na@example.com\n".utf8) } }
        #expect(outcomes.map(\.hasPassed) == [true])
    }

    @Test func interruptionIsNoFailure() throws {
        let interrupted = #expect(throws: InterruptedScenario.self) {
            try outcomes("scenario a { expect error { print 1 } }") { $0.isCancelled = { true } }
        }
        #expect(interrupted?.error.code == .cancelled)
        #expect(interrupted?.outcome.scenario.title == "a")
    }

    @Test func interruptionOfTheSetUpNamesTheScenarioThatWaitsForIt() throws {
        let interrupted = #expect(throws: InterruptedScenario.self) {
            try outcomes("print 1\nscenario a { }") { $0.isCancelled = { true } }
        }
        #expect(interrupted?.outcome.scenario.title == "a")
        #expect(interrupted?.outcome.failing?.isInSetUp == true)
    }
}

/// Keeps the texts that `print` gives, one a line.
final class ScenarioRecording: ScenarioSink {
    var format = OutputFormat.table
    private var text = ""
    let failure: Failure? = nil

    func takeText() -> KeptText {
        defer { text = "" }
        return KeptText(text)
    }

    func print(_ values: [Value], at time: AccountTime) {
        for case .text(let value) in values { text += value + "\n" }
    }

    func begin(columns: [String], areChosen: Bool, at time: AccountTime) {}
    func append(row: [Value]) {}
    func end() {}
    func abandon() {}
    func show(_ result: CommandResult, at time: AccountTime) {
        for sentence in result.sentences { text += sentence + "\n" }
    }
    func tell(_ notice: Notice) {}
    func flush() {}
}
