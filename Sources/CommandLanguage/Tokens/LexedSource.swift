/// What the lexer makes of a source. The tokens and the trivia are in the order of the source; what stands between
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
    var diagnostics: [Diagnostic]
    /// Whether the source ends within a string, a here-document, a bracket or a continued line.
    var isIncomplete: Bool
}
