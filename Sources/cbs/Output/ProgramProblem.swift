import Recipients
import SystemCalls

/// What can be wrong with the files and the surroundings of the program: a case for each message.
enum ProgramProblem {
    case unreadable(String, SystemError)
    /// A script that is neither standard input nor a regular file.
    case scriptIsNotAFile(String)
    case noScript(paths: [String])
    /// - Parameter limit: In bytes.
    case inputTooLong(limit: Int)
    case unwritable(String, SystemError)
    case targetIsNotAFile(String)
    case unwritableHistory(SystemError)
    /// What is typed is lost when the session ends.
    case unkeptHistory(path: String, SystemError)
    case noHomeFolder
    case noScenario(paths: [String], filter: String?)
    /// The file that a report is to be written to is a script, or has the name of one.
    case reportIsScript(String)
    /// Somebody at the prompt has ended the input within a statement.
    case unfinishedStatement
    case interrupted

    var failure: Failure {
        switch self {
        case .unreadable(let path, let error):
            Failure(.unreadableFile, "cannot read \(path.quoted): \(error.message)")
        case .scriptIsNotAFile(let path):
            Failure(
                .unreadableFile, "\(path.quoted) is not a regular file",
                help: "name a file; a script that comes through a pipe is read from standard input: cbs < FILE")
        case .noScript(let paths):
            Failure(
                .unreadableFile, "there is no script in \(Self.list(paths))",
                help: "name a file, or a folder that has .cbs files")
        case .inputTooLong(let limit):
            Failure(
                .unreadableFile, "standard input is longer than \(limit >> 30) GiB",
                help: "write it to a file, and import that", about: .input)
        case .unwritable(let path, let error):
            Failure(.storage, "cannot write \(path.quoted): \(error.message)")
        case .targetIsNotAFile(let path):
            Failure(
                .unreadableFile, "\(path.quoted) is not a regular file", help: "name a file, not a folder or a device")
        case .unwritableHistory(let error):
            Failure(.storage, error.message)
        case .unkeptHistory(let path, let error):
            Failure(
                .storage,
                "the history ends with this session, as \(path.quoted) cannot be written: \(error.message)")
        case .noHomeFolder:
            Failure(
                .storage, "there is no home folder for the default store",
                help: "name a store with --store or in CBS_STORE, or set HOME")
        case .noScenario(let paths, let filter?):
            Failure(.usage, "no scenario in \(Self.list(paths)) has a title that matches \(filter.quoted)")
        case .noScenario(let paths, nil):
            Failure(
                .usage, "there is no scenario in \(Self.list(paths))",
                help: "name a .cbs file with a scenario, or a folder of such files")
        case .reportIsScript(let path):
            Failure(
                .usage, "the report would replace the script \(path.quoted)",
                help: "name another file after --junit, such as report.xml")
        case .unfinishedStatement:
            Failure(
                .syntax, "the input ended within the statement, which has not run",
                help: "Ctrl-D on the next line leaves; Ctrl-C gives up a statement")
        case .interrupted:
            Failure(.cancelled, "interrupted")
        }
    }

    private static func list(_ paths: [String]) -> String { paths.map(\.quoted).joined(separator: ", ") }
}

/// What can be wrong with standard input and output: a case for each message.
enum StreamProblem {
    case unreadableInput(SystemError)
    case unwritableOutput(SystemError)

    var failure: Failure {
        switch self {
        case .unreadableInput(let error):
            Failure(.unreadableFile, "cannot read standard input: \(error.message)")
        case .unwritableOutput(let error):
            Failure(.storage, "cannot write standard output: \(error.message)")
        }
    }
}
