import Recipients

/// Why a statement cannot be read on.
struct SyntaxError: Error {
    /// Nil: the lexer has already said why.
    let failure: Failure?
    let range: SourceRange

    init(_ failure: Failure?, _ range: SourceRange) {
        self.failure = failure
        self.range = range
    }

    init(_ message: String, help: String? = nil, _ range: SourceRange) {
        self.init(Failure(.syntax, message, help: help), range)
    }
}
