import ArgumentParser
import CommandLanguage
import Interpreter
import Recipients
import Rendering

/// `cbs test [--tap] [--junit FILE] [--filter GLOB] PATH …`.
struct Test: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "test", abstract: "Run the scenarios of scripts.",
        discussion: """
            Each scenario runs on a new store in memory, after the statements of its file that stand outside of \
            scenarios. Exit status: 0 if all passed, 3 if one failed, 2 if nothing ran. --quiet leaves out what passed; \
            --no-color and, for mistakes in scripts, --format are as elsewhere.
            """)

    @Flag(help: "Report in the Test Anything Protocol, version 14.")
    var tap = false

    @Option(help: ArgumentHelp("Write a report in JUnit's XML as well.", valueName: "file"))
    var junit: String?

    @Option(help: ArgumentHelp("Run only scenarios whose titles match.", valueName: "glob"))
    var filter: String?

    @ArgumentParser.Argument(help: ArgumentHelp("Scripts, or folders of them.", valueName: "path"))
    var paths: [String]

    // Of its options, those of a store are refused.
    @OptionGroup(visibility: .hidden) var options: GlobalOptions

    func validate() throws {
        if options.store != nil || options.simulate || options.isReadOnly {
            throw ValidationError("scenarios run on stores of their own: no --store, --simulate or --read-only")
        }
        if junit == "" { throw ValidationError("--junit needs the name of a file") }
    }

    func run() throws {
        let console = Console(options)
        var files = try ScenarioLoader.load(paths, console)
        if let filter { files = files.map { $0.filtered(filter) } }
        guard files.contains(where: { !$0.scenarios.isEmpty }) else { throw ValidationError(complaint) }
        let outcomes = try ScenarioRun(options, console, tap: tap).run(files)
        if let junit {
            do throws(Failure) {
                try ReportFile.write(JUnitReport.text(of: outcomes), to: junit)
            } catch {
                try console.end(with: Diagnostic(error))
            }
        }
        if outcomes.contains(where: { !$0.hasPassed }) { throw ExitCode(.expectation) }
    }

    private var complaint: String {
        let place = paths.map(\.quoted).joined(separator: ", ")
        return filter.map { "no scenario in \(place) has a title that matches \($0.quoted)" }
            ?? "there is no scenario in \(place)"
    }
}
