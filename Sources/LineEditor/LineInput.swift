/// What came of asking for a line.
public enum LineInput: Hashable, Sendable {
    /// A line without its end; a pasted or recalled one may hold line ends.
    case line(String)
    /// The user gave up what was typed: Ctrl-C.
    case interrupted
    /// Ctrl-D on an empty line, or the terminal has gone.
    case end
}
