import ArgumentParser
import CommandLanguage
import Interpreter
import Recipients
import Rendering
import SystemCalls

/// A run of scenarios that reports on standard output while it goes.
struct ScenarioRun {
    private let console: Console
    private let output = DescriptorSink(descriptor: STDOUT_FILENO)
    private let report: any ScenarioReport
    private let isTap: Bool
    private let runner: ScenarioRunner

    /// - Parameters:
    ///   - options: Say whether the report is coloured and how much it tells.
    ///   - console: Takes the report.
    ///   - tap: Whether the report is in the Test Anything Protocol.
    init(_ options: GlobalOptions, _ console: Console, tap: Bool) {
        self.console = console
        isTap = tap
        report = tap ? TapReport() : PlainReport(options.style(on: STDOUT_FILENO), isQuiet: options.isQuiet)
        var settings = Interpreter.Settings(origin: .file)
        settings.connect()
        runner = ScenarioRunner(settings) { ScenarioTranscript() }
    }

    /// Runs every scenario. Ends the program if the user asks to stop, or if nobody reads the report.
    func run(_ files: [ScenarioFile]) throws -> [ScenarioOutcome] {
        Interruption.begin()
        defer { Interruption.end() }
        var outcomes: [ScenarioOutcome] = []
        var tally = ScenarioTally()
        try write(report.beginning(count: files.reduce(0) { $0 + $1.scenarios.count }))
        for file in files {
            for scenario in file.scenarios {
                let outcome = try run(scenario, of: file)
                outcomes.append(outcome)
                tally.count(outcome)
                try write(report.text(of: outcome, number: tally.total))
            }
        }
        try write(report.ending(tally))
        return outcomes
    }

    private func run(_ scenario: Scenario, of file: ScenarioFile) throws -> ScenarioOutcome {
        do throws(Diagnostic) {
            return try runner.run(scenario, of: file)
        } catch {
            if isTap { try write(TapReport.bailOut(error.message)) }
            console.tell(.error(error))
            throw ExitCode(ExitStatus(error.code))
        }
    }

    private func write(_ text: String) throws {
        output.write(text)
        output.flush()
        if output.hasLostReader { throw ExitCode(.lostReader) }
        if let failure = output.failure { try console.end(with: Diagnostic(failure)) }
    }
}
