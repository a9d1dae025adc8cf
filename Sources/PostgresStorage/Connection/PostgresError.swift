internal import Storage

/// Why a statement or a connection failed.
enum PostgresError: Error {
    case noLibrary
    /// The address is not valid.
    case malformed(String)
    /// No connection could be made; what libpq says, and what else is known about it.
    case unreachable(String, Circumstance)
    /// The connection ended before the answer came, or the answer took too long.
    case lost(String)
    /// The server refused the statement.
    case refused(state: String, String)

    /// What libpq tells about a failed connection besides its message.
    enum Circumstance {
        /// The last server asked for a password, and there was none.
        case needsPassword
        /// The only server was given a password.
        case usedPassword
        /// None of several servers could be used.
        case severalServers
        case unknown
    }

    /// Whether nothing was committed and the right answer is to try again, according to the server.
    var isRetryable: Bool {
        if case .refused(let state, _) = self { ["40001", "40P01"].contains(state) } else { false }
    }

    /// Whether there was no answer.
    var isLost: Bool {
        if case .lost = self { true } else { false }
    }

    /// The error of a statement. Errors that end the connection leave the outcome open.
    init(state: String, _ message: String) {
        let ends = state.hasPrefix("08") || ["57P01", "57P02", "57P03", "25P03", "57P05"].contains(state)
        self = ends ? .lost(message) : .refused(state: state, message)
    }

    /// The error as the rest of the program sees it.
    var storageError: StorageError {
        switch self {
        case .noLibrary: .server(.noLibrary)
        case .malformed(let message): .server(.malformedAddress(message))
        case .unreachable(let message, .needsPassword): .server(.noPassword(message))
        case .unreachable(let message, .usedPassword): .server(.wrongPassword(message))
        case .unreachable(let message, .severalServers): .server(.noneReachable(message))
        case .unreachable(let message, .unknown): .server(.unreachable(message))
        case .lost(let message): .server(.connectionLost(message))
        case .refused(let state, let message):
            switch state {
            case "42501": .server(.notPermitted(message))
            // There is no such schema or table: they have not been made.
            case "3F000", "42P01": .server(.noSchema)
            case "25006": .server(.readOnlyServer(message))
            default: .server(.refused(state: state, message))
            }
        }
    }
}
