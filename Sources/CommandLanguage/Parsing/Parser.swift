import Recipients

/// Reads the tokens of a source into a syntax tree, by recursive descent.
///
/// `accept…` takes what may be at the current token and says whether it did; `expect…` reports an error if it is not
/// there; `parse…` builds a node.
public struct Parser {
    /// How deep blocks, parentheses and prefix operators may nest, all together; scripts may also be included and run
    /// only within so many blocks. Everything that walks a script recurses as deep.
    public static let maximumDepth = 200

    let source: Source
    let bytes: [UInt8]
    let lexed: LexedSource
    /// The role of each token; known once its statement has been read.
    var roles: [TokenRole]
    var index = 0
    var depth = 0
    private(set) var problems = ProblemList()
    /// Whether an error in the current statement has been reported, so that its consequences need not be.
    var hasComplained = false
    /// Whether a bare word is a field of a row.
    var isInCondition = false
    /// What takes the options wherever they are: the command or the query; nil outside of its arguments.
    var optionTaker: OptionTaker?
    var options: [OptionUse] = []
    /// The options that the query being read can have, as far as its parts before the current token say.
    var queryOptions: [OptionName] = []
    /// The columns that the options of the command so far map, as far as they are literals. A file may have two whose
    /// names differ only in case.
    var mappedColumns: Set<String> = []
    /// What could have been at the token that was looked at last.
    var expected = ExpectedHere()
    /// The index of the last argument that was a bare word.
    var lastNameIndex = -2
    /// What else could have been in its place.
    var expectedAtName: [ExpectedSyntax] = []
    /// The index of the token after the last query.
    var queryEnd = -1
    /// The last rows without parentheses that followed `in`, and the index of the token after them.
    var bareRows: (range: SourceRange, end: Int)?
    /// The names of the variables that `let`, `for` and `param` have declared and that are visible here; used only for
    /// better help and for completion.
    private(set) var declaredNames: Set<String> = []
    /// The same in the order of their declarations, so that those of a block can be forgotten at its end.
    private(set) var declarations: [String] = []
    /// The variables of earlier sources, for the same.
    private let knownVariables: KnownVariables
    /// What could follow the end of the source, besides what is `expected`.
    var end = EndOfSource()

    init(_ lexed: LexedSource, _ knownVariables: KnownVariables = KnownVariables()) {
        source = lexed.source
        bytes = lexed.source.bytes
        self.lexed = lexed
        roles = Array(repeating: .plain, count: lexed.tokens.count)
        self.knownVariables = knownVariables
    }

    /// Notes that there is a variable from here on.
    mutating func declare(_ name: String) {
        if declaredNames.insert(name).inserted { declarations.append(name) }
    }

    /// Forgets the variables of a block that ends, those after the first `count`.
    mutating func forgetDeclarations(after count: Int) {
        while declarations.count > count, let name = declarations.popLast() { declaredNames.remove(name) }
    }

    /// Whether a variable of this name is known here.
    func isDeclared(_ name: String) -> Bool { declaredNames.contains(name) || knownVariables.contains(name) }

    /// Parses a whole source. Linear in its length; never fails, but reports what is wrong.
    ///
    /// - Parameters:
    ///   - source: The text.
    ///   - knownVariables: Variables of earlier sources, for better help.
    public static func parse(_ source: Source, knownVariables: Set<String> = []) -> ParseResult {
        parse(source, KnownVariables(knownVariables))
    }

    /// Parses a whole source after others.
    ///
    /// - Parameters:
    ///   - source: The text.
    ///   - knownVariables: The variables of those.
    static func parse(_ source: Source, _ knownVariables: KnownVariables) -> ParseResult {
        parseWithTokens(source, knownVariables).result
    }

    /// Parses a whole source, and returns its tokens and the role of each.
    static func parseWithTokens(
        _ source: Source,
        _ knownVariables: KnownVariables = KnownVariables()
    ) -> (result: ParseResult, lexed: LexedSource, roles: [TokenRole]) {
        let lexed = Lexer.lex(source)
        var parser = Parser(lexed, knownVariables)
        let statements = parser.parseStatements(inBlock: false)
        let result = ParseResult(
            script: Script(source: source, statements: statements),
            problems: lexed.problems.merged(with: parser.problems),
            isIncomplete: lexed.isIncomplete
        )
        return (result, lexed, parser.roles)
    }

    /// Reports a problem of the current statement and continues.
    mutating func complain(_ problem: SyntaxProblem, at range: SourceRange) {
        hasComplained = true
        problems.append(Diagnostic(problem, in: source, at: range), code: problem.code)
    }

    /// Reports why a statement could not be read, unless this follows from a problem reported before.
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

    /// Goes one level deeper; the caller must go back with `leave()`.
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

/// The result of parsing a source.
public struct ParseResult: Sendable {
    /// The statements that could be read; all of them if there are no diagnostics.
    public let script: Script
    /// What is wrong, by place.
    public let problems: ProblemList
    /// Whether the source ends within something open, so that more lines could complete it: a brace, a parenthesis, a
    /// string, a here-document, or a `\` at the end.
    public let isIncomplete: Bool

    /// The problems that are shown, by place.
    public var diagnostics: [Diagnostic] { problems.shown }
}

/// Why a statement cannot be read any further.
struct SyntaxError: Error {
    /// Nil if the lexer has already reported it.
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
