import Synchronization
import SystemCalls

/// Turns the signals that arrive while the program waits for a line into something to read. They are handled between
/// two characters, where everything is allowed, and none is lost.
final class PromptSignals {
    private static let watched = [SIGINT, SIGTSTP, SIGCONT, SIGWINCH, SIGTERM, SIGHUP, SIGQUIT]
    /// Where the signal handler writes. There is only one terminal, so one descriptor is enough.
    private static let writeEnd = Atomic<Int32>(-1)

    private let pipe: PipeEnds
    private var earlier: [(signal: Int32, action: sigaction)] = []

    /// Nil if the system has no descriptors left.
    init?() {
        guard let pipe = PipeEnds() else { return nil }
        pipe.makeNonblocking()
        self.pipe = pipe
    }

    /// Becomes readable when a signal has arrived.
    var descriptor: Int32 { pipe.read }

    deinit {
        end()
        pipe.close()
    }

    /// Watches signals from now on; those that arrived before are forgotten.
    func begin() {
        end()
        while next() != nil {}
        Self.writeEnd.store(pipe.write, ordering: .sequentiallyConsistent)
        for signal in Self.watched {
            var before = sigaction()
            guard sigaction(signal, nil, &before) == 0 else { continue }
            // A signal that was ignored when the program was started (as by `nohup`) stays ignored.
            if signal != SIGINT, signal != SIGWINCH, Self.ignores(before) { continue }
            earlier.append((signal, before))
            Self.install(signal)
        }
    }

    /// Restores the earlier handlers, and sends them the signals that have not been handled.
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

    /// The next signal that has arrived; nil if there is none.
    func next() -> Int32? {
        var byte: UInt8 = 0
        while true {
            let count = read(descriptor, &byte, 1)
            if count == 1 { return Int32(byte) }
            if count < 0, errno == EINTR { continue }
            return nil
        }
    }

    /// Lets a signal take its default action, and watches it again if the program survives that.
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
        // Functions cannot be compared, but SIG_IGN is not a function: it is a number in place of one.
        unsafeBitCast(action.handler, to: Int.self) == unsafeBitCast(SIG_IGN, to: Int.self)
    }
}
