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
        let checked = try reading(file, console)
        try console.stop(on: checked.problems)
        do throws(Failure) {
            try ScriptParameters.check(arguments, against: [checked.script] + checked.included)
        } catch {
            try console.stop(on: ProblemList([Diagnostic(error)]))
        }
        var settings = Interpreter.Settings(origin: .file)
        settings.keepsGoing = keepsGoing
        settings.isRehearsal = isRehearsal
        let program = try Program.open(options, console, settings)
        try Shell.end(program.run(checked.script, folder: ScriptPath.folder(of: file), arguments: arguments))
    }

    private func reading(_ file: String, _ console: Console) throws -> CheckedScript {
        do throws(Failure) {
            return try CheckedScript.reading(file)
        } catch {
            console.tell(.error(Diagnostic(error)))
            throw ExitCode(.usage)
        }
    }

    private func values() throws -> [String: String] {
        var values: [String: String] = [:]
        for parameter in parameters {
            guard let equals = parameter.firstIndex(of: "="), equals != parameter.startIndex else {
                throw ValidationError("expected NAME=VALUE, found \(parameter.quoted)")
            }
            let name = String(parameter[..<equals])
            let value = String(parameter[parameter.index(after: equals)...])
            guard values.updateValue(value, forKey: name) == nil else {
                throw ValidationError("the parameter \(name.quoted) is given twice")
            }
        }
        return values
    }
}

/// `cbs check FILE …`.
struct Check: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check", abstract: "Check scripts without running them.")

    @ArgumentParser.Argument(help: "The scripts.", completion: .file(extensions: ["cbs"]))
    var files: [String]

    @OptionGroup var options: GlobalOptions

    func run() throws {
        let console = Console(options)
        var problems = ProblemList()
        for file in files {
            do throws(Failure) {
                problems.append(try CheckedScript.reading(file, followsRuns: true).problems)
            } catch {
                problems.append(ProblemList([Diagnostic(error)]))
            }
        }
        try console.stop(on: problems)
    }
}

/// `cbs fmt [--check] FILE …`.
struct Format: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "fmt", abstract: "Lay out scripts, in place.",
        discussion: "A script with syntax errors is left alone; then the exit status is 2.")

    @Flag(help: "Write nothing; exit with status 1 if a script is not laid out so.")
    var check = false

    @ArgumentParser.Argument(help: "The scripts.", completion: .file(extensions: ["cbs"]))
    var files: [String]

    @OptionGroup var options: GlobalOptions

    func run() throws {
        let console = Console(options)
        var status = ExitStatus.success
        var problems = ProblemList()
        for file in files {
            do throws(Unformatted) {
                if try format(file, console), status == .success { status = .failure }
            } catch {
                problems.append(error.problems)
                status = .usage
            }
        }
        console.tell(problems)
        try Shell.end(status)
    }

    /// Lays out a file.
    ///
    /// - Returns: Whether it would change, which only a check leaves it at.
    private func format(_ file: String, _ console: Console) throws(Unformatted) -> Bool {
        let source = try fileStep { () throws(Failure) in Source(name: file, bytes: try WholeFile.read(file)) }
        let text: [UInt8]
        do {
            text = try Formatter.text(of: source)
        } catch {
            throw Unformatted(problems: error.problems)
        }
        guard text != source.bytes else { return false }
        if check {
            console.tell(.warning("\(file.quoted) is not laid out canonically"))
        } else {
            try fileStep { () throws(Failure) in try FileReplacement.write(text, to: file) }
        }
        return check
    }

    private func fileStep<Result>(_ body: () throws(Failure) -> Result) throws(Unformatted) -> Result {
        do {
            return try body()
        } catch {
            throw Unformatted(problems: ProblemList([Diagnostic(error)]))
        }
    }
}

/// Why a file was not laid out.
private struct Unformatted: Error {
    let problems: ProblemList
}
