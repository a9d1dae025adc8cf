import Foundation
import Synchronization

/// A PostgreSQL server of the tests' own: in a temporary folder, on a socket there, run by a user without rights where
/// the tests run as root. It ends with the process.
public final class TestServer: Sendable {
    /// The one that all tests of a process share, each with its own accounts; nil where PostgreSQL is not installed.
    public static let shared: TestServer? = try? another()

    /// One that nobody else uses; nil where PostgreSQL is not installed.
    public static func another() throws -> TestServer? { try programs.map { try TestServer(programs: $0) } }

    /// Whether there can be one.
    public static var isInstalled: Bool { programs != nil }

    /// Where its data and its socket are.
    public let folder: String
    /// Of the many that may run at once, which one: part of the socket's name.
    public let port = 5432
    /// The server ends when nobody holds this any more.
    private let lifeline: Int32

    /// A server that could not be started; what it said.
    public struct Failed: Error {
        public let log: String
    }

    /// The folder of the server's programs, the newest version's; nil where there is none.
    private static let programs: String? = {
        let versions = (try? FileManager.default.contentsOfDirectory(atPath: "/usr/lib/postgresql")) ?? []
        let folders =
            versions.sorted { (Double($0) ?? 0) > (Double($1) ?? 0) }.map { "/usr/lib/postgresql/\($0)/bin" }
            + (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":").map(String.init)
        return folders.first { FileManager.default.isExecutableFile(atPath: "\($0)/initdb") }
    }()

    private init(programs: String) throws {
        folder = NSTemporaryDirectory() + "cbs-server-\(UUID().uuidString.prefix(8))"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: false)
        let asNobody = getuid() == 0 ? "setpriv --reuid=nobody --regid=nogroup --clear-groups" : ""
        if getuid() == 0 { try Self.run("chown nobody:nogroup '\(folder)' && chmod 755 '\(folder)'") }
        // The shell ends the server when nobody holds the other end of its input any more, however the tests end.
        // Whatever else it inherits belongs to tests that wait for its end.
        let script = """
            for open in /proc/$$/fd/*; do
                if ((${open##*/} > 2)); then eval "exec ${open##*/}>&-"; fi
            done
            cd '\(folder)'
            \(asNobody) '\(programs)/initdb' -D data -U postgres -A trust --no-sync -E UTF8 --locale=C >log 2>&1 || exit 1
            \(asNobody) '\(programs)/postgres' -D data -k '\(folder)' -c port=\(port) \\
                -c fsync=off -c max_connections=200 -c listen_addresses= >>log 2>&1 &
            server=$!
            cat >/dev/null
            kill -INT $server
            wait $server
            rm -rf '\(folder)'
            """
        let shell: pid_t
        (shell, lifeline) = try Self.start(script)
        for _ in 0..<600 {
            if (try? Self.run("'\(programs)/pg_isready' -q -h '\(folder)' -p \(port)")) != nil { return }
            guard waitpid(shell, nil, WNOHANG) == 0 else { break }
            usleep(100_000)
        }
        throw Failed(log: (try? String(contentsOfFile: folder + "/log", encoding: .utf8)) ?? "")
    }

    /// Starts a shell that reads from a pipe.
    ///
    /// - Returns: Its process, and the other end of the pipe, which no other process inherits.
    private static func start(_ script: String) throws -> (pid_t, Int32) {
        var ends: [Int32] = [-1, -1]
        guard pipe(&ends) == 0 else { throw Failed(log: "pipe") }
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        defer { close(ends[0]) }
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_adddup2(&actions, ends[0], 0)
        for output in [STDOUT_FILENO, STDERR_FILENO] {
            posix_spawn_file_actions_addopen(&actions, output, "/dev/null", O_WRONLY, 0)
        }
        var arguments: [UnsafeMutablePointer<CChar>?] = [strdup("bash"), strdup("-c"), strdup(script), nil]
        defer { for argument in arguments { free(argument) } }
        var process = pid_t()
        guard posix_spawn(&process, "/bin/bash", &actions, nil, &arguments, environ) == 0 else {
            throw Failed(log: "posix_spawn")
        }
        return (process, ends[1])
    }

    /// The address of a database on the server.
    ///
    /// - Parameters:
    ///   - account: The account; nil for none.
    ///   - database: The database.
    ///   - user: Whoever connects.
    public func address(_ account: String? = nil, database: String = "postgres", user: String = "postgres") -> String {
        let socket = folder.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? folder
        return "postgresql://\(user)@\(socket)/\(database)" + (account.map { "?account=\($0)" } ?? "")
    }

    private static let names = Atomic(0)

    /// A name that no other test uses.
    public static func uniqueName() -> String {
        "t\(names.add(1, ordering: .relaxed).newValue)-\(getpid())"
    }

    /// Runs SQL, and gives what it prints.
    @discardableResult
    public func sql(_ statements: String, database: String = "postgres", user: String = "postgres") throws -> String {
        try Self.run(
            "psql -X -q -A -t -v ON_ERROR_STOP=1 -h '\(folder)' -p \(port) -U '\(user)' -d '\(database)' -f -",
            input: statements)
    }

    /// A command that failed, and what it said.
    public struct CommandFailed: Error {
        public let output: String
    }

    @discardableResult
    static func run(_ command: String, input: String = "") throws -> String {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/bin/sh")
        process.arguments = ["-c", command + " 2>&1"]
        let (given, output) = (Pipe(), Pipe())
        process.standardInput = given
        process.standardOutput = output
        try process.run()
        try given.fileHandleForWriting.write(contentsOf: Data(input.utf8))
        try given.fileHandleForWriting.close()
        let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        guard process.terminationStatus == 0 else { throw CommandFailed(output: text) }
        return text
    }
}
