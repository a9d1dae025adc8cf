/// The canonical layout of scripts.
///
/// - Four spaces a level of blocks, one statement a line, `{` on its statement's line, no white space at the ends of
///   lines.
/// - At most one empty line in a row, none at the beginning and the end of a block or of the file.
/// - Keywords, names of functions and options in lower case; `--mode=x` becomes `--mode x`.
/// - Single spaces around operators, none within parentheses, one after a comma, none in `field=value`.
/// - A list that begins on a new line, or is too long for one, has an element a line.
/// - A statement is on one line if that fits `width` columns; else it is continued, four spaces further in, before
///   options, keywords, assignments and after commas.
/// - Comments stay: on their own line with their block's indentation, else two spaces after what they follow.
/// - Quoted texts and the lines of here-documents stay byte for byte. Line ends are those of the first line.
///
/// Laying out a text twice gives the same as once, and the statements mean the same.
public enum Formatter {
    /// How long lines are where the language leaves a choice.
    public static let width = 100

    /// How much further in a block or the rest of a statement stands.
    static let indentation = 4

    /// Lays out a source. Linear in its length.
    ///
    /// - Throws: What is wrong with the source; one with syntax errors has no layout.
    public static func text(of source: Source) throws(FormattingError) -> [UInt8] {
        let (result, lexed, roles) = Parser.parseWithTokens(source)
        guard result.problems.isEmpty else { throw FormattingError(problems: result.problems) }
        let tokens = LayoutTokens(lexed: lexed, roles: roles)
        var gatherer = LineGatherer(lexed)
        var writer = LayoutWriter(tokens)
        for line in gatherer.lines() { writer.write(line) }
        return writer.output
    }
}

/// Why a source cannot be laid out.
public struct FormattingError: Error {
    /// The syntax errors, by place; never empty.
    public let problems: ProblemList
}
