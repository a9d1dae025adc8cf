/// Why a statement cannot be read on.
struct SyntaxError: Error {
    /// Nil: the lexer has already said why.
    let problem: SyntaxProblem?
    let range: SourceRange

    init(_ problem: SyntaxProblem, _ range: SourceRange) {
        self.problem = problem
        self.range = range
    }

    init(alreadyReportedAt range: SourceRange) {
        problem = nil
        self.range = range
    }
}
