/// What a token is to the statement that it stands in, beyond its kind: the lexer cannot tell a keyword from a name.
enum TokenRole: UInt8, Sendable {
    case plain
    /// A word of the grammar.
    case keyword
    /// `true`, `false` or `none`.
    case literal
    /// The name of a function, before its `(`.
    case function
    /// `.name` behind a `)`.
    case member
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
    /// The `=` of `COLUMN=`, after which white space must stand.
    case columnEnd
}
