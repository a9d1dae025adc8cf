internal import Storage

/// Why a statement or a connection failed.
enum PostgresError: Error {
    case noLibrary
    /// The address is not valid.
    case malformed(String)
    /// No connection could be made; what libpq says, and whether a password was asked for, and given.
    case unreachable(String, needsPassword: Bool, usedPassword: Bool)
    /// The connection ended before the answer came, or the answer took too long.
    case lost(String)
    /// The server refused the statement.
    case refused(state: String, String)

    /// Whether the server says that nothing was committed, and that trying again is the right answer.
    var isRetryable: Bool {
        if case .refused(let state, _) = self { ["40001", "40P01"].contains(state) } else { false }
    }

    /// Whether the answer did not come.
    var isLost: Bool {
        if case .lost = self { true } else { false }
    }

    /// A statement's error: those that end the connection leave its outcome open.
    init(state: String, _ message: String) {
        let ends = state.hasPrefix("08") || ["57P01", "57P02", "57P03", "25P03", "57P05"].contains(state)
        self = ends ? .lost(message) : .refused(state: state, message)
    }

    /// What the rest of the program knows of it.
    var storageError: StorageError {
        switch self {
        case .noLibrary: .server(.noLibrary)
        case .malformed(let message): .server(.malformedAddress(message))
        // libpq says that a password was used where it was only asked for one.
        case .unreachable(let message, true, _): .server(.noPassword(message))
        case .unreachable(let message, false, true): .server(.wrongPassword(message))
        case .unreachable(let message, false, false): .server(.unreachable(message))
        case .lost(let message): .server(.connectionLost(message))
        case .refused(let state, let message):
            switch state {
            case "42501": .server(.notPermitted(message))
            // No such schema, no such table: nobody has made them.
            case "3F000", "42P01": .server(.noSchema)
            case "25006": .server(.readOnlyServer(message))
            default: .server(.refused(state: state, message))
            }
        }
    }
}
