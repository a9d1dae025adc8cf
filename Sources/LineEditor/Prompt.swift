public import Rendering

/// The text before what is typed: pieces, each with its role.
public struct Prompt: Sendable {
    /// A part with one role.
    public struct Piece: Sendable {
        /// The text, without anything that controls the terminal.
        public let text: String
        /// Its role; nil for plain text.
        public let role: Role?

        /// A piece; control characters in the text are escaped.
        public init(_ text: String, _ role: Role? = nil) {
            self.text = text.visible()
            self.role = role
        }
    }

    /// The pieces, from left to right.
    public let pieces: [Piece]

    /// - Parameter pieces: The pieces, from left to right. The last one must not have a role, since an escape sequence
    ///   must not come last.
    public init(_ pieces: [Piece]) {
        self.pieces = pieces
    }

    var plain: String { pieces.map(\.text).joined() }

    /// The text in its colours, with marks around the sequences that take no room.
    func painted(_ style: Style, mark: String) -> String {
        pieces.map { piece in
            guard let role = piece.role, style.isColoured, !piece.text.isEmpty else { return piece.text }
            let sequences = style.paint("\u{0}", as: role).split(separator: "\u{0}", omittingEmptySubsequences: false)
            guard let first = sequences.first, let last = sequences.last else { return piece.text }
            return "\(mark)\(first)\(mark)\(piece.text)\(mark)\(last)\(mark)"
        }.joined()
    }
}
