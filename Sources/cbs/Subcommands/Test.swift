import ArgumentParser
import CommandLanguage
import Interpreter
import Recipients
import Rendering

/// `cbs test [--tap] [--junit FILE] [--filter GLOB] [-j N] [--update] PATH …`.
struct Test: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "test", abstract: "Run the scenarios of scripts.",
        discussion: """
            Each scenario runs on a new store in memory, after the statements of its file that are outside of \
            scenarios. Exit status: 0 if all passed, 3 if one failed, 2 if nothing ran. --quiet leaves out what passed; \
            --format json reports each scenario, and then the counts, as a JSON object.
            """)

    @Flag(help: "Report in the Test Anything Protocol.")
    var tap = false

    @Option(
        help: ArgumentHelp("Write a report in JUnit's XML as well.", valueName: "file"), completion: .file())
    var junit: String?

    @Option(help: ArgumentHelp("Run only scenarios whose titles match.", valueName: "glob"))
    var filter: String?

    @Option(name: .customShort("j"), help: ArgumentHelp("Run this many scenarios at a time.", valueName: "n"))
    var jobs = 1

    @Flag(help: "Write what is printed into the here-documents of expect output.")
    var update = false

    @ArgumentParser.Argument(
        help: ArgumentHelp("Scripts, or folders of them (without hidden files).", valueName: "path"),
        completion: .file(extensions: ["cbs"]))
    var paths: [String]

    @OptionGroup var output: OutputOptions

    // These mean nothing here, and most are refused.
    @OptionGroup(visibility: .hidden) var place: PlaceOptions
    @Flag(name: .customLong("yes"), help: .hidden)
    var saysYes = false

    private var options: ProgramOptions { ProgramOptions(place, output, saysYes: saysYes) }

    func validate() throws {
        if let problem = options.problem { throw ValidationError(problem) }
        if options.store != nil || options.simulate || options.isReadOnly {
            throw ValidationError("scenarios run in their own stores: no --store, --simulate or --read-only")
        }
        if tap, options.format == .json {
            throw ValidationError("--tap and --format json cannot be combined: choose one of the reports")
        }
        if jobs < 1 { throw ValidationError("-j needs a number of at least 1") }
        if junit == "" { throw ValidationError("--junit needs the name of a file") }
    }

    func run() throws {
        let console = Console(options)
        let (names, failures) = ScriptFiles.find(paths)
        try checkJUnit(besides: names, console)
        let loaded = LoadedFile.load(names, failures)
        console.tell(ProblemList(), warnings: loaded.warnings)
        var files = ScenarioRun.titled(loaded.files)
        if let filter {
            files = files.map { if case .checked(let file) = $0 { .checked(file.filtered(filter)) } else { $0 } }
        }
        let runnable = files.contains { if case .checked(let file) = $0 { !file.scenarios.isEmpty } else { false } }
        let unchecked = files.compactMap { if case .unchecked(let file) = $0 { file } else { nil } }
        if !runnable {
            // A report is never empty: whoever reads only the report must not take this for success.
            let complaint = ProgramProblem.noScenario(paths: paths, filter: filter).failure
            let nothing = UncheckedFile("cbs test", ProblemList([Diagnostic(complaint)]))
            try reportNothingRun(unchecked.isEmpty ? [nothing] : unchecked, console)
            if unchecked.isEmpty { throw UsageProblem(message: complaint.message, help: complaint.help) }
            try stop(on: unchecked, console)
        }
        let run = ScenarioRun(
            options, console, tap: tap, jobs: jobs, updates: update, runsUnseen: junit != nil)
        let outcome = try run.run(files)
        let entries = outcome.entries
        try writeJUnit(entries, console)
        try run.endIfUnreadable()
        if let interruption = outcome.interruption { try console.end(with: interruption) }
        if entries.contains(where: { !$0.hasPassed }) { throw ExitCode(.expectation) }
    }

    /// Says in the reports why nothing can run.
    private func reportNothingRun(_ files: [UncheckedFile], _ console: Console) throws {
        // If the page cannot be printed, that is told as well; the status is that of the problems in any case.
        var tally = ScenarioTally()
        for file in files { tally.count(.unchecked(file)) }
        if tap {
            let reason = files.first?.problems.shown.first?.message ?? ""
            _ = CommandLineInterface.printPage(TAPReport.bailOut(reason) + TAPReport().ending(tally))
        } else if options.format == .json {
            let report = JSONReport()
            let texts = files.enumerated().map { report.text(of: $1, number: $0 + 1) }
            _ = CommandLineInterface.printPage(texts.joined() + report.ending(tally))
        } else {
            // What is wrong is told like other problems.
            _ = CommandLineInterface.printPage(PlainReport().ending(tally))
        }
        try writeJUnit(files.map(ReportEntry.unchecked), console)
    }

    /// Says why nothing can run.
    private func stop(on files: [UncheckedFile], _ console: Console) throws {
        var problems = ProblemList()
        var told: Set<String> = []
        // Two scripts may include the same third one, whose problems then appear in both.
        for file in files { problems.append(file.problems.filteringShown { told.insert($0.text).inserted }) }
        try console.stop(on: problems)
    }

    private func checkJUnit(besides scripts: [String], _ console: Console) throws {
        guard let junit else { return }
        do throws(Failure) {
            try ReportFile.check(junit, besides: scripts)
        } catch {
            try console.end(with: Diagnostic(error))
        }
    }

    private func writeJUnit(_ entries: [ReportEntry], _ console: Console) throws {
        guard let junit else { return }
        do throws(Failure) {
            try ReportFile.write(JUnitReport.text(of: entries), to: junit)
        } catch {
            try console.end(with: Diagnostic(error))
        }
    }
}
