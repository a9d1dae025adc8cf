/// Somebody at a terminal who types lines.
public protocol LineSource: AnyObject {
    /// Says what may be before the cursor. Nil where nothing can be completed.
    var completer: ((_ line: String, _ cursor: String.Index) -> CompletionAnswer)? { get set }

    /// Says what is put in for a pasted text.
    var pasting: ((_ before: String, _ pasted: String) -> String)? { get set }

    /// Asks for a line. Afterwards the terminal is as it was before.
    func nextLine(_ prompt: Prompt) -> LineInput

    /// Takes what can be recalled, oldest first, in place of what could be so far.
    func setHistory(_ entries: [String])

    /// Adds what can be recalled.
    func addToHistory(_ entry: String)
}

/// What may be before the cursor of a line.
public struct CompletionAnswer: Sendable {
    /// One way to continue.
    public struct Candidate: Sendable {
        /// What is in the line if it is chosen.
        public let text: String
        /// What is shown in a list of several.
        public let shown: String
        /// What tells it from others, in columns after it; one that has any is listed on its own line.
        public let details: [String]

        /// A way to continue, and how it is listed.
        public init(text: String, shown: String, details: [String] = []) {
            self.text = text
            self.shown = shown
            self.details = details
        }
    }

    /// How many characters (scalars) before the cursor are replaced.
    public let replaced: Int
    /// Each once, in the order in which they are listed; a single one is put in. Of many with details, the last ones are
    /// listed.
    public let candidates: [Candidate]

    /// What takes the place of so many characters.
    public init(replaced: Int, candidates: [Candidate]) {
        self.replaced = replaced
        self.candidates = candidates
    }
}

/// What came of asking for a line.
public enum LineInput: Hashable, Sendable {
    /// A line without its end; a pasted or recalled one may hold line ends.
    case line(String)
    /// The user gave up what was typed: Ctrl-C.
    case interrupted
    /// Ctrl-D on an empty line, or the terminal has gone.
    case end
}
