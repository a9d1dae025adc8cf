internal import PostgresStorage
internal import Recipients
internal import Storage

extension ServerProblem {
    /// The problem in the user's words.
    ///
    /// - Parameters:
    ///   - address: The server, to be named in the help; nil if it is not known.
    ///   - makesAccount: Whether the command makes the account that the address names, so that nobody else should.
    func failure(at address: ServerAddress?, makesAccount: Bool = false) -> Failure {
        let place = (makesAccount ? address?.serverWords : address?.words) ?? "postgresql://…"
        switch self {
        case .noLibrary:
            return Failure(
                .storage, "cannot connect to a server: libpq, the client library of PostgreSQL, is not installed",
                help: "install it: apt-get install libpq5, or brew install libpq")
        case .noCompression:
            return Failure(
                .storage, "cannot read the account's data: it is compressed, and LZ4 is not installed",
                help: "install it: apt-get install liblz4-1, or brew install lz4")
        case .malformedAddress(let message):
            return Failure(
                .usage, "this is not the address of a server: \(message)",
                help: "an address looks like postgresql://HOST/DATABASE?account=NAME")
        case .unreachable(let message):
            return Failure(
                .storage, "cannot reach the server: \(message)",
                help: "check the address, the user and the password, and that the server is running and accepts you")
        case .noneReachable(let message):
            return Failure(
                .storage, "cannot reach any of the servers: \(message)",
                help: "if one has just failed, try again when another one has taken over; "
                    + "otherwise check the addresses, the user and the password")
        case .noPassword(let message):
            return Failure(
                .storage, "the server asks for a password: \(message)",
                help: "put it in ~/.pgpass or PGPASSWORD, where no list of processes shows it")
        case .wrongPassword(let message):
            return Failure(
                .storage, "the server refused the connection: \(message)",
                help: "check the user, the database and the password in ~/.pgpass or PGPASSWORD")
        case .connectionLost(let message):
            return Failure(.storage, "the connection to the server was lost: \(message)", help: "try again")
        case .noSchema:
            return Failure(
                .storage, "this database has no accounts: the schema \"cbs\" is missing",
                help: "create it with: cbs init \(place.shellQuoted)")
        case .schemaVersion(let found, let known) where found < known:
            return Failure(
                .storage, "the schema \"cbs\" was made by an older version of cbs (schema version \(found))",
                help: "the owner of the tables can upgrade them: cbs init "
                    + (address?.serverWords ?? place).shellQuoted)
        case .schemaVersion(let found, _):
            return Failure(
                .storage, "the schema \"cbs\" has version \(found), which this version of cbs does not know",
                help: "use the version of cbs that made it, or a newer one")
        case .noAccount(let name):
            return Failure(
                .storage, "there is no account \(name.quoted) on this server, or you may not see it",
                help: "create it with: cbs init \(place.shellQuoted)")
        case .notPermitted(let message):
            return Failure(
                .storage, "the server does not let you do that: \(message)",
                help: "the owner of the tables can grant it to you: see docs/how-to/team.md")
        case .readOnlyServer(let message):
            return Failure(
                .storage, "this server refuses changes: \(message)",
                help: "it may be a standby: name the primary, or several hosts and target_session_attrs=read-write")
        case .unconfirmed:
            return Failure(.storage, "the server warns that no standby has confirmed the change")
        case .refused(let state, let message):
            return Failure(.storage, "the server refused: \(message) (SQLSTATE \(state))")
        }
    }
}

/// Makes a call that reaches a server, and puts its errors in the user's words.
///
/// - Parameters:
///   - address: The server, to be named in the help.
///   - makesAccount: Whether the call makes the account that the address names.
func reaching<Result>(
    _ address: ServerAddress,
    makesAccount: Bool = false,
    _ call: () throws(StorageError) -> Result
) throws(Failure) -> Result {
    do throws(StorageError) {
        return try call()
    } catch {
        if case .server(let problem) = error { throw problem.failure(at: address, makesAccount: makesAccount) }
        throw error.failure
    }
}
