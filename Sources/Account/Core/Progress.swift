internal import Recipients

/// The progress of a command that takes some time.
public struct Progress: Hashable, Sendable {
    /// The steps of long work.
    public enum Phase: String, Sendable {
        /// Reading a file; counted in bytes.
        case reading
        /// Merging rows into a group.
        case merging
        /// Writing a file for the user.
        case writing
        /// Reading two states side by side.
        case comparing
        /// Merging the segments of a group.
        case compacting
        /// Checking files of the store; counted in bytes.
        case checking
        /// Writing files of a copy; counted in bytes.
        case copying

        /// Whether `done` and `total` are in bytes rather than rows.
        public var isInBytes: Bool { [.reading, .checking, .copying].contains(self) }
    }

    /// The step in progress.
    public let phase: Phase
    /// How much of it is done, in bytes or rows.
    public let done: Int
    /// How much there is to do, in bytes or rows; nil if that is not known.
    public let total: Int?
}

/// Counts what has been done in a phase, and reports it now and then. Counting costs next to nothing.
final class ProgressCounter {
    private let phase: Progress.Phase
    private let total: Int?
    private let report: (Progress) -> Void
    private var done = 0
    private var told = 0

    /// How many rows are counted between two reports.
    private static let interval = 4096

    init(_ phase: Progress.Phase, of total: Int?, _ report: @escaping (Progress) -> Void) {
        self.phase = phase
        self.total = total
        self.report = report
    }

    /// Counts a row.
    @inline(__always)
    func count() {
        done &+= 1
        if done &- told >= Self.interval { tell() }
    }

    /// Counts a larger part, and reports at once.
    func add(_ amount: Int) {
        done += amount
        tell()
    }

    private func tell() {
        told = done
        report(Progress(phase: phase, done: total.map { min(done, $0) } ?? done, total: total))
    }
}

extension Account {
    /// A counter for a phase; nil if nobody wants reports.
    func counter(_ phase: Progress.Phase, of total: Int?) -> ProgressCounter? {
        progress.map { ProgressCounter(phase, of: total, $0) }
    }
}

extension Account {
    /// - Throws: `cancelled` if the user has asked to stop.
    func checkCancelled() throws(Failure) {
        if isCancelled() { throw StoreProblem.interrupted.failure }
    }
}

/// Counts the rows of long work, and checks now and then whether to stop.
struct CancellationCheck {
    private let isCancelled: () -> Bool
    private var rows = 0

    /// How many rows are counted between two checks.
    private static let interval = 4096

    init(_ isCancelled: @escaping () -> Bool) {
        self.isCancelled = isCancelled
    }

    /// Whether to stop; to be called for each row.
    @inline(__always)
    mutating func isDue() -> Bool {
        rows += 1
        if rows < Self.interval { return false }
        rows = 0
        return isCancelled()
    }

    /// - Throws: `cancelled` if the user has asked to stop.
    @inline(__always)
    mutating func count() throws(Failure) {
        if isDue() { throw StoreProblem.interrupted.failure }
    }

    /// Checks at once: for work that counts many rows together.
    ///
    /// - Throws: `cancelled` if the user has asked to stop.
    func check() throws(Failure) {
        if isCancelled() { throw StoreProblem.interrupted.failure }
    }
}
