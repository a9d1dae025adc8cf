import Account
import ArgumentParser
import CommandLanguage
import Interpreter
import Recipients

/// `cbs run FILE [NAME=VALUE …]`.
struct Run: ConfiguredCommand {
    static let configuration = CommandConfiguration(commandName: "run", abstract: "Run a script.")

    @ArgumentParser.Argument(help: "The script.", completion: .file(extensions: ["cbs"]))
    var file: String

    @ArgumentParser.Argument(help: ArgumentHelp("Values for the script's parameters.", valueName: "name=value"))
    var parameters: [String] = []

    @Flag(name: .customLong("dry-run"), help: "Say what would happen, and write nothing.")
    var isRehearsal = false

    @Flag(name: .customLong("keep-going"), help: "Continue after a failing statement.")
    var keepsGoing = false

    @OptionGroup var globals: GlobalOptions

    func run() throws {
        let console = Console(options)
        let arguments = try values(console)
        let checked = try reading(file, console)
        try console.stop(on: checked.problems)
        do throws(Diagnostic) {
            try checked.parameters.check(arguments)
        } catch {
            try console.stop(on: ProblemList([error]))
        }
        console.tell(ProblemList(), warnings: checked.warnings)
        var settings = Interpreter.Settings(origin: file == ScriptFiles.standardInput ? .standardInput : .file)
        settings.keepsGoing = keepsGoing
        settings.isRehearsal = isRehearsal
        let program = try Program.open(options, console, settings)
        defer { program.close() }
        let status = program.run(
            checked.script, folder: ScriptPath.folder(of: file), arguments: arguments, parameters: checked.parameters)
        try status.end()
    }

    private func reading(_ file: String, _ console: Console) throws -> CheckedScript {
        do throws(Failure) {
            return try CheckedScript.reading(file)
        } catch {
            try console.end(with: Diagnostic(error), status: .usage)
        }
    }

    /// The values for each name, in the order in which they were given.
    private func values(_ console: Console) throws -> [String: [String]] {
        var values: [String: [String]] = [:]
        for parameter in parameters {
            guard let equals = parameter.firstIndex(of: "="), equals != parameter.startIndex else {
                throw ValidationError("expected NAME=VALUE, found \(parameter.quoted)")
            }
            let name = String(parameter[..<equals])
            do throws(Diagnostic) {
                try RawArguments.check(parameter, named: name)
            } catch {
                try console.stop(on: ProblemList([error]))
            }
            values[name, default: []].append(String(parameter[parameter.index(after: equals)...]))
        }
        return values
    }
}

/// `cbs check PATH …`.
struct Check: ConfiguredCommand {
    static let configuration = CommandConfiguration(
        commandName: "check", abstract: "Check scripts without running them.")

    @ArgumentParser.Argument(
        help: ArgumentHelp(
            "Scripts, folders of them (without hidden files), or - for standard input.", valueName: "path"),
        completion: .file(extensions: ["cbs"]))
    var files: [String]

    @OptionGroup var globals: GlobalOptions

    func run() throws {
        let console = Console(options)
        var (problems, warnings) = (ProblemList(), ProblemList())
        let (names, failures) = ScriptFiles.findAny(files)
        for failure in failures { problems.append(ProblemList([Diagnostic(failure)])) }
        var told: Set<String> = []
        for name in names {
            do throws(Failure) {
                let checked = try CheckedScript.reading(name)
                // Two scripts may include or run the same third one, whose problems then appear in both.
                problems.append(checked.problems.filteringShown { told.insert($0.text).inserted })
                warnings.append(checked.warnings.filteringShown { told.insert($0.text).inserted })
            } catch {
                problems.append(ProblemList([Diagnostic(error)]))
            }
        }
        try console.stop(on: problems, warnings: warnings)
    }
}

/// `cbs fmt [--check] PATH …`.
struct Format: ConfiguredCommand {
    static let configuration = CommandConfiguration(
        commandName: "fmt", abstract: "Format scripts in place.",
        discussion: "A script with syntax errors is left alone; then the exit status is 2.")

    @Flag(help: "Write nothing; exit with status 1 if a script would change.")
    var check = false

    @ArgumentParser.Argument(
        help: ArgumentHelp(
            "Scripts, folders of them (without hidden files), or - to lay out standard input.", valueName: "path"),
        completion: .file(extensions: ["cbs"]))
    var files: [String]

    @OptionGroup var globals: GlobalOptions

    func run() throws {
        let console = Console(options)
        var status = ExitStatus.success
        var problems = ProblemList()
        let (names, failures) = ScriptFiles.findAny(files)
        for failure in failures {
            problems.append(ProblemList([Diagnostic(failure)]))
            status = .usage
        }
        for file in names {
            do throws(Unformatted) {
                let found = try format(file, console)
                if status == .success { status = found }
            } catch {
                problems.append(error.problems)
                if status != .usage { status = error.status }
            }
        }
        console.tell(problems)
        try status.end()
    }

    /// Formats a file.
    ///
    /// - Returns: The status to end with: with `--check`, whether the file would change; for standard input, whether
    ///   the text could be written.
    private func format(_ file: String, _ console: Console) throws(Unformatted) -> ExitStatus {
        let source: Source
        let text: [UInt8]
        do throws(Failure) {
            source = try ScriptFiles.source(file)
        } catch {
            throw .unreadable(ProblemList([Diagnostic(error)]))
        }
        do {
            text = try Formatter.text(of: source)
        } catch {
            throw .unreadable(error.problems)
        }
        if file == ScriptFiles.standardInput, !check {
            return CommandLineInterface.printPage(String(decoding: text, as: UTF8.self))
        }
        guard text != source.bytes else { return .success }
        if check {
            console.tell(
                .warning(
                    file == ScriptFiles.standardInput
                        ? "standard input is not formatted: \"cbs fmt -\" writes it as it should be"
                        : "\(file.quoted) is not formatted: run cbs fmt \(file.shellQuoted)"))
            return .failure
        }
        do throws(Failure) {
            try FileReplacement.write(text, to: file)
            return .success
        } catch {
            throw .unwritable(error)
        }
    }
}

/// Why a file was not formatted.
private enum Unformatted: Error {
    /// It cannot be read, or has no layout.
    case unreadable(ProblemList)
    /// The new text cannot take its place.
    case unwritable(Failure)

    var problems: ProblemList {
        switch self {
        case .unreadable(let problems): problems
        case .unwritable(let failure): ProblemList([Diagnostic(failure)])
        }
    }

    /// A file that cannot be written is nobody's wrong usage.
    var status: ExitStatus {
        switch self {
        case .unreadable: .usage
        case .unwritable(let failure): failure.code == .storage ? .failure : .usage
        }
    }
}
