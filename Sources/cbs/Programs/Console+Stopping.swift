import ArgumentParser
import CommandLanguage
import Interpreter
import Recipients

extension Console {
    /// Shows what a check found. If that is more than warnings, ends the program.
    func stop(on problems: ProblemList, warnings: ProblemList = ProblemList()) throws {
        tell(problems, warnings: warnings)
        if !problems.isEmpty { throw ExitCode(.usage) }
    }

    /// Writes the last result. If that fails, says so and what was done nevertheless, and ends the program.
    func finish(after result: UnshownResult) throws {
        flush()
        if let failure { try end(with: Diagnostic(result.failure(failure))) }
    }

    /// Shows a failure and ends the program.
    ///
    /// - Parameter status: The exit status; nil for that of the failure.
    func end(with diagnostic: Diagnostic, status: ExitStatus? = nil) throws -> Never {
        tell(.error(diagnostic))
        throw ExitCode(status ?? ExitStatus(diagnostic.code))
    }
}

extension Program {
    /// Opens the store that the options name. If that fails, says why and ends the program.
    static func open(
        _ options: ProgramOptions,
        _ console: Console,
        _ settings: Interpreter.Settings
    ) throws -> Program {
        do throws(Failure) {
            return try Program(options, console, settings)
        } catch {
            try console.end(with: Diagnostic(error))
        }
    }
}

extension CheckedScript {
    /// Reads and checks a script file.
    static func reading(_ file: String) throws(Failure) -> CheckedScript {
        CheckedScript(
            try ScriptFiles.source(file), folder: file == ScriptFiles.standardInput ? "" : ScriptPath.folder(of: file),
            files: ScriptFolder())
    }
}
