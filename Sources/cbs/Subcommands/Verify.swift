import ArgumentParser
import CommandLanguage
import Interpreter

/// `cbs verify`: the statement of that name.
struct Verify: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify", abstract: "Check every file of the store.")

    @OptionGroup var options: GlobalOptions

    func run() throws {
        let program = try Program.open(options, Console(options), Interpreter.Settings(origin: .argument))
        let script = CheckedScript(Source(name: "-c", text: "verify"), folder: "", files: ScriptFolder()).script
        try Shell.end(program.run(script))
    }
}
