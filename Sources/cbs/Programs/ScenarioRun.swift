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
    private let isTap: Bool
    /// How many scenarios run at a time.
    private let jobs: Int
    /// Whether to write what is printed into the here-documents of `expect output`.
    private let updates: Bool

    /// - Parameters:
    ///   - options: They say in which format the report is, whether it is coloured, and how much it says.
    ///   - console: Receives the report.
    ///   - tap: Whether the report is in the Test Anything Protocol.
    ///   - jobs: How many scenarios run at a time, at most.
    ///   - updates: Whether to write what is printed into the here-documents of `expect output`.
    init(_ options: ProgramOptions, _ console: Console, tap: Bool, jobs: Int, updates: Bool) {
        self.console = console
        self.jobs = jobs
        self.updates = updates
        isTap = tap
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

    /// The outcome of a piece, and what was printed in place of here-documents.
    private struct Result: Sendable {
        var entry: Swift.Result<ReportEntry, Diagnostic>
        var updates: [OutputUpdate] = []
    }

    /// Runs every scenario. Ends the program if the user asks to stop, or if nobody reads the report.
    func run(_ files: [LoadedFile]) throws -> [ReportEntry] {
        Interruption.begin()
        defer { Interruption.end() }
        let pieces = files.flatMap { file -> [Piece] in
            switch file {
            case .checked(let file): file.scenarios.map { .scenario($0, of: file) }
            case .unchecked(let file): [.unchecked(file)]
            }
        }
        var entries: [ReportEntry] = []
        var tally = ScenarioTally()
        var updates: [OutputUpdate] = []
        try write(report.beginning(count: pieces.count))
        let work = OrderedWork<Piece, Result>(threads: jobs - 1) { [self] in makeWorker() }
        try work.run(pieces) { result throws in
            let entry = try entry(result)
            entries.append(entry)
            tally.count(entry)
            updates += result.updates
            try write(report.text(of: entry, number: tally.total))
        }
        try write(report.ending(tally))
        try update(updates)
        return entries
    }

    /// A function that runs scenarios on one thread.
    private func makeWorker() -> (Piece) -> Result {
        var settings = Interpreter.Settings(origin: .file)
        settings.connect()
        let kept = KeptUpdates()
        if updates { settings.updateOutput = { kept.updates.append($0) } }
        let runner = ScenarioRunner(settings) { ScenarioTranscript() }
        return { piece in
            switch piece {
            case .unchecked(let file): return Result(entry: .success(.unchecked(file)))
            case .scenario(let scenario, let file):
                do throws(Diagnostic) {
                    let outcome = try runner.run(scenario, of: file)
                    return Result(entry: .success(.outcome(outcome)), updates: kept.take())
                } catch {
                    return Result(entry: .failure(error))
                }
            }
        }
    }

    private func entry(_ result: Result) throws -> ReportEntry {
        switch result.entry {
        case .success(let entry): return entry
        case .failure(let error):
            if isTap { try write(TAPReport.bailOut(error.message)) }
            console.tell(.error(error))
            throw ExitCode(ExitStatus(error.code))
        }
    }

    /// Writes what was printed into the here-documents.
    private func update(_ updates: [OutputUpdate]) throws {
        for (source, updates) in Dictionary(grouping: updates, by: { ObjectIdentifier($0.source) }).values
            .map({ ($0[0].source, $0) }).sorted(by: { $0.0.name ?? "" < $1.0.name ?? "" })
        {
            guard let name = source.name else { continue }
            let texts = updates.map { (mark: $0.heredoc, text: $0.output) }
            guard let bytes = HeredocReplacement.text(of: source, replacing: texts) else {
                console.tell(
                    .warning("\(name.quoted) stays as it is: a line that is printed would end its here-document"))
                continue
            }
            do throws(Failure) {
                try FileReplacement.write(bytes, to: name)
            } catch {
                try console.end(with: Diagnostic(error))
            }
        }
    }

    private func write(_ text: String) throws {
        output.write(text)
        output.flush()
        if output.hasLostReader { throw ExitCode(.lostReader) }
        if let failure = output.failure { try console.end(with: Diagnostic(failure)) }
    }
}

/// What the scenarios of one thread printed in place of here-documents.
private final class KeptUpdates {
    var updates: [OutputUpdate] = []

    func take() -> [OutputUpdate] {
        defer { updates = [] }
        return updates
    }
}

/// A script whose scenarios are to run.
enum LoadedFile {
    case checked(ScenarioFile)
    case unchecked(UncheckedFile)

    /// Reads and checks the scripts of files and folders, each once.
    static func load(_ paths: [String]) -> [LoadedFile] {
        let (names, failures) = ScriptFiles.find(paths)
        var files = failures.map { LoadedFile.unchecked(UncheckedFile("cbs test", ProblemList([Diagnostic($0)]))) }
        for name in names {
            do throws(Failure) {
                let checked = try CheckedScript.reading(name)
                files.append(
                    checked.problems.isEmpty
                        ? .checked(ScenarioFile(checked.script, name: name))
                        : .unchecked(UncheckedFile(name, checked.problems)))
            } catch {
                files.append(.unchecked(UncheckedFile(name, ProblemList([Diagnostic(error)]))))
            }
        }
        return files
    }
}
