import SystemCalls

/// How long a caller waits for something that another process holds.
public struct Patience {
    /// The time; zero for a single attempt.
    public let wait: Duration
    /// Asked now and then: whether the user no longer wants to wait.
    public let isCancelled: () -> Bool

    /// A single attempt.
    public static var none: Patience { Patience(.zero) }

    /// Waits for at most this long.
    public init(_ wait: Duration, isCancelled: @escaping () -> Bool = { false }) {
        self.wait = wait
        self.isCancelled = isCancelled
    }

    /// Tries until it works, the time is up, or the user no longer wants to wait.
    ///
    /// - Parameter attempt: Returns whether it worked.
    /// - Returns: Whether an attempt worked.
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
    /// Always taken: nobody else can hold it.
    public func lockForClearing(above known: Int) throws(StorageError) -> Int? {
        try lock(.none, above: known)
    }

    /// Nothing to do: nobody waits for the lock.
    public func unlock() {}

    /// Nothing to do: nobody else can have it.
    public func checkUnlocked() throws(StorageError) {}

    /// Nothing to do: nobody else removes files.
    public func pin(isCancelled: @escaping () -> Bool) throws(StorageError) {}

    /// Nothing to do: nobody waits for files.
    public func unpin() {}

    /// Always true: nobody else pins files.
    public func beginRemoving(_ patience: Patience) throws(StorageError) -> Bool { true }

    /// Nothing to do: nobody waits for it.
    public func endRemoving() {}

    /// Always nil: a switch cannot be interrupted.
    public func lookForSwitch() throws(StorageError) -> FileVersion? { nil }
}

/// Who holds the lock of writers, as far as the holder has said.
public struct LockHolder: Hashable, Sendable, CustomStringConvertible {
    /// The number of the process on its machine.
    public let process: Int32
    /// The user that it belongs to, and the machine that it runs on: `anna@mailer`.
    public let account: String?

    /// When the lock ends unless the holder renews it, in microseconds since 1970; nil if it lasts as long as its
    /// holder.
    public let end: Int64?

    /// A holder of the lock.
    ///
    /// - Parameters:
    ///   - process: The number of the process on its machine.
    ///   - account: The user and the machine.
    ///   - end: When the lock ends, in microseconds since 1970; nil if it lasts as long as the holder.
    public init(process: Int32, account: String?, until end: Int64? = nil) {
        self.process = process
        self.account = account
        self.end = end
    }

    public var description: String { "process \(process)\(account.map { " of \($0)" } ?? "")" }
}

/// Where a writer may have been interrupted: it may have left a change that the log does not mention, or files that
/// nothing refers to.
public enum Unsettled: Hashable, Sendable {
    /// In any folder.
    case unknown
    /// In these folders, each directly below the folder of data, and in the root.
    case folders(Set<StoragePath>)

    /// Adds a folder.
    ///
    /// - Returns: Whether it was new.
    mutating func insert(_ folder: StoragePath) -> Bool {
        guard case .folders(var folders) = self else { return false }
        // With two owners, the set would be copied.
        self = .unknown
        defer { self = .folders(folders) }
        return folders.insert(folder).inserted
    }
}
