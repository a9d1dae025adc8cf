import ArgumentParser
import CommandLanguage
import Interpreter
import Recipients
import Rendering
import Sorting
import SystemCalls

/// A run of scenarios that reports on standard output as it proceeds.
struct ScenarioRun {
    private let console: Console
    private let output = DescriptorSink(descriptor: STDOUT_FILENO)
    private let report: any ScenarioReport
    /// How many scenarios run at a time.
    private let jobs: Int
    /// Whether to write what is printed into the here-documents of `expect output`.
    private let updates: Bool
    /// Whether scenarios run on where the report cannot be printed, since there is another one.
    private let runsUnseen: Bool

    /// - Parameters:
    ///   - options: They say in which format the report is, whether it is coloured, and how much it says.
    ///   - console: Receives the report.
    ///   - tap: Whether the report is in the Test Anything Protocol.
    ///   - jobs: How many scenarios run at a time, at most.
    ///   - updates: Whether to write what is printed into the here-documents of `expect output`.
    ///   - runsUnseen: Whether scenarios run on where the report cannot be printed, since there is another one.
    init(
        _ options: ProgramOptions, _ console: Console, tap: Bool, jobs: Int, updates: Bool, runsUnseen: Bool
    ) {
        self.console = console
        self.runsUnseen = runsUnseen
        self.jobs = jobs
        self.updates = updates
        if tap {
            report = TAPReport()
        } else if options.format == .json {
            report = JSONReport(isQuiet: options.isQuiet)
        } else {
            report = PlainReport(options.style(on: STDOUT_FILENO), isQuiet: options.isQuiet)
        }
    }

    /// A scenario to run, or a file without scenarios that can run.
    private enum Piece: Sendable {
        case scenario(Scenario, of: ScenarioFile)
        case unchecked(UncheckedFile)
    }

    /// What a run has reported.
    struct Outcome {
        var entries: [ReportEntry] = []
        /// That the user asked to stop, so that some scenarios have not run; nil if all have.
        var interruption: Diagnostic?
    }

    /// Runs every scenario, or until the user asks to stop. Ends the program if nobody reads the report, unless there
    /// is another one.
    func run(_ files: [LoadedFile]) throws -> Outcome {
        Interruption.begin()
        defer { Interruption.end() }
        let pieces = files.flatMap { file -> [Piece] in
            switch file {
            case .checked(let file): file.scenarios.map { .scenario($0, of: file) }
            case .unchecked(let file): [.unchecked(file)]
            }
        }
        var outcome = Outcome()
        var tally = ScenarioTally()
        func report(_ entry: ReportEntry) throws {
            outcome.entries.append(entry)
            tally.count(entry)
            try write(self.report.text(of: entry, number: tally.total))
        }
        try write(self.report.beginning(count: pieces.count))
        let work = OrderedWork<Piece, Result<ReportEntry, InterruptedScenario>>(threads: jobs - 1) { [self] in
            makeWorker()
        }
        // What a here-document gets depends on all scenarios; until then, none has passed.
        var waiting: [ReportEntry] = []
        do {
            try work.run(pieces) { result throws in
                let entry = try result.get()
                if updates { waiting.append(entry) } else { try report(entry) }
            }
        } catch let interrupted as InterruptedScenario {
            // What has run is reported all the same; scripts stay as they are. Whoever reads only the report must not
            // take this for success.
            for entry in waiting { try report(entry) }
            try report(.outcome(interrupted.outcome))
            try write(self.report.ending(tally))
            outcome.interruption = interrupted.error
            return outcome
        }
        var outputs = OutputUpdates(resolvingBy: SystemCalls.resolved)
        for entry in waiting { outputs.add(entry) }
        for entry in waiting { try report(outputs.final(entry)) }
        try write(self.report.ending(tally))
        guard isReadable else { return outcome }
        for script in outputs.scripts { try replace(script.name, with: script.text) }
        return outcome
    }

    /// A function that runs scenarios on one thread.
    private func makeWorker() -> (Piece) -> Result<ReportEntry, InterruptedScenario> {
        let runner = Self.makeRunner(keepsOutputs: updates)
        return { piece in
            switch piece {
            case .unchecked(let file): return .success(.unchecked(file))
            case .scenario(let scenario, let file):
                do throws(InterruptedScenario) {
                    return .success(.outcome(try runner.run(scenario, of: file)))
                } catch {
                    return .failure(error)
                }
            }
        }
    }

    private static func makeRunner(keepsOutputs: Bool = false) -> ScenarioRunner {
        var settings = Interpreter.Settings(origin: .file)
        settings.connect()
        return ScenarioRunner(settings, keepsOutputs: keepsOutputs) { ScenarioTranscript(.excerpt) }
    }

    /// The files with the values of titles that are not literals, which `--filter` and reports go by.
    static func titled(_ files: [LoadedFile]) -> [LoadedFile] {
        let runner = makeRunner()
        return files.map { loaded in
            guard case .checked(let file) = loaded else { return loaded }
            if let problem = runner.problem(with: file) {
                return .unchecked(UncheckedFile(file.name, ProblemList([problem])))
            }
            return .checked(runner.titled(file))
        }
    }

    private func replace(_ script: String, with text: [UInt8]) throws {
        do throws(Failure) {
            try FileReplacement.write(text, to: script)
        } catch {
            try console.end(with: Diagnostic(error))
        }
    }

    private func write(_ text: String) throws {
        guard isReadable else { return }
        output.write(text)
        output.flush()
        if !runsUnseen { try endIfUnreadable() }
    }

    private var isReadable: Bool { !output.hasLostReader && output.failure == nil }

    /// Ends the program if the report could not be printed.
    func endIfUnreadable() throws {
        if output.hasLostReader { throw ExitCode(.lostReader) }
        if let failure = output.failure { try console.end(with: Diagnostic(failure)) }
    }
}

/// A script whose scenarios are to run.
enum LoadedFile {
    case checked(ScenarioFile)
    case unchecked(UncheckedFile)

    /// Reads and checks scripts.
    ///
    /// - Parameters:
    ///   - names: The files.
    ///   - failures: Why others could not be found.
    /// - Returns: The files, and what the checker warns of in them.
    static func load(_ names: [String], _ failures: [Failure]) -> (files: [LoadedFile], warnings: ProblemList) {
        var warnings = ProblemList()
        var told: Set<String> = []
        var files = failures.map { LoadedFile.unchecked(UncheckedFile("cbs test", ProblemList([Diagnostic($0)]))) }
        for name in names {
            do throws(Failure) {
                let checked = try CheckedScript.reading(name)
                // Two scripts may include the same third one, whose warnings then appear in both.
                warnings.append(checked.warnings.filteringShown { told.insert($0.text).inserted })
                files.append(
                    checked.problems.isEmpty
                        ? .checked(ScenarioFile(checked.script, including: checked.included, name: name))
                        : .unchecked(UncheckedFile(name, checked.problems)))
            } catch {
                files.append(.unchecked(UncheckedFile(name, ProblemList([Diagnostic(error)]))))
            }
        }
        return (files, warnings)
    }
}
