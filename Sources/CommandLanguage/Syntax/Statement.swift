public import Recipients

/// A statement and where it stands.
public struct Statement: Sendable {
    /// The forms of statements; each holds its parts.
    public indirect enum Kind: Sendable {
        /// `let NAME = …`.
        case binding(Name, BoundValue)
        /// `param NAME [= …]`.
        case parameter(Name, default: Expression?)
        /// `if … else if … else …`: the first branch whose condition holds, else `otherwise`.
        case conditional([Branch], otherwise: Block?)
        /// `for NAME in …`: over a query (an expression of kind `query`), a list or rows.
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
        /// `expect output { … } <<X`: the text is that of the here-document.
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
        /// A statement that cannot be read: it is checked for what it holds, and never run.
        case broken(BrokenStatement)
    }

    /// The words that begin statements which are no commands.
    public static let firstWords = [
        "let", "param", "if", "for", "include", "print", "scenario", "expect", "try", "rehearse", "skip",
    ]

    /// Whether some statement begins with a word.
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
    /// The names that it may have given values to.
    enum Binding: Sendable {
        case none
        /// One name, and the command whose result it was to keep.
        case name(Name, Verb?)
        /// The name within the blocks.
        case element(Name)
        /// There is no telling: it includes a script.
        case anything
    }

    let binding: Binding
    /// The blocks in it that could be read.
    public let blocks: [Block]
}

/// What `let` keeps.
public enum BoundValue: Sendable {
    /// A command, whose result is kept.
    case command(CommandCall)
    /// An expression; a bare query is an expression of kind `query`.
    case expression(Expression)
}

/// One condition of `if` and the statements under it.
public struct Branch: Sendable {
    /// What must be true for the body to run.
    public let condition: Expression
    /// The statements that then run.
    public let body: Block
}

/// Statements in braces.
public struct Block: Sendable {
    /// What is between the braces.
    public let statements: [Statement]
    /// With the braces.
    public let range: SourceRange
}

/// What `expect error` waits for.
public struct ExpectedError: Sendable {
    /// Nil: any code.
    public let code: ErrorCode?
    /// A glob that must match the message.
    public let matching: Argument?
}

/// The syntax tree of a whole source.
public struct Script: Sendable {
    /// The text that the ranges of all nodes are about.
    public let source: Source
    /// The statements, in their order.
    public let statements: [Statement]

    /// A script of statements that were parsed from a source.
    public init(source: Source, statements: [Statement]) {
        self.source = source
        self.statements = statements
    }

    /// The names that `param` declares at the top, in order.
    public var parameters: [Name] {
        statements.compactMap { if case .parameter(let name, _) = $0.kind { name } else { nil } }
    }
}

extension Script {
    /// Every statement, those in blocks after the one that holds them.
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

    /// The names that the statement, with the blocks in it, gives values to.
    public var boundNames: [String] {
        let own: [String] =
            switch kind {
            case .binding(let name, _), .parameter(let name, _): [name.text]
            default: []
            }
        return own + blocks.flatMap { $0.statements.flatMap(\.boundNames) }
    }
}
