public import Recipients

/// A statement and its place.
public struct Statement: Sendable {
    /// The forms of statements; each holds its parts.
    public indirect enum Kind: Sendable {
        /// `let NAME = …`.
        case binding(Name, BoundValue)
        /// `param NAME [= …]`.
        case parameter(Name, default: Expression?)
        /// `if … else if … else …`: the first branch whose condition holds, else `otherwise`.
        case conditional([Branch], otherwise: Block?)
        /// `for NAME in …`: over a query (an expression of kind `query`), a list, or rows.
        case loop(Name, over: Expression, body: Block)
        /// `include FILE`.
        case include(Argument)
        /// `print …, …`.
        case print([Expression])
        /// `scenario "TITLE" { … }`.
        case scenario(title: Argument, body: Block)
        /// `expect … [, WHY]`.
        case expectation(Expression, reason: Expression?)
        /// `expect error [CODE] [matching GLOB] { … }`.
        case expectedError(ExpectedError, body: Block)
        /// `expect output { … } <<X`: the argument is the expected output.
        case expectedOutput(body: Block, Argument)
        /// `try { … } [else { … }]`.
        case attempt(Block, otherwise: Block?)
        /// `rehearse { … }`.
        case rehearsal(Block)
        /// `skip [WHY]`.
        case skip(Argument?)
        /// A command of the table.
        case command(CommandCall)
        /// A query whose rows are shown.
        case query(Query)
        /// A statement that cannot be read. Its parts are checked, but it never runs.
        case broken(BrokenStatement)
    }

    /// The first words of statements that are not commands.
    public static let firstWords = [
        "let", "param", "if", "for", "include", "print", "scenario", "expect", "try", "rehearse", "skip",
    ]

    /// Whether a statement can begin with a word.
    public static func mayBegin(with word: String) -> Bool {
        let word = word.lowercased()
        return !CommandTable.commands(beginningWith: word).isEmpty || firstWords.contains(word)
            || RowKind(firstWord: word) != nil
    }

    /// Which form it is, with its parts.
    public let kind: Kind
    /// Where it is.
    public let range: SourceRange

    /// A statement at its place.
    public init(_ kind: Kind, range: SourceRange) {
        self.kind = kind
        self.range = range
    }
}

/// What is known of a statement that cannot be read.
public struct BrokenStatement: Sendable {
    /// The names that it may have declared.
    enum Binding: Sendable {
        case none
        /// One name, and the command whose result it was meant to keep.
        case name(Name, Verb?)
        /// One name, within the blocks.
        case element(Name)
        /// Any name: the statement includes a script.
        case anything
    }

    let binding: Binding
    /// The blocks in it that could be read.
    public let blocks: [Block]
}

/// The value of a `let`.
public enum BoundValue: Sendable {
    /// A command, whose result becomes the value.
    case command(CommandCall)
    /// An expression; a bare query is an expression of kind `query`.
    case expression(Expression)
}

/// One condition of `if` and the statements under it.
public struct Branch: Sendable {
    /// What must be true for the body to run.
    public let condition: Expression
    /// The statements that run if it is true.
    public let body: Block
}

/// Statements in braces.
public struct Block: Sendable {
    /// The statements between the braces.
    public let statements: [Statement]
    /// Its place, including the braces.
    public let range: SourceRange
}

/// What `expect error` expects.
public struct ExpectedError: Sendable {
    /// The code; nil for any.
    public let code: ErrorCode?
    /// A glob that must match the message.
    public let matching: Argument?
}

/// The syntax tree of a whole source.
public struct Script: Sendable {
    /// The text that the ranges of all nodes refer to.
    public let source: Source
    /// The statements, in order.
    public let statements: [Statement]

    /// A script of statements that were parsed from a source.
    public init(source: Source, statements: [Statement]) {
        self.source = source
        self.statements = statements
    }

    /// The names that `param` declares at the top level, in order.
    public var parameters: [Name] {
        statements.compactMap { if case .parameter(let name, _) = $0.kind { name } else { nil } }
    }
}

extension Script {
    /// Every statement, each followed by those in its blocks.
    public var allStatements: [Statement] {
        var found: [Statement] = []
        var rest = Array(statements.reversed())
        while let next = rest.popLast() {
            found.append(next)
            rest += next.inner.reversed()
        }
        return found
    }
}

extension Statement {
    /// The statements in its blocks.
    public var inner: [Statement] { blocks.flatMap(\.statements) }

    /// The blocks that belong to the statement, in order.
    public var blocks: [Block] {
        switch kind {
        case .conditional(let branches, let otherwise): branches.map(\.body) + (otherwise.map { [$0] } ?? [])
        case .attempt(let body, let otherwise): [body] + (otherwise.map { [$0] } ?? [])
        case .loop(_, _, let body), .scenario(_, let body), .expectedError(_, let body), .expectedOutput(let body, _),
            .rehearsal(let body):
            [body]
        case .broken(let broken): broken.blocks
        case .binding, .parameter, .include, .print, .expectation, .skip, .command, .query: []
        }
    }

    /// The names, in the block around it, that the statement and those within it give values to.
    ///
    /// - Parameter included: The names that the statements of an included script give values to.
    public func boundNames(_ included: (_ file: Argument) -> Set<String>) -> Set<String> {
        switch kind {
        case .binding(let name, _), .parameter(let name, _): [name.text]
        case .include(let file): included(file)
        // These names are the block's own.
        case .loop(let name, _, let body): body.statements.boundNames(included).subtracting([name.text])
        case .attempt(let body, let otherwise):
            body.statements.boundNames(included)
                .union((otherwise?.statements.boundNames(included) ?? []).subtracting([Self.errorName]))
        // What is set in these blocks ends with them.
        case .rehearsal, .scenario: []
        case .conditional, .expectedError, .expectedOutput, .print, .expectation, .skip, .command, .query, .broken:
            inner.boundNames(included)
        }
    }

    /// The variable that the second block of `try` has.
    public static let errorName = "error"
}

extension [Statement] {
    /// The names, in the block around them, that the statements give values to; see the one for a single statement.
    public func boundNames(_ included: (_ file: Argument) -> Set<String>) -> Set<String> {
        reduce(into: []) { $0.formUnion($1.boundNames(included)) }
    }
}
