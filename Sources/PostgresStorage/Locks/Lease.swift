internal import Storage
import Synchronization
import SystemCalls

/// Keeps a writer's lock from running out, on a separate thread and connection: the writer may be busy for longer than
/// a lease lasts.
///
/// A renewal that fails has no consequences. The server refuses a commit once another writer has taken the lock, and
/// not before.
///
/// Sendable: `thread` is the only property that changes: whoever ends the lease clears it.
final class Lease: @unchecked Sendable {
    /// How long a lock lasts by the server's clock, in seconds, and how often it is renewed, in milliseconds.
    static let seconds = 10
    private static let renewal: Int32 = 3_000

    private let session: PostgresSession
    private let token: String
    /// Written to when the thread should end; nil if there is no thread.
    private let signal: PipeEnds?
    private var thread: WorkerThread?

    /// Takes over the lock that the session holds, and renews it from now on.
    ///
    /// - Parameter makePipe: Makes the pipe that ends the renewal.
    init(_ session: PostgresSession, token: String, makePipe: () -> PipeEnds? = { PipeEnds() }) {
        self.session = session
        self.token = token
        signal = makePipe()
        // Without a thread the lock lasts for ten seconds, and longer if nobody else wants it. Without a pipe nothing
        // could end the thread, so there is none.
        if let signal {
            thread = WorkerThread { [session] in
                Self.renew(session.address, session.account, token, until: signal.read)
            }
        }
        HeldLeases.add(self)
    }

    private static func renew(_ address: ServerAddress, _ account: String, _ token: String, until signal: Int32) {
        var connection: PostgresConnection?
        while true {
            var waiting = [signal, HeldLeases.endOfProgram].map { pollfd(fd: $0, events: Int16(POLLIN), revents: 0) }
            let count = poll(&waiting, nfds_t(waiting.count), renewal)
            if count < 0, errno == EINTR { continue }
            if waiting[1].revents != 0 { HeldLeases.endProgram() }
            if count != 0 { return }
            do throws(PostgresError) {
                if connection == nil {
                    connection = try PostgresConnection(address, patience: .milliseconds(Int64(renewal)))
                }
                _ = try connection?.execute(Statements.renewLease, [.text(account), .text(token)])
            } catch {
                connection = nil
            }
        }
    }

    /// Gives the lock back on a separate connection, for a thread that must not use the writer's.
    func release() {
        let connection = try? PostgresConnection(session.address, patience: .milliseconds(Int64(Self.renewal)))
        _ = try? connection?.execute(Statements.unlock, [.text(session.account), .text(token)])
    }

    /// Gives the lock back.
    func end() {
        HeldLeases.remove(self)
        if let signal {
            var byte: UInt8 = 0
            _ = SystemCalls.write(signal.write, &byte, 1)
            thread?.join()
            thread = nil
            signal.close()
        }
        guard session.turn?.token == token else { return }
        // If the server does not hear of it, the lock runs out by itself.
        _ = try? session.repeatable(Statements.unlock) { [session, token] _ in [.text(session.account), .text(token)] }
        session.turn = nil
    }
}
