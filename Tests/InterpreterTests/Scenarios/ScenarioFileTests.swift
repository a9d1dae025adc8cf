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

    private let runner = ScenarioRunner(Interpreter.Settings(origin: .file)) { ScenarioRecording() }

    /// Until the set-up has run, its value is not known.
    @Test func aTitleWithVariablesIsItsValue() throws {
        let file = ScenarioFile(
            sample: "scenario \"is $x\" { }\nlet x = 1\nscenario (\"a\" + \"b\") { }\nscenario plain { }\nlet x = 2")
        #expect(file.scenarios.map(\.title) == ["\"is $x\"", "(\"a\" + \"b\")", "plain"])
        let titled = runner.titled(file)
        #expect(titled.scenarios.map(\.title) == ["is 2", "ab", "plain"])
        let filtered = titled.filtered("is 2")
        #expect(filtered.scenarios.map(\.line) == [1])
        #expect(try runner.run(filtered.scenarios[0], of: filtered).scenario.title == "is 2")
    }

    @Test func aTitleWithoutAValueFailsTheScenario() throws {
        for (text, isInSetUp) in [("scenario (1) { }", false), ("scenario \"$x\" { }\ndelete group X", true)] {
            let file = ScenarioFile(sample: text)
            let titled = runner.titled(file)
            #expect(titled.scenarios.map(\.title) == file.scenarios.map(\.title))
            #expect(try runner.run(titled.scenarios[0], of: titled).failing?.isInSetUp == isInSetUp)
        }
    }

    /// It may be any title, and the scenario is going to fail.
    @Test(arguments: ["scenario (1) { }", "scenario \"$x\" { }\ndelete group X"])
    func aTitleWithoutAValueMatchesEveryFilter(text: String) {
        let titled = runner.titled(ScenarioFile(sample: "\(text)\nscenario plain { }"))
        #expect(titled.filtered("a*").scenarios.map(\.line) == [1])
        #expect(titled.filtered("pl*").scenarios.count == 2)
    }

    /// Nobody could know of these, so that they would be passed over.
    @Test func scenariosOfScriptsIncludedByValueAreRefused() throws {
        let texts = [
            "b.cbs": "scenario b { expect 1 = 2 }", "c.cbs": "include b.cbs", "d.cbs": "print 1",
            "e.cbs": "run d.cbs; run r.cbs", "r.cbs": "let f = \"b.cbs\"; include $f",
        ]
        var settings = Interpreter.Settings(origin: .file)
        settings.readFile = { path throws(Failure) in Array((texts[path] ?? "print $nothing").utf8) }
        let runner = ScenarioRunner(settings) { ScenarioRecording() }
        func parse(_ name: String) -> Script {
            Parser.parse(Source(name: name, text: texts[name] ?? "")).script
        }
        func problem(_ text: String, _ included: [String] = []) throws -> Diagnostic? {
            let script = Parser.parse(Source(name: "main.cbs", text: text)).script
            let file = ScenarioFile(script, including: included.map(parse), name: "main.cbs")
            guard let scenario = file.scenarios.first else { return runner.problem(with: file) }
            return try runner.run(scenario, of: file).failing?.diagnostic
        }
        let test = "scenario a { }\n"
        for (value, own) in [("b.cbs", test), ("c.cbs", test), ("b.cbs", ""), ("c.cbs", "")] {
            let refused = try #require(try problem("\(own)let f = \"\(value)\"\ninclude $f"))
            #expect(refused.code == .syntax)
            #expect(refused.message == "the scenarios of \"\(value)\" would not run: a variable names the file")
            #expect(refused.help == "write its name as a text: include \"\(value)\"")
            #expect(refused.location == SourceLocation(line: own.isEmpty ? 2 : 3, column: 9))
        }
        #expect(try problem("\(test)let f = \"d.cbs\"; include $f") == nil)
        #expect(try problem("\(test)let f = \"e.cbs\"; include $f") == nil)
        #expect(try problem("let f = \"d.cbs\"; include $f; delete group X") == nil)
        // They are known, and run.
        #expect(try problem("\(test)include b.cbs; let f = \"b.cbs\"; include $f", ["b.cbs"]) == nil)
    }

    /// They run after the same set-up, and what they say is about their own script.
    @Test func theScenariosOfIncludedScriptsRun() throws {
        let library =
            "let y = $x + 1\nscenario \"B $y\" { expect $y = 2; include more.cbs }\nscenario C { expect 1 = 2 }"
        let more = "expect $y = 2"
        let parse = { (name: String, text: String) in Parser.parse(Source(name: name, text: text)).script }
        let file = ScenarioFile(
            parse("main.cbs", "let x = 1\ninclude lib/b.cbs\nscenario A { expect $y = 2 }"),
            including: [parse("lib/b.cbs", library)], name: "main.cbs")
        var settings = Interpreter.Settings(origin: .file)
        settings.readFile = { path throws(Failure) in
            Array((["lib/b.cbs": library, "lib/more.cbs": more][path] ?? "print $nothing").utf8)
        }
        let runner = ScenarioRunner(settings) { ScenarioRecording() }
        let titled = runner.titled(file)
        #expect(
            titled.scenarios.map { "\($0.file):\($0.line) \($0.title)" } == [
                "main.cbs:3 A", "lib/b.cbs:2 B 2", "lib/b.cbs:3 C",
            ])
        let failings = try titled.scenarios.map { try runner.run($0, of: titled).failing?.diagnostic }
        #expect(failings.map { $0?.source?.name } == [nil, nil, "lib/b.cbs"])
        #expect(failings[2]?.location?.line == 3)
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
