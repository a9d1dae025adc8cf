/// What went wrong, in the user's words: a stable code, one sentence, a help text if there is one, and what it is
/// about.
///
/// The sentences of an area are in one place, an enum of its problems such as `NameProblem`: each case carries the
/// facts, and one switch puts them in words. `docs/messages.md` lists them all.
public struct Failure: Error, Hashable, Sendable {
    /// The stable code, by which scripts know it.
    public let code: ErrorCode
    /// One sentence, lower case, without a full stop, quoting the user's own words; its instants are in full.
    public let message: String
    /// The same sentence for a person who reads it.
    public let text: MessageText
    /// What to do about it.
    public let help: String?
    /// The part of the request that is wrong; nil where no part is to blame, as when the store is damaged.
    public private(set) var subject: Subject?

    /// A problem: a sentence in the user's words without a full stop, and what to do about it.
    public init(_ code: ErrorCode, _ message: String, help: String? = nil, about subject: Subject? = nil) {
        (self.code, self.message, self.text) = (code, message, MessageText(message))
        self.help = help
        self.subject = subject
    }

    /// A problem whose sentence has instants.
    ///
    /// - Parameters:
    ///   - code: The stable code.
    ///   - text: The sentence.
    ///   - help: What to do about it.
    ///   - subject: The part of the request that is wrong.
    public init(_ code: ErrorCode, text: MessageText, help: String? = nil, about subject: Subject? = nil) {
        (self.code, self.message, self.text) = (code, text.plain, text)
        self.help = help
        self.subject = subject
    }

    /// The same failure about another subject: the caller knows which part of the request a value was.
    public func about(_ subject: Subject?) -> Failure {
        var failure = self
        failure.subject = subject
        return failure
    }
}

/// Runs a call whose failures are about one part of the request.
public func about<Result>(
    _ subject: Subject,
    _ call: @autoclosure () throws(Failure) -> Result
) throws(Failure) -> Result {
    do {
        return try call()
    } catch {
        throw error.about(subject)
    }
}

/// The stable codes of errors. Scripts match them (`expect error unknown-group { … }`), so none is ever renamed.
public enum ErrorCode: String, CaseIterable, Sendable {
    case syntax
    case unknownCommand = "unknown-command"
    case unknownOption = "unknown-option"
    case unknownVariable = "unknown-variable"
    case unknownField = "unknown-field"
    case unknownColumn = "unknown-column"
    case typeMismatch = "type-mismatch"
    case unknownGroup = "unknown-group"
    case duplicateGroup = "duplicate-group"
    case unknownBackup = "unknown-backup"
    case expiredBackup = "expired-backup"
    case unknownRecipient = "unknown-recipient"
    case duplicateRecipient = "duplicate-recipient"
    case invalidName = "invalid-name"
    case invalidEmail = "invalid-email"
    case invalidValue = "invalid-value"
    case missingEmailColumn = "missing-email-column"
    case malformedFile = "malformed-file"
    case unreadableFile = "unreadable-file"
    case fileExists = "file-exists"
    case consent
    case readOnly = "read-only"
    case locked
    case damaged
    case storage
    case clockNotSimulated = "clock-not-simulated"
    case clockBackwards = "clock-backwards"
    case expectation
    case cancelled
    case outcomeUnknown = "outcome-unknown"
    case suspicious
    case usage
}
