/// Where somebody types lines, such as a terminal.
public protocol LineSource: AnyObject {
    /// Returns the candidates before the cursor; nil where nothing can be completed.
    var completer: ((_ line: String, _ cursor: String.Index) -> CompletionAnswer)? { get set }

    /// Returns what is inserted for a pasted text.
    var pasting: ((_ before: String, _ pasted: String) -> String)? { get set }

    /// Asks for a line. Afterwards, the terminal is in its former state.
    func nextLine(_ prompt: Prompt) -> LineInput

    /// Replaces the entries that can be recalled, oldest first.
    func setHistory(_ entries: [String])

    /// Adds an entry that can be recalled.
    func addToHistory(_ entry: String)
}

/// The candidates before the cursor of a line.
public struct CompletionAnswer: Sendable {
    /// One way to continue.
    public struct Candidate: Sendable {
        /// What is inserted into the line if it is chosen.
        public let text: String
        /// What a list of candidates shows.
        public let shown: String
        /// Facts that tell it from other candidates, in columns after it. A candidate with details is listed on a line
        /// by itself.
        public let details: [String]

        /// A candidate, and how it is listed.
        public init(text: String, shown: String, details: [String] = []) {
            self.text = text
            self.shown = shown
            self.details = details
        }
    }

    /// How many characters (Unicode scalars) before the cursor are replaced.
    public let replaced: Int
    /// The candidates in the order in which they are listed, each once. A single one is inserted. Of many with details,
    /// the last ones are listed.
    public let candidates: [Candidate]

    /// Candidates for the last `replaced` characters before the cursor.
    public init(replaced: Int, candidates: [Candidate]) {
        self.replaced = replaced
        self.candidates = candidates
    }
}

/// The outcome of asking for a line.
public enum LineInput: Hashable, Sendable {
    /// A line without its end; if pasted or recalled, it may contain line ends.
    case line(String)
    /// The user pressed Ctrl-C to give up what was typed.
    case interrupted
    /// The user pressed Ctrl-D on an empty line, or the terminal has gone.
    case end
}
