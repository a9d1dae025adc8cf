/// The smallest meaningful piece of a source.
struct Token: Hashable, Sendable {
    enum Kind: UInt8, Hashable, Sendable {
        case word
        /// Quoted text; its parts are at `payload` in `LexedSource.strings`.
        case string
        case variable
        /// `<<WORD`; its text is at `payload` in `LexedSource.strings`.
        case heredoc
        /// Something that the lexer has reported. The parser accepts it in place of anything.
        case invalid
        case equals, doubleEquals, notEquals, less, lessOrEqual, greater, greaterOrEqual, notMatches
        case leftParenthesis, rightParenthesis, leftBrace, rightBrace, comma
        /// A `(` without its `)`.
        case unclosedParenthesis
        case newline, semicolon
        case endOfFile
    }

    var kind: Kind
    var range: SourceRange
    var payload: UInt32 = 0
    /// Whether white space, a comment or a line end comes before it.
    let followsSpace: Bool

    /// Whether it is an argument by itself: two of these must be separated by white space.
    var isArgument: Bool {
        switch kind {
        case .word, .string, .variable, .heredoc, .invalid: true
        default: false
        }
    }

    /// Whether it is a `(`, with or without its `)`.
    var opensParenthesis: Bool { kind == .leftParenthesis || kind == .unclosedParenthesis }

    /// Whether it is an operator that compares, made of signs.
    var isComparison: Bool {
        switch kind {
        case .equals, .doubleEquals, .notEquals, .less, .lessOrEqual, .greater, .greaterOrEqual, .notMatches: true
        default: false
        }
    }

    var endsStatement: Bool {
        kind == .newline || kind == .semicolon || kind == .endOfFile
    }
}

/// What a token is in its statement, beyond its kind: the lexer cannot tell a keyword from a name.
enum TokenRole: UInt8, Sendable {
    case plain
    /// A word of the grammar.
    case keyword
    /// `true`, `false` or `none`.
    case literal
    /// The name of a function, before its `(`.
    case function
    /// `.name` after a `)`.
    case member
    /// The name that `let`, `param` or `for` declares, and the one to which `run` assigns a value.
    case variableName
    /// The name of a field of a row or a recipient.
    case field
    /// The name of a file to be read or written.
    case file
    /// A `-` before its only operand.
    case sign
    /// The name of an option, with its `--`.
    case option
    /// The `=` between an option and its value.
    case optionEquals
    /// The `=` of `FIELD=value`.
    case fieldEquals
    /// The `=` of `COLUMN=FIELD`.
    case columnEquals
    /// The `=` of `COLUMN=`, after which there must be white space.
    case columnEnd
}
