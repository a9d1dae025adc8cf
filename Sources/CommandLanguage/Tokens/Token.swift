/// The smallest piece of a source that means something.
struct Token: Hashable, Sendable {
    enum Kind: UInt8, Hashable, Sendable {
        case word
        /// Quoted text; its parts are at `payload` in `LexedSource.strings`.
        case string
        case variable
        /// `<<WORD`; its text is at `payload` in `LexedSource.strings`.
        case heredoc
        /// Something the lexer has complained about. The parser takes it for whatever it would like to see.
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
    /// Whether white space, a comment or a line end is before it.
    let followsSpace: Bool

    /// Whether it is an argument by itself: white space must be between two of these.
    var isArgument: Bool {
        switch kind {
        case .word, .string, .variable, .heredoc, .invalid: true
        default: false
        }
    }

    var endsStatement: Bool {
        kind == .newline || kind == .semicolon || kind == .endOfFile
    }
}

/// What a token is to the statement that it is in, beyond its kind: the lexer cannot tell a keyword from a name.
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
    /// The name that `let`, `param` and `for` give, and the one that `run` gives a value.
    case variableName
    /// The name of a field of a row or a recipient.
    case field
    /// The name of a file that is read or written.
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
    /// The `=` of `COLUMN=`, after which white space must be.
    case columnEnd
}
