internal import Recipients

extension Account {
    /// - Throws: `cancelled` if the user has asked to stop.
    func checkCancelled() throws(Failure) {
        if isCancelled() { throw StoreProblem.interrupted.failure }
    }
}

/// Counts the rows of long work, and asks now and then whether to stop.
struct CancellationCheck {
    private let isCancelled: () -> Bool
    private var rows = 0

    /// How many rows go between two questions.
    private static let interval = 4096

    init(_ isCancelled: @escaping () -> Bool) {
        self.isCancelled = isCancelled
    }

    /// Whether to stop; called for each row.
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
}
