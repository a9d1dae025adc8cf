import ArgumentParser
import CommandLanguage

/// `cbs check FILE …`.
struct Check: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check", abstract: "Check scripts without running them.")

    @ArgumentParser.Argument(help: "The scripts.", completion: .file(extensions: ["cbs"]))
    var files: [String]

    @OptionGroup var options: GlobalOptions

    func run() throws {
        let console = Console(options)
        var hasFailed = false
        for file in files {
            do {
                try console.stop(on: try CheckedScript.reading(file, console, followsRuns: true).diagnostics)
            } catch is ExitCode {
                hasFailed = true
            }
        }
        if hasFailed { throw ExitCode(.usage) }
    }
}
