import Synchronization
import SystemCalls

/// The locks that this program holds. They are given back when it ends, normally or by a signal.
public enum HeldLeases {
    private static let leases = Mutex<[Lease]>([])
    /// The descriptor to which a signal handler writes the exit status while locks are held; -1 otherwise.
    private static let writing = Atomic<Int32>(-1)
    private static let isEnding = Atomic(false)

    /// A pipe from the signal handler to the threads of leases. Making it, for the first lease, also installs what
    /// gives locks back at the end.
    private static let pipe: PipeEnds? = {
        atexit { for lease in HeldLeases.leases.withLock({ $0 }) { lease.end() } }
        for signal in [SIGTERM, SIGHUP] { endProgram(by: signal) }
        return PipeEnds()
    }()

    /// Makes a signal that ends the program give the locks back first. A signal that is ignored stays ignored.
    private static func endProgram(by signal: Int32) {
        var action = sigaction()
        guard sigaction(signal, nil, &action) == 0, action.handler == nil else { return }
        action.handler = { HeldLeases.endProgram(status: 128 + $0) }
        sigaction(signal, &action, nil)
        SystemCalls.unblock(signal)
    }

    /// The descriptor that a lease's thread waits for besides its own end; -1 if there is none.
    static var endOfProgram: Int32 { pipe?.read ?? -1 }

    static func add(_ lease: Lease) {
        leases.withLock { $0.append(lease) }
        writing.store(pipe?.write ?? -1, ordering: .relaxed)
    }

    static func remove(_ lease: Lease) {
        let isLast = leases.withLock { leases in
            leases.removeAll { $0 === lease }
            return leases.isEmpty
        }
        if isLast { writing.store(-1, ordering: .relaxed) }
    }

    /// To be called before a handler can run: what the handler uses must exist.
    public static func prepare() {
        _ = (writing.load(ordering: .relaxed), isEnding.load(ordering: .relaxed))
    }

    /// Ends the program from a signal handler: at once if no locks are held, otherwise after they have been given back.
    /// A second call ends it at once.
    ///
    /// - Parameter status: The exit status.
    public static func endProgram(status: Int32) {
        var byte = UInt8(truncatingIfNeeded: status)
        let descriptor = writing.load(ordering: .relaxed)
        let isFirst = !isEnding.exchange(true, ordering: .relaxed)
        if !isFirst || descriptor < 0 || SystemCalls.write(descriptor, &byte, 1) != 1 { _exit(status) }
    }

    /// Gives every lock back and ends the program, on the thread of a lease that was woken by the handler.
    static func endProgram() {
        var status: UInt8 = 0
        guard SystemCalls.read(endOfProgram, &status, 1) == 1 else { return }
        for lease in leases.withLock({ $0 }) { lease.release() }
        _exit(Int32(status))
    }
}
