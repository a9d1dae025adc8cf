internal import Storage
import Synchronization
import SystemCalls

/// Sends a storage's statements to a server, on a connection that is made again if it was lost.
final class PostgresSession: Sendable {
    let address: ServerAddress
    /// The name of the account.
    let account: String
    private let state: Mutex<State>

    /// A writer's turn at the lock.
    struct Turn {
        var epoch: Int
        /// A random text by which the writer knows that the server means this very turn.
        let token: String
    }

    /// - Parameter patience: How long the server may stay silent while an answer is due.
    init(_ address: ServerAddress, account: String, patience: Duration = PostgresConnection.usualPatience) {
        self.address = address
        self.account = account
        state = Mutex(State(address, account: account, patience: patience))
    }

    /// From now on, asks now and then, on any thread, whether the user no longer wants to wait for a server that cannot
    /// be reached.
    func heed(_ isCancelled: @escaping () -> Bool) {
        state.withLock { $0.isCancelled = isCancelled }
    }

    // MARK: Statements

    /// Runs a statement that only reads, or that has the same effect however often it runs: if the connection is lost,
    /// it is retried once on a new one.
    ///
    /// - Parameter parameters: Makes the parameters from the epoch of the writer's turn, which is nil if there is none.
    func repeatable(
        _ statement: String,
        _ parameters: (Int?) -> [PostgresValue]
    ) throws(StorageError) -> PostgresRows {
        try state.withLock { (state) throws(StorageError) in try state.run(statement, parameters, isRepeatable: true) }
    }

    /// Runs a statement that only reads, and hands over its rows one by one.
    ///
    /// - Parameters:
    ///   - parameters: Makes the parameters, each time that the statement is sent.
    ///   - each: Called with each row. After a lost connection, the rows before are not repeated if the parameters
    ///     leave them out.
    func stream(
        _ statement: String,
        _ parameters: () -> [PostgresValue],
        each: @escaping (PostgresRows) -> Void
    ) throws(StorageError) {
        try state.withLock { (state) throws(StorageError) in
            _ = try state.run(statement, { _ in parameters() }, isRepeatable: true, each: each)
        }
    }

    /// Runs a statement once. If the connection is lost, the caller finds out what came of it.
    ///
    /// - Parameter parameters: As for `repeatable`.
    func attempt(
        _ statement: String,
        _ parameters: (Int?) -> [PostgresValue]
    ) throws(StorageError) -> PostgresRows {
        try state.withLock { (state) throws(StorageError) in try state.run(statement, parameters, isRepeatable: false) }
    }

    /// Runs a statement that changes files. If there is no answer, it is unknown whether it did; `hasDoubt` is true
    /// from then on.
    ///
    /// - Parameter parameters: As for `repeatable`.
    func change(
        _ statement: String,
        _ parameters: (Int?) -> [PostgresValue]
    ) throws(StorageError) -> PostgresRows {
        try state.withLock { (state) throws(StorageError) in
            let rows: PostgresRows
            do throws(StorageError) {
                rows = try state.run(statement, parameters, isRepeatable: false)
            } catch {
                if case .server(.connectionLost) = error { state.doubt = true }
                throw error
            }
            // A warning at a commit says that a standby may not have the change.
            guard rows.hasWarning else { return rows }
            state.doubt = true
            throw .server(.unconfirmed)
        }
    }

    /// Whether what this program knows about the files may differ from what the server has.
    var hasDoubt: Bool { state.withLock { $0.doubt } }

    /// To be called when everything has been looked at again.
    func endDoubt() {
        state.withLock { $0.doubt = false }
    }

    // MARK: Turns

    /// The writer's turn; nil for none.
    var turn: Turn? {
        get { state.withLock { $0.turn } }
        set { state.withLock { $0.turn = newValue } }
    }

    // MARK: Snapshots

    /// From here on, everything that is read comes from one moment, until `endSnapshot()`.
    func beginSnapshot() throws(StorageError) {
        try state.withLock { (state) throws(StorageError) in
            if state.isPinned { return }
            _ = try state.run(Statements.beginSnapshot, { _ in [] }, isRepeatable: true)
            state.isPinned = true
        }
    }

    /// Ends the snapshot: later changes are visible again.
    func endSnapshot() {
        state.withLock { state in
            guard state.isPinned else { return }
            _ = try? state.run(Statements.endSnapshot, { _ in [] }, isRepeatable: false)
            state.isPinned = false
        }
    }
}

/// What only one thread at a time may use.
///
/// Sendable, because it is only used while the session's mutex is locked.
private struct State: @unchecked Sendable {
    private let address: ServerAddress
    private let account: String
    private let patience: Duration
    private var connection: PostgresConnection?
    var turn: PostgresSession.Turn?
    var isPinned = false
    var doubt = false
    var isCancelled: () -> Bool = { false }
    /// Whether waiting for the server has already failed; reset when it is reached.
    private var hasWaited = false
    /// Whether the server has been reached before.
    private var wasConnected = false

    /// After this many attempts the server has a problem that waiting does not solve.
    private static let attempts = 8
    /// The microseconds between two attempts to reach a server.
    private static let pause: UInt32 = 200_000

    init(_ address: ServerAddress, account: String, patience: Duration) {
        self.address = address
        self.account = account
        self.patience = patience
    }

    mutating func run(
        _ statement: String,
        _ parameters: (Int?) -> [PostgresValue],
        isRepeatable: Bool,
        each: ((PostgresRows) -> Void)? = nil
    ) throws(StorageError) -> PostgresRows {
        var (attempt, hasReconnected) = (1, false)
        while true {
            do throws(PostgresError) {
                let connection = try connected()
                return try connection.execute(statement, parameters(turn?.epoch), each: each)
            } catch {
                attempt += 1
                if error.isRetryable, !isPinned, attempt <= Self.attempts, !isCancelled() {
                    usleep(UInt32.random(in: 1_000..<20_000) * UInt32(attempt))
                    continue
                }
                guard error.isLost else { throw error.storageError }
                connection = nil
                guard isRepeatable, !isPinned, !hasReconnected else {
                    isPinned = false
                    throw error.storageError
                }
                hasReconnected = true
            }
        }
    }

    /// The connection, which is made if there is none. A writer's statement that was sent on a lost connection may
    /// still be on its way. So the writer's epoch is raised before anything is read on the new one: by then the
    /// statement has taken effect, or never will.
    private mutating func connected() throws(PostgresError) -> PostgresConnection {
        // A server that was restarted between two statements has nothing of the next one.
        if let connection, isPinned || !connection.hasEnded { return connection }
        connection = nil
        let made = try connect()
        if let turn {
            let rows = try made.execute(
                Statements.renewTurn, [.text(account), .text(turn.token)])
            // Without a row, somebody else has the lock: the old epoch stays, and the server refuses statements with
            // it.
            if let epoch = rows.integer(0, 0) { self.turn?.epoch = epoch }
        }
        connection = made
        return made
    }

    /// Makes a connection. If there was one before, this is tried for a while: the server may be about to come back, or
    /// another one to take over. It ends early if the user no longer wants to wait.
    private mutating func connect() throws(PostgresError) -> PostgresConnection {
        let end = ContinuousClock.now + patience / 4
        while true {
            do throws(PostgresError) {
                let made = try PostgresConnection(address, patience: patience)
                hasWaited = false
                wasConnected = true
                return made
            } catch {
                guard wasConnected, !hasWaited, !isCancelled(), ContinuousClock.now < end, case .unreachable = error
                else {
                    hasWaited = true
                    throw error
                }
                usleep(Self.pause)
            }
        }
    }
}
