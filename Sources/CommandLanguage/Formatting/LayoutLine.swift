/// What the layout puts on one line, or on a line and its continuations.
struct LayoutLine {
    enum Piece {
        /// The index of a token.
        case token(Int)
        /// A comment between parentheses, after which the statement goes on.
        case comment(SourceRange, isOnOwnLine: Bool)
    }

    /// A statement, or the part of one up to its `{`; empty if only a comment stands on the line.
    var pieces: [Piece] = []
    /// The comment at the end.
    var comment: SourceRange?
    /// How many blocks are around it.
    let depth: Int
    /// Whether an empty line stands before it.
    let followsEmptyLine: Bool
}
