internal import Storage
internal import Synchronization
internal import SystemCalls

/// Sends pieces that nothing refers to yet, on a separate thread while the next ones are made.
final class PieceSender {
    private final class Outcome: Sendable {
        let error = Mutex<StorageError?>(nil)
    }

    private let session: PostgresSession
    private let outcome = Outcome()
    private var thread: WorkerThread?

    init(_ session: PostgresSession) {
        self.session = session
    }

    deinit {
        thread?.join()
    }

    /// Begins to send pieces, once those before have arrived.
    ///
    /// - Throws: The error of sending those before.
    func send(_ pieces: [FileChanges.Piece]) throws(StorageError) {
        try finish()
        let (session, outcome) = (session, outcome)
        let work = { @Sendable in
            do throws(StorageError) {
                try session.write(pieces)
            } catch {
                outcome.error.withLock { $0 = error }
            }
        }
        thread = WorkerThread(work)
        if thread == nil { work() }
    }

    /// Waits until the pieces have arrived.
    ///
    /// - Throws: The error of sending them, again each time: nothing more is sent after one.
    func finish() throws(StorageError) {
        thread?.join()
        thread = nil
        if let error = outcome.error.withLock({ $0 }) { throw error }
    }
}

extension PostgresSession {
    /// How many lost connections the sending of a few pieces may survive.
    private static let interruptions = 5

    /// Sends pieces that nothing refers to yet. If the connection is lost, it continues with those that are missing.
    ///
    /// - Throws: `.overtaken` if this writer has lost its turn.
    func write(_ pieces: [FileChanges.Piece]) throws(StorageError) {
        var rest = pieces
        var interruptions = 0
        while !rest.isEmpty {
            do throws(StorageError) {
                return try send(rest)
            } catch {
                guard case .server(.connectionLost) = error, interruptions < Self.interruptions else { throw error }
                interruptions += 1
                rest = try missing(of: rest)
            }
        }
    }

    private func send(_ pieces: [FileChanges.Piece]) throws(StorageError) {
        let rows = try attempt(Statements.writePieces) { epoch in
            [.text(account), .integer(epoch)] + pieces.parameters
        }
        guard rows.integer(0, 0) == pieces.count else { throw .overtaken(by: nil) }
    }

    private func missing(of pieces: [FileChanges.Piece]) throws(StorageError) -> [FileChanges.Piece] {
        let rows = try repeatable(Statements.presentPieces) { _ in
            [.text(account), .texts(pieces.map(\.body)), .integers(pieces.map(\.start))]
        }
        let present = Set((0..<rows.count).map { [rows.text($0, 0) ?? "", "\(rows.integer($0, 1) ?? -1)"] })
        return pieces.filter { !present.contains([$0.body, "\($0.start)"]) }
    }
}
