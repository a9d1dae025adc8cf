public import Recipients

/// A failure and the place in a source that it is about.
public struct Diagnostic: Error, Sendable {
    /// The problem itself, with its code, message and help.
    public let failure: Failure
    /// The source that `range` is a part of; nil for a failure without a place.
    public let source: Source?
    /// The offending text; nil for a failure without a place.
    public let range: SourceRange?

    /// A problem, at a place of a source where it has one.
    public init(_ failure: Failure, in source: Source? = nil, at range: SourceRange? = nil) {
        self.failure = failure
        self.source = source
        self.range = range
    }

    /// The stable code.
    public var code: ErrorCode { failure.code }
    /// The sentence that says what is wrong.
    public var message: String { failure.message }
    /// What would mend it, if that is known.
    public var help: String? { failure.help }

    /// Where the offending text begins.
    public var location: SourceLocation? {
        guard let source, let range else { return nil }
        return source.location(at: range.lower)
    }
}
