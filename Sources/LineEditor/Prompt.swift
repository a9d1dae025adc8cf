public import Rendering

/// What is before the cursor: pieces of text, each with its meaning.
public struct Prompt: Sendable {
    /// A part of one meaning.
    public struct Piece: Sendable {
        /// The text, without anything that steers the terminal.
        public let text: String
        /// What it means; nil for plain text.
        public let role: Role?

        /// A piece; what would steer the terminal is escaped.
        public init(_ text: String, _ role: Role? = nil) {
            self.text = text.visible()
            self.role = role
        }
    }

    /// The pieces, from left to right.
    public let pieces: [Piece]

    /// - Parameter pieces: The last one has no role: an escape sequence must not be last.
    public init(_ pieces: [Piece]) {
        self.pieces = pieces
    }

    var plain: String { pieces.map(\.text).joined() }

    /// The text in its colours, with marks around what takes no room.
    func painted(_ style: Style, mark: String) -> String {
        pieces.map { piece in
            guard let role = piece.role, style.isColoured, !piece.text.isEmpty else { return piece.text }
            let sequences = style.paint("\u{0}", as: role).split(separator: "\u{0}", omittingEmptySubsequences: false)
            guard let first = sequences.first, let last = sequences.last else { return piece.text }
            return "\(mark)\(first)\(mark)\(piece.text)\(mark)\(last)\(mark)"
        }.joined()
    }
}
