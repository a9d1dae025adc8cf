import SystemCalls

/// How long a caller waits for something that another process holds.
public struct Patience {
    /// The time; zero for a single attempt.
    public let wait: Duration
    /// Asked now and then: whether the user has had enough.
    public let isCancelled: () -> Bool

    /// A single attempt.
    public static var none: Patience { Patience(.zero) }

    /// Waits so long at most.
    public init(_ wait: Duration, isCancelled: @escaping () -> Bool = { false }) {
        self.wait = wait
        self.isCancelled = isCancelled
    }

    /// Tries until it works, the time is up, or the user has had enough.
    ///
    /// - Parameter attempt: Whether it worked.
    /// - Returns: Whether it ever did.
    public func tries<Problem: Error>(_ attempt: () throws(Problem) -> Bool) throws(Problem) -> Bool {
        let end = ContinuousClock.now + wait
        var pause: UInt32 = 1_000
        while try !attempt() {
            if ContinuousClock.now >= end || isCancelled() { return false }
            usleep(pause)
            pause = min(pause * 2, 50_000)
        }
        return true
    }
}

/// A storage that no other process can reach: nobody else locks, pins or removes.
public protocol UnsharedStorage: Storage {}

extension UnsharedStorage {
    /// Nobody else has it.
    public func lockForClearing(above known: Int) throws(StorageError) -> Int? {
        try lock(.none, above: known)
    }

    /// Nobody waits for it.
    public func unlock() {}

    /// Nobody else removes anything.
    public func pin() throws(StorageError) {}

    /// Nobody waits for it.
    public func unpin() {}

    /// Nobody pins.
    public func beginRemoving(_ patience: Patience) throws(StorageError) -> Bool { true }

    /// Nobody waits for it.
    public func endRemoving() {}

    /// Nobody is cut off in one.
    public func lookForSwitch() throws(StorageError) -> FileVersion? { nil }
}

/// Who holds the lock of writers, as far as they have said.
public struct LockHolder: Hashable, Sendable, CustomStringConvertible {
    /// The process on its machine.
    public let process: Int32
    /// The user that it belongs to, and the machine that it runs on: `anna@mailer`.
    public let account: String?

    /// When it loses the lock unless it renews it, in microseconds since 1970; nil where a lock lasts as long as its holder.
    public let end: Int64?

    /// A holder as it names itself.
    ///
    /// - Parameters:
    ///   - process: Its number on its machine.
    ///   - account: Its user and machine.
    ///   - end: When it loses the lock.
    public init(process: Int32, account: String?, until end: Int64? = nil) {
        self.process = process
        self.account = account
        self.end = end
    }

    public var description: String { "process \(process)\(account.map { " of \($0)" } ?? "")" }
}
