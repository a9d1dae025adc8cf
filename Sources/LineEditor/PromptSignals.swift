import Synchronization
import SystemCalls

/// The signals that come while the program waits for a line, as something to read: they are acted upon between two
/// characters, where everything is allowed, and none is missed.
final class PromptSignals {
    private static let watched = [SIGINT, SIGTSTP, SIGCONT, SIGWINCH, SIGTERM, SIGHUP, SIGQUIT]
    /// Where the handler writes; there is one terminal, so one is enough.
    private static let writeEnd = Atomic<Int32>(-1)

    /// Readable when a signal has come.
    let descriptor: Int32
    private let input: Int32
    private var earlier: [(signal: Int32, action: sigaction)] = []

    /// Nil if the system has no descriptors left.
    init?() {
        var ends: [Int32] = [-1, -1]
        guard pipe(&ends) == 0 else { return nil }
        for end in ends {
            _ = fcntl(end, F_SETFL, fcntl(end, F_GETFL) | O_NONBLOCK)
            _ = fcntl(end, F_SETFD, FD_CLOEXEC)
        }
        descriptor = ends[0]
        input = ends[1]
    }

    deinit {
        end()
        close(descriptor)
        close(input)
    }

    /// Watches from here on; what came before is forgotten.
    func begin() {
        end()
        while next() != nil {}
        Self.writeEnd.store(input, ordering: .sequentiallyConsistent)
        for signal in Self.watched {
            var before = sigaction()
            guard sigaction(signal, nil, &before) == 0 else { continue }
            // Whoever started the program with a signal ignored (nohup) does not want it.
            if signal != SIGINT, signal != SIGWINCH, Self.ignores(before) { continue }
            earlier.append((signal, before))
            Self.install(signal)
        }
    }

    /// Leaves signals to whoever had them before, with those that came and were not acted upon.
    func end() {
        for (signal, action) in earlier {
            var action = action
            sigaction(signal, &action, nil)
        }
        let isWatching = !earlier.isEmpty
        earlier = []
        defer {
            while isWatching, let signal = next() {
                if signal != SIGWINCH, signal != SIGCONT { kill(getpid(), signal) }
            }
        }
        Self.writeEnd.store(-1, ordering: .sequentiallyConsistent)
    }

    /// The next signal that came; nil if there is none.
    func next() -> Int32? {
        var byte: UInt8 = 0
        while true {
            let count = read(descriptor, &byte, 1)
            if count == 1 { return Int32(byte) }
            if count < 0, errno == EINTR { continue }
            return nil
        }
    }

    /// Lets a signal do what it does to programs that do not care, and watches it again if that can be survived.
    func passOn(_ number: Int32) {
        var action = sigaction()
        sigaction(number, nil, &action)
        signal(number, SIG_DFL)
        kill(getpid(), number)
        sigaction(number, &action, nil)
    }

    private static func install(_ number: Int32) {
        let handler: @convention(c) (Int32) -> Void = { number in
            let before = errno
            var byte = UInt8(truncatingIfNeeded: number)
            _ = write(PromptSignals.writeEnd.load(ordering: .sequentiallyConsistent), &byte, 1)
            errno = before
        }
        var action = sigaction()
        action.handler = handler
        sigaction(number, &action, nil)
    }

    private static func ignores(_ action: sigaction) -> Bool {
        // Functions cannot be compared, and this is not one: a number in a function's place.
        unsafeBitCast(action.handler, to: Int.self) == unsafeBitCast(SIG_IGN, to: Int.self)
    }
}
