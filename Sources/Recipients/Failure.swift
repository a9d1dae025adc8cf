/// What went wrong, in the user's words: a stable code, one sentence and, where there is one, the mend.
public struct Failure: Error, Hashable, Sendable {
    /// The stable code, by which scripts know it.
    public let code: ErrorCode
    /// One sentence, lower case, without a full stop, quoting the user's own words.
    public let message: String
    /// What to do about it.
    public let help: String?

    /// A problem: a sentence in the user's words without a full stop, and what would mend it.
    public init(_ code: ErrorCode, _ message: String, help: String? = nil) {
        self.code = code
        self.message = message
        self.help = help
    }
}
