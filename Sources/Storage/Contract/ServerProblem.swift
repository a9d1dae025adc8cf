/// Why the server that has a store's files did not do what it was asked. The texts are the server's or libpq's, without
/// passwords.
public enum ServerProblem: Hashable, Sendable {
    /// The library for talking to servers is not installed.
    case noLibrary
    /// The library for compressed data is not installed.
    case noCompression
    /// The address is not valid.
    case malformedAddress(String)
    /// There is no such server, or it refused the connection.
    case unreachable(String)
    /// The address names several servers, and none of them can be reached, accepts the user and may be used.
    case noneReachable(String)
    /// It wants a password, and there is none.
    case noPassword(String)
    /// It refused the connection although it was given a password.
    case wrongPassword(String)
    /// The connection was lost, or the answer took too long.
    case connectionLost(String)
    /// The database has no stores: the tables have not been made.
    case noSchema
    /// The tables are those of another version of cbs.
    case schemaVersion(Int, known: Int)
    /// There is no account of this name, or this user may not see it.
    case noAccount(String)
    /// This user may not do that.
    case notPermitted(String)
    /// The server only answers queries: it is a standby.
    case readOnlyServer(String)
    /// The change was committed, but the server does not promise that a standby has it too.
    case unconfirmed
    /// It refused for another reason; its code and its message.
    case refused(state: String, String)
}
