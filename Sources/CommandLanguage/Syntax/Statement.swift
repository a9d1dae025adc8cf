public import Recipients

/// A statement and where it stands.
public struct Statement: Sendable {
    public indirect enum Kind: Sendable {
        /// `let NAME = …`.
        case binding(Name, BoundValue)
        /// `param NAME [= …]`.
        case parameter(Name, default: Expression?)
        /// `if … else if … else …`: the first branch whose condition holds, else `otherwise`.
        case conditional([Branch], otherwise: Block?)
        /// `for NAME in …`: over a query (an expression of kind `query`), a list or rows.
        case loop(Name, over: Expression, body: Block)
        case include(Argument)
        case print([Expression])
        case scenario(title: Argument, body: Block)
        case expectation(Expression)
        case expectedError(ExpectedError, body: Block)
        case command(CommandCall)
        case query(Query)
    }

    public let kind: Kind
    public let range: SourceRange

    public init(_ kind: Kind, range: SourceRange) {
        self.kind = kind
        self.range = range
    }
}

/// What `let` keeps.
public enum BoundValue: Sendable {
    case command(CommandCall)
    /// An expression; a bare query is an expression of kind `query`.
    case expression(Expression)
}

/// One condition of `if` and the statements under it.
public struct Branch: Sendable {
    public let condition: Expression
    public let body: Block
}

/// Statements in braces.
public struct Block: Sendable {
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
