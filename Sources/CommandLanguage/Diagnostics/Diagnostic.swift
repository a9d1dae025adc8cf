public import Recipients

/// A failure, and the place in a source where it arose.
public struct Diagnostic: Error, Sendable {
    /// The problem itself, with its code, message and help.
    public let failure: Failure
    /// The source that `range` is a part of; nil for a failure without a place.
    public let source: Source?
    /// The offending text; nil for a failure without a place.
    public let range: SourceRange?
    /// What was probably meant instead of the offending text; of a variable with members, only the name is replaced.
    public let replacement: String?

    /// A failure, with its place in a source if it has one.
    public init(_ failure: Failure, in source: Source? = nil, at range: SourceRange? = nil) {
        self.init(failure, in: source, at: range, replacement: nil)
    }

    init(_ problem: some SourceProblem, in source: Source, at range: SourceRange) {
        self.init(problem.failure, in: source, at: range, replacement: problem.replacement)
    }

    private init(_ failure: Failure, in source: Source?, at range: SourceRange?, replacement: String?) {
        self.failure = failure
        self.source = source
        self.range = range
        self.replacement = replacement
    }

    /// The stable code.
    public var code: ErrorCode { failure.code }
    /// The sentence that says what is wrong.
    public var message: String { failure.message }
    /// What to do about it, if that is known.
    public var help: String? { failure.help }

    /// Where the offending text begins.
    public var location: SourceLocation? {
        guard let source, let range else { return nil }
        return source.location(at: range.lower)
    }
}

/// A problem in a part of a source: a case with its facts.
protocol SourceProblem {
    /// The problem in words.
    var failure: Failure { get }
    /// What was probably meant instead of that part; nil if there is no good guess.
    var replacement: String? { get }
}
