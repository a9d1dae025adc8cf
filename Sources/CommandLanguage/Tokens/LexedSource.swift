/// The result of lexing a source. Tokens and comments are in the order of the source; between them there is only white
/// space, and line ends that are continued.
struct LexedSource: Sendable {
    let source: Source
    /// Ends with a token of kind `endOfFile`.
    var tokens: [Token]
    /// The parts of strings, and the texts of here-documents.
    var strings: [[StringPart]]
    var comments: [SourceRange]
    /// The lines of here-documents, including their closing lines.
    var heredocBodies: [SourceRange]
    /// The here-documents that are not closed, in order.
    var heredocs: [PendingHeredoc]
    var problems: ProblemList
    /// Where problems begin, in ascending order, including those that are not shown.
    var problemPlaces: [UInt32]
    /// What is still open at the end of the source.
    var open: OpenConstructs
    /// The quote of the string that is open at the end of the source; nil if none is.
    var openQuote: UInt8?

    var isIncomplete: Bool { !open.isEmpty }
}

/// What further lines could complete.
struct OpenConstructs: OptionSet, Sendable {
    let rawValue: UInt8

    static let string = OpenConstructs(rawValue: 1)
    static let heredoc = OpenConstructs(rawValue: 2)
    static let bracket = OpenConstructs(rawValue: 4)
    /// A `\` at the end of the last line.
    static let line = OpenConstructs(rawValue: 8)
}
