import StoreTestSupport
import TestSupport
import Testing

@testable import PostgresStorage
@testable import Storage

/// What happens at the limits of the system, of the protocol and of the server.
@Suite struct LimitTests {
    /// A thread that renews a lock is ended through a pipe. The process may have no descriptors left for one.
    @Test(.timeLimit(.minutes(1))) func aLeaseEndsWithoutAPipe() throws {
        let session = PostgresSession(try ServerAddress("postgresql://localhost/cbs"), account: "a")
        let lease = Lease(session, token: "token") { nil }
        lease.end()
        #expect(session.turn == nil)
    }
}
