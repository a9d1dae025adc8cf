internal import Storage
import SystemCalls

/// What a storage asks a server: statements, on a connection that is made again when it was lost.
///
/// Sendable, since every use of the connection is between `lock` and `unlock` of its mutex.
final class PostgresSession: @unchecked Sendable {
    let address: ServerAddress
    /// The name of the account.
    let account: String
    private var connection: PostgresConnection?
    private let mutex = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
    private var turnHeld: Turn?
    private var isPinned = false
    private var doubt = false
    /// Whether there is no use in waiting for the server again, until it has been reached.
    private var hasWaited = false
    private let patience: Duration

    /// A writer's turn at the lock.
    struct Turn {
        var epoch: Int
        /// By it the writer knows that the server means this very turn.
        let token: String
    }

    /// After so many the server has a problem that waiting does not solve.
    private static let attempts = 8
    /// Microseconds between two attempts to reach a server.
    private static let pause: UInt32 = 200_000

    /// - Parameter patience: How long the server may be silent while it owes an answer.
    init(_ address: ServerAddress, account: String, patience: Duration = PostgresConnection.usualPatience) {
        self.address = address
        self.account = account
        self.patience = patience
        pthread_mutex_init(mutex, nil)
    }

    deinit {
        pthread_mutex_destroy(mutex)
        mutex.deallocate()
    }

    private func exclusively<Result, Problem: Error>(_ body: () throws(Problem) -> Result) throws(Problem) -> Result {
        pthread_mutex_lock(mutex)
        defer { pthread_mutex_unlock(mutex) }
        return try body()
    }

    // MARK: Statements

    /// Runs a statement that reads, or does the same however often it runs: it is tried once more on a new connection if the first was
    /// lost.
    ///
    /// - Parameter parameters: Gives the parameters, from the epoch of the writer's turn; nil for none.
    func repeatable(
        _ statement: String,
        _ parameters: (Int?) -> [PostgresValue]
    ) throws(StorageError) -> PostgresRows {
        try exclusively { () throws(StorageError) in try run(statement, parameters, isRepeatable: true) }
    }

    /// Runs a statement that reads, and hands over its rows one by one.
    ///
    /// - Parameters:
    ///   - parameters: Gives the parameters each time that the statement is sent.
    ///   - each: Given each row. If the connection is lost, those that came before come no more than the parameters ask for.
    func stream(
        _ statement: String,
        _ parameters: () -> [PostgresValue],
        each: @escaping (PostgresRows) -> Void
    ) throws(StorageError) {
        try exclusively { () throws(StorageError) in
            _ = try run(statement, { _ in parameters() }, isRepeatable: true, each: each)
        }
    }

    /// Runs a statement once. If the connection is lost, whoever asked finds out what became of it.
    ///
    /// - Parameter parameters: As for `repeatable`.
    func attempt(
        _ statement: String,
        _ parameters: (Int?) -> [PostgresValue]
    ) throws(StorageError) -> PostgresRows {
        try exclusively { () throws(StorageError) in try run(statement, parameters, isRepeatable: false) }
    }

    /// Runs a statement that changes files. If its answer does not come, nobody knows whether it did: `hasDoubt` says so from then on.
    ///
    /// - Parameter parameters: As for `repeatable`.
    func change(
        _ statement: String,
        _ parameters: (Int?) -> [PostgresValue]
    ) throws(StorageError) -> PostgresRows {
        try exclusively { () throws(StorageError) in
            let rows: PostgresRows
            do throws(StorageError) {
                rows = try run(statement, parameters, isRepeatable: false)
            } catch {
                if case .server(.connectionLost) = error { doubt = true }
                throw error
            }
            // What the server warns of in a commit is that a standby may not have it.
            guard rows.hasWarning else { return rows }
            doubt = true
            throw .server(.unconfirmed)
        }
    }

    /// Whether what this program knows of the files may not be what the server has.
    var hasDoubt: Bool { exclusively { doubt } }

    /// Called when everything has been looked at again.
    func endDoubt() {
        exclusively { doubt = false }
    }

    private func run(
        _ statement: String,
        _ parameters: (Int?) -> [PostgresValue],
        isRepeatable: Bool,
        each: ((PostgresRows) -> Void)? = nil
    ) throws(StorageError) -> PostgresRows {
        var (attempt, hasReconnected) = (1, false)
        while true {
            do throws(PostgresError) {
                let connection = try connected()
                return try connection.execute(statement, parameters(turnHeld?.epoch), each: each)
            } catch {
                attempt += 1
                if error.isRetryable, !isPinned, attempt <= Self.attempts {
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

    /// The connection, which is made if there is none. A statement of a writer that was sent on a lost one may still be on its way:
    /// its epoch ends before anything is looked at on the new one, so that it has happened by then or never will.
    private func connected() throws(PostgresError) -> PostgresConnection {
        if let connection { return connection }
        let made = try connect()
        if let turn = turnHeld {
            let rows = try made.execute(
                Statements.renewTurn, [.text(account), .text(turn.token)])
            // Without a row somebody else has the lock: the old epoch stays, and the server refuses whatever comes with it.
            if let epoch = rows.integer(0, 0) { turnHeld?.epoch = epoch }
        }
        connection = made
        return made
    }

    /// Makes a connection. While nobody knows whether a change was made, or a writer has sent what it would have to send again, that is
    /// worth some attempts: another server may be about to take over.
    private func connect() throws(PostgresError) -> PostgresConnection {
        let end = ContinuousClock.now + patience / 4
        while true {
            do throws(PostgresError) {
                let made = try PostgresConnection(address, patience: patience)
                hasWaited = false
                return made
            } catch {
                let isWorthIt = (doubt || turnHeld != nil) && !hasWaited
                guard isWorthIt, ContinuousClock.now < end, case .unreachable = error else {
                    hasWaited = true
                    throw error
                }
                usleep(Self.pause)
            }
        }
    }

    // MARK: Turns

    /// The writer's turn; nil for none.
    var turn: Turn? {
        get { exclusively { turnHeld } }
        set { exclusively { turnHeld = newValue } }
    }

    // MARK: Snapshots

    /// From here on everything that is read is of one moment, until `endSnapshot()`.
    func beginSnapshot() throws(StorageError) {
        try exclusively { () throws(StorageError) in
            if isPinned { return }
            _ = try run(Statements.beginSnapshot, { _ in [] }, isRepeatable: true)
            isPinned = true
        }
    }

    /// Sees what happens from here on.
    func endSnapshot() {
        exclusively {
            guard isPinned else { return }
            _ = try? run(Statements.endSnapshot, { _ in [] }, isRepeatable: false)
            isPinned = false
        }
    }
}
