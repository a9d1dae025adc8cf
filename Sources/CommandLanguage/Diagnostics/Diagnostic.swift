public import Recipients

/// A failure and the place in a source that it is about.
public struct Diagnostic: Error, Sendable {
    public let failure: Failure
    /// The source that `range` is a part of; nil for a failure without a place.
    public let source: Source?
    /// The offending text; nil for a failure without a place.
    public let range: SourceRange?

    public init(_ failure: Failure, in source: Source? = nil, at range: SourceRange? = nil) {
        self.failure = failure
        self.source = source
        self.range = range
    }

    public var code: ErrorCode { failure.code }
    public var message: String { failure.message }
    public var help: String? { failure.help }

    /// Where the offending text begins.
    public var location: SourceLocation? {
        guard let source, let range else { return nil }
        return source.location(at: range.lower)
    }
}
