/// What the lexer makes of a source. The tokens and the trivia are in the order of the source; what is between
/// them is white space and continued line ends.
struct LexedSource: Sendable {
    let source: Source
    /// Ends with a token of kind `endOfFile`.
    var tokens: [Token]
    /// The parts of strings and the texts of here-documents.
    var strings: [[StringPart]]
    var comments: [SourceRange]
    /// The lines of here-documents with their closing lines.
    var heredocBodies: [SourceRange]
    /// The here-documents that are not closed, in their order.
    var heredocs: [PendingHeredoc]
    var problems: ProblemList
    /// Where problems begin, ascending, those that are not shown included.
    var problemPlaces: [UInt32]
    /// What is still open at the end of the source.
    var open: OpenConstructs
    /// The quote of the string that is open at the end of the source.
    var openQuote: UInt8?

    var isIncomplete: Bool { !open.isEmpty }
}

/// What more lines could complete.
struct OpenConstructs: OptionSet, Sendable {
    let rawValue: UInt8

    static let string = OpenConstructs(rawValue: 1)
    static let heredoc = OpenConstructs(rawValue: 2)
    static let bracket = OpenConstructs(rawValue: 4)
    /// A `\` at the end of the last line.
    static let line = OpenConstructs(rawValue: 8)
}
