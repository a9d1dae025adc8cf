import Recipients

/// Reads the tokens of a source into a syntax tree, by recursive descent.
///
/// `accept…` takes what may be at the current token and says whether it did; `expect…` complains if it is not
/// there; `parse…` builds a node.
public struct Parser {
    /// How deep blocks, parentheses and prefixes may nest, all together; scripts are included and run only within so many
    /// blocks. Whatever goes through a script goes as deep.
    public static let maximumDepth = 200

    let source: Source
    let bytes: [UInt8]
    let lexed: LexedSource
    /// The role of each token, known once a statement is read.
    var roles: [TokenRole]
    var index = 0
    var depth = 0
    private(set) var problems = ProblemList()
    /// Whether the current statement has been complained about, so that what follows from that is not worth saying.
    var hasComplained = false
    /// Whether a bare word is a field of a row.
    var isInCondition = false
    /// The command whose options are taken wherever they stand; nil outside of its arguments.
    var optionTaker: Command?
    var options: [OptionUse] = []
    /// What could have been at the token that was looked at last.
    var expected = ExpectedHere()
    /// The token of the last argument that was a bare word.
    var lastNameIndex = -2
    /// Names that `let`, `for` and `param` gave so far; only for better help.
    var declaredNames: Set<String>
    /// What could be at the end of the source besides what is `expected`.
    var end = EndOfSource()

    init(_ lexed: LexedSource, declaredNames: Set<String>) {
        source = lexed.source
        bytes = lexed.source.bytes
        self.lexed = lexed
        roles = Array(repeating: .plain, count: lexed.tokens.count)
        self.declaredNames = declaredNames
    }

    /// Reads a whole source. Linear in its length; never fails, but says what is wrong.
    ///
    /// - Parameter source: The text.
    /// - Parameter knownVariables: Variables of earlier sources, for better help.
    public static func parse(_ source: Source, knownVariables: Set<String> = []) -> ParseResult {
        parseWithTokens(source, knownVariables: knownVariables).result
    }

    /// Reads a whole source and keeps its tokens, with what each of them turned out to be.
    static func parseWithTokens(
        _ source: Source,
        knownVariables: Set<String> = []
    ) -> (result: ParseResult, lexed: LexedSource, roles: [TokenRole]) {
        let lexed = Lexer.lex(source)
        var parser = Parser(lexed, declaredNames: knownVariables)
        let statements = parser.parseStatements(inBlock: false)
        let result = ParseResult(
            script: Script(source: source, statements: statements),
            problems: lexed.problems.merged(with: parser.problems),
            isIncomplete: lexed.isIncomplete
        )
        return (result, lexed, parser.roles)
    }

    /// Notes a problem of the current statement and continues.
    mutating func complain(_ problem: SyntaxProblem, at range: SourceRange) {
        hasComplained = true
        problems.append(Diagnostic(problem, in: source, at: range), code: problem.code)
    }

    /// Notes why a statement could not be read, unless that follows from what is already known.
    mutating func note(_ error: SyntaxError, since start: Int) {
        guard let problem = error.problem, !hasComplained else { return }
        let from = lexed.tokens[start].range.lower
        guard !hasLexicalProblem(from: from, to: current.range.upper) else { return }
        complain(problem, at: error.range)
    }

    private func hasLexicalProblem(from lower: Int, to upper: Int) -> Bool {
        var low = 0
        var high = lexed.problemPlaces.count
        while low < high {
            let middle = (low + high) / 2
            if Int(lexed.problemPlaces[middle]) < lower { low = middle + 1 } else { high = middle }
        }
        guard low < lexed.problemPlaces.count else { return false }
        return Int(lexed.problemPlaces[low]) <= upper
    }

    /// Goes one level deeper; whoever calls this must go back with `leave()`.
    mutating func enter() throws(SyntaxError) {
        guard depth < Self.maximumDepth else {
            throw SyntaxError(.nestsTooDeeply(limit: Self.maximumDepth), current.range)
        }
        depth += 1
    }

    mutating func leave() {
        depth -= 1
    }
}

/// What the parser makes of a source.
public struct ParseResult: Sendable {
    /// The statements that could be read; all of them if there are no diagnostics.
    public let script: Script
    /// What is wrong, by place.
    public let problems: ProblemList
    /// Whether the source ends within something open, so that more lines could complete it: a brace, a parenthesis,
    /// a string, a here-document, or a `\` at the end.
    public let isIncomplete: Bool

    /// The problems that are shown, by place.
    public var diagnostics: [Diagnostic] { problems.shown }
}

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
