import ArgumentParser
import CommandLanguage
import Interpreter
import Recipients

/// `cbs run FILE [NAME=VALUE …]`.
struct Run: ParsableCommand {
    static let configuration = CommandConfiguration(commandName: "run", abstract: "Run a script.")

    @ArgumentParser.Argument(help: "The script.", completion: .file(extensions: ["cbs"]))
    var file: String

    @ArgumentParser.Argument(help: ArgumentHelp("Values for the script's parameters.", valueName: "name=value"))
    var parameters: [String] = []

    @Flag(name: .customLong("dry-run"), help: "Say what would happen, and write nothing.")
    var isRehearsal = false

    @Flag(name: .customLong("keep-going"), help: "Go on after a failing statement.")
    var keepsGoing = false

    @OptionGroup var options: GlobalOptions

    func run() throws {
        let console = Console(options)
        let arguments = try values()
        let checked = try CheckedScript.reading(file, console)
        try console.stop(on: checked.diagnostics)
        do throws(Failure) {
            try ScriptParameters.check(arguments, against: [checked.script] + checked.included)
        } catch {
            try console.stop(on: [Diagnostic(error)])
        }
        var settings = Interpreter.Settings(origin: .file)
        settings.keepsGoing = keepsGoing
        settings.isRehearsal = isRehearsal
        let program = try Program.open(options, console, settings)
        try Shell.end(program.run(checked.script, folder: ScriptPath.folder(of: file), arguments: arguments))
    }

    private func values() throws -> [String: String] {
        var values: [String: String] = [:]
        for parameter in parameters {
            guard let equals = parameter.firstIndex(of: "="), equals != parameter.startIndex else {
                throw ValidationError("expected NAME=VALUE, found \"\(parameter)\"")
            }
            let name = String(parameter[..<equals])
            let value = String(parameter[parameter.index(after: equals)...])
            guard values.updateValue(value, forKey: name) == nil else {
                throw ValidationError("the parameter \"\(name)\" is given twice")
            }
        }
        return values
    }
}
