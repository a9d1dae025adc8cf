/// What may be typed at a cursor.
public struct Completion: Sendable {
    /// One way to continue.
    public struct Candidate: Sendable {
        /// What the source gets if it is chosen, with what follows it: mostly a space.
        public let text: String
        /// What a list of candidates shows.
        public let shown: String
        /// What it is, for editors that show this.
        public let kind: Kind
        /// Facts that tell it from other candidates, each for its own column.
        public let details: [String]

        init(text: String, shown: String, kind: Kind, details: [String] = []) {
            self.text = text
            self.shown = shown
            self.kind = kind
            self.details = details
        }
    }

    /// What a candidate is.
    public enum Kind: Sendable {
        /// A keyword of the grammar.
        case keyword
        /// The first word of commands, or a further word that decides which one it is.
        case command([Command])
        case option(CommandOption)
        case rows(RowKind)
        case function
        /// One of the words that an option, a slot or `expect error` takes.
        case value
        /// A group, a backup or a recipient of the account.
        case name
        case field
        case variable
        case member
        case file
    }

    /// The bytes that the chosen candidate replaces, up to the cursor.
    public let range: SourceRange
    /// The candidates in the order in which they are offered, each once.
    public let candidates: [Candidate]

    /// Completes a source at a cursor.
    ///
    /// - Parameters:
    ///   - text: What has been typed of a statement so far, with what follows the cursor, in UTF-8.
    ///   - cursor: An offset in bytes, between two characters.
    ///   - context: Knows the account, the files and the variables.
    public static func of(_ text: [UInt8], at cursor: Int, _ context: some CompletionContext) -> Completion {
        let cursor = min(max(0, cursor), text.count)
        guard let piece = CompletionPiece(Array(text[..<cursor])) else {
            return Completion(range: SourceRange(cursor, cursor), candidates: [])
        }
        let engine = CompletionEngine(piece, head: Array(text[..<piece.start]), tail: Array(text[cursor...]), context)
        return Completion(range: SourceRange(piece.start, cursor), candidates: engine.candidates())
    }
}
