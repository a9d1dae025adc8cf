public import Recipients

/// The exit statuses of the program.
public enum ExitStatus: Int32, CaseIterable, Sendable {
    /// Everything went well.
    case success = 0
    /// A statement failed.
    case failure = 1
    /// Wrong usage, or a syntax or check error.
    case usage = 2
    /// An expectation or a scenario failed.
    case expectation = 3
    /// The store is damaged.
    case damaged = 4
    /// The store is locked by another process.
    case locked = 5
    /// The user pressed Ctrl-C: 128 plus the number of the signal.
    case interrupted = 130
    /// Standard output has lost its reader: 128 plus the number of SIGPIPE.
    case lostReader = 141

    /// When the program ends with this status, as half a sentence.
    public var meaning: String {
        switch self {
        case .success: "all went well"
        case .failure: "a statement failed"
        case .usage: "wrong usage, or a syntax or check error"
        case .expectation: "an expectation or a scenario failed"
        case .damaged: "the store is damaged"
        case .locked: "the store is locked by another process"
        case .interrupted: "interrupted"
        case .lostReader: "nobody was reading the output any more"
        }
    }

    /// The status for a failure while statements run. What a check finds before a run always gives `usage`.
    public init(_ code: ErrorCode) {
        switch code {
        case .syntax, .unknownCommand, .unknownOption, .unknownVariable, .usage: self = .usage
        case .expectation: self = .expectation
        case .damaged: self = .damaged
        case .locked: self = .locked
        case .cancelled: self = .interrupted
        default: self = .failure
        }
    }
}
