/// What the parser makes of a source.
public struct ParseResult: Sendable {
    /// The statements that could be read; all of them if there are no diagnostics.
    public let script: Script
    /// Every problem, by place.
    public let diagnostics: [Diagnostic]
    /// Whether the source ends within something open, so that more lines could complete it: a brace, a parenthesis,
    /// a string, a here-document, or a `\` at the end.
    public let isIncomplete: Bool
}
