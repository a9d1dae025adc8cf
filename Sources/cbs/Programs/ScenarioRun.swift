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

/// Reads and checks the scripts whose scenarios are to run.
enum ScenarioLoader {
    /// The scripts of files and folders, each once. If anything is wrong with any of them, tells all of it and ends the
    /// program.
    static func load(_ paths: [String], _ console: Console) throws -> [ScenarioFile] {
        var files: [ScenarioFile] = []
        let (names, failures) = ScriptFiles.find(paths)
        var problems = ProblemList(failures.map { Diagnostic($0) })
        var told: Set<String> = []
        for name in names {
            do throws(Failure) {
                let checked = try CheckedScript.reading(name)
                let file = ScenarioFile(checked.script, name: name)
                // Two scripts may include the same third one, and then both know what is wrong in it.
                problems.append(checked.problems.filteringShown { told.insert($0.text).inserted })
                problems.append(ProblemList(file.problems))
                files.append(file)
            } catch {
                problems.append(ProblemList([Diagnostic(error)]))
            }
        }
        try console.stop(on: problems)
        return files
    }
}
