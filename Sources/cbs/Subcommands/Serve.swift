import ArgumentParser
import CommandLanguage
import LanguageServer
import Recipients
import SystemCalls

/// `cbs lsp`.
struct Serve: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "lsp", abstract: "Serve an editor over the Language Server Protocol.",
        discussion: "Messages are read from standard input and written to standard output; an editor starts this.")

    @Flag(help: "Use standard input and output, which is the default; some editors pass this.")
    var stdio = false

    @Option(
        name: .customLong("clientProcessId"),
        help: ArgumentHelp("The editor's process id, which some editors pass.", visibility: .hidden))
    var clientProcess: Int?

    func run() throws {
        let session = ServerSession(version: Release.version, environment: EditorMachine())
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        while session.exitStatus == nil {
            let count = buffer.withUnsafeMutableBytes { read(STDIN_FILENO, $0.baseAddress, $0.count) }
            if count < 0, errno == EINTR, !Interruption.isRequested { continue }
            if count < 0, !Interruption.isRequested { throw Self.stopped(by: .unreadableInput(.last)) }
            guard count > 0 else { break }
            do throws(SystemError) {
                try SystemCalls.writeAll(session.receive(buffer[..<count]), to: STDOUT_FILENO)
            } catch {
                // An editor may close its end without notice.
                if error.number == EPIPE { break }
                throw Self.stopped(by: .unwritableOutput(error))
            }
        }
        try (session.exitStatus ?? session.statusAtEnd).end()
    }

    /// Says why the conversation cannot continue; returns the exit code.
    private static func stopped(by problem: StreamProblem) -> ExitCode {
        _ = CommandLineInterface.write((Diagnostic(problem.failure).text + "\n").utf8, to: STDERR_FILENO)
        return ExitCode(.failure)
    }
}

/// The machine as the language server sees it.
private struct EditorMachine: ServerEnvironment {
    private let scripts = ScriptFolder()

    func contents(of path: String) throws(Failure) -> [UInt8] { try scripts.contents(of: path) }

    func identity(of path: String) -> String { scripts.identity(of: path) }

    var homeFolder: String? { scripts.homeFolder }

    func files(beginningWith prefix: String, in folder: String) -> [String] {
        FileNames.beginning(with: prefix, in: folder, home: homeFolder)
    }
}
