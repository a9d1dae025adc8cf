import Foundation

/// A program on its own terminal: types, and waits for what the screen shows.
final class TerminalSession {
    struct Silence: Error, CustomStringConvertible {
        let description: String
    }

    private let descriptor: Int32
    /// The folder's owner, who removes it.
    private let place: AnyObject
    let process: pid_t
    private var screen: Screen
    private var status: Int32?
    /// How long anything may take, in seconds, before a test fails.
    private static let patience = 20.0

    #if canImport(Darwin)
        private static let newSession: Int16 = 0x400
    #else
        /// `POSIX_SPAWN_SETSID`, which Swift's module of the C library leaves out.
        private static let newSession: Int16 = 0x80
    #endif

    /// Runs a shell's command on a terminal, in a folder that is its home.
    init(
        _ command: String,
        in folder: URL,
        of place: AnyObject,
        columns: Int = 80,
        variables: [String: String] = [:]
    ) throws {
        var name = [CChar](repeating: 0, count: 256)
        var slave: Int32 = -1
        var master: Int32 = -1
        var size = winsize(ws_row: 30, ws_col: UInt16(columns), ws_xpixel: 0, ws_ypixel: 0)
        guard openpty(&master, &slave, &name, nil, &size) == 0 else { throw Silence(description: "no terminal") }
        _ = fcntl(master, F_SETFD, FD_CLOEXEC)
        self.place = place
        descriptor = master
        screen = Screen(width: columns)
        var environment = [
            "PATH": "/usr/bin:/bin", "HOME": folder.path, "TERM": "xterm", "LC_ALL": "C.UTF-8", "PS1": "shell> ",
        ]
        environment.merge(variables) { $1 }
        process = try Self.spawn(
            ["/bin/sh", "-c", "cd; \(command)"], environment,
            terminal: name.withUnsafeBufferPointer { $0.baseAddress.map { String(cString: $0) } ?? "" })
        close(slave)
    }

    deinit {
        if status == nil {
            kill(-process, SIGKILL)
            kill(process, SIGKILL)
            waitpid(process, nil, 0)
        }
        close(descriptor)
    }

    /// Starts a session of processes whose terminal is the one with this name: the first that a session opens is its.
    private static func spawn(
        _ arguments: [String],
        _ environment: [String: String],
        terminal: String
    ) throws -> pid_t {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_addopen(&actions, 0, terminal, O_RDWR, 0)
        posix_spawn_file_actions_adddup2(&actions, 0, 1)
        posix_spawn_file_actions_adddup2(&actions, 0, 2)
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        // Whoever runs the tests in the background may have SIGINT and SIGQUIT ignored, which programs inherit.
        var signals = sigset_t()
        sigemptyset(&signals)
        posix_spawnattr_setsigmask(&attributes, &signals)
        sigfillset(&signals)
        posix_spawnattr_setsigdefault(&attributes, &signals)
        posix_spawnattr_setflags(
            &attributes, Self.newSession | Int16(POSIX_SPAWN_SETSIGDEF) | Int16(POSIX_SPAWN_SETSIGMASK))
        var words = arguments.map { strdup($0) } + [nil]
        var variables = environment.map { strdup("\($0)=\($1)") } + [nil]
        defer { for text in words + variables { free(text) } }
        var process: pid_t = 0
        let problem = posix_spawn(&process, arguments[0], &actions, &attributes, &words, &variables)
        guard problem == 0 else { throw Silence(description: String(cString: strerror(problem))) }
        return process
    }

    // MARK: Typing

    func type(_ text: String) {
        type(bytes: Array(text.utf8))
    }

    func type(bytes: [UInt8]) {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Foundation.write(descriptor, $0.baseAddress, $0.count) }
            guard count > 0 else { return }
            rest = rest.dropFirst(count)
        }
    }

    /// Types a line at a prompt, and waits for what must then be there and for the next prompt.
    func enter(_ line: String, expecting text: String) throws {
        try waitForPrompt()
        type(line)
        try wait("the echo of \"\(line)\"") { !$0.hasSuffix("> ") }
        type("\r")
        try wait(for: text)
        try waitForPrompt()
    }

    /// Waits until the program asks for a line.
    func waitForPrompt() throws {
        try wait("a prompt") { $0.hasSuffix("> ") }
    }

    func resize(columns: Int) {
        var size = winsize(ws_row: 30, ws_col: UInt16(columns), ws_xpixel: 0, ws_ypixel: 0)
        _ = ioctl(descriptor, UInt(TIOCSWINSZ), &size)
    }

    // MARK: Looking

    var text: String { screen.text }
    var modes: Set<String> { screen.modes }
    var hasColour: Bool { screen.hasColour }

    /// Waits until the screen shows a text.
    func wait(for text: String) throws {
        try wait("\"\(text)\"") { $0.contains(text) }
    }

    func wait(_ what: String, until holds: (String) -> Bool) throws {
        let end = Date().addingTimeInterval(Self.patience)
        while !holds(screen.text) {
            guard Date() < end, read(within: end.timeIntervalSinceNow) else {
                throw Silence(description: "\(what) never came; the screen shows\n\(screen.text)")
            }
        }
    }

    /// Waits until the program has ended, and returns its status: 128 and the signal if one ended it.
    func waitForEnd() throws -> Int32 {
        let end = Date().addingTimeInterval(Self.patience)
        while read(within: end.timeIntervalSinceNow) {}
        guard Date() < end else { throw Silence(description: "it does not end; the screen shows\n\(screen.text)") }
        var result: Int32 = 0
        guard waitpid(process, &result, 0) == process else { throw Silence(description: "it cannot be waited for") }
        status = result
        return result & 0x7F == 0 ? result >> 8 & 0xFF : 128 + result & 0x7F
    }

    /// Reads what there is; false if nothing came in time or nothing will come.
    private func read(within seconds: Double) -> Bool {
        var polled = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
        guard seconds > 0, poll(&polled, 1, Int32(seconds * 1000)) > 0 else { return false }
        var chunk = [UInt8](repeating: 0, count: 1 << 16)
        let count = Foundation.read(descriptor, &chunk, chunk.count)
        guard count > 0 else { return false }
        screen.write(chunk[..<count])
        return true
    }
}
