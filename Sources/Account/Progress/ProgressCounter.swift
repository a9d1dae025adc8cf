/// Counts what is done in a phase, and tells it now and then. Counting costs next to nothing.
final class ProgressCounter {
    private let phase: Progress.Phase
    private let total: Int?
    private let report: (Progress) -> Void
    private var done = 0
    private var told = 0

    /// How many rows are done between two reports.
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

    /// Counts a larger part, and tells it at once.
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
    /// A counter for a phase; nil if nobody wants to know.
    func counter(_ phase: Progress.Phase, of total: Int?) -> ProgressCounter? {
        progress.map { ProgressCounter(phase, of: total, $0) }
    }
}
