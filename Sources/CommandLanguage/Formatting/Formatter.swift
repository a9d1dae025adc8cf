/// The canonical layout of scripts.
///
/// - Four spaces for each level of blocks, one statement a line, `{` on its statement's line, no white space at the
///   ends of lines.
/// - At most one empty line in a row, none at the beginning or end of a block or of the file.
/// - Keywords, names of functions and options in lower case; `--mode=x` becomes `--mode x`.
/// - Single spaces around operators, none within parentheses, one after a comma, none in `field=value`.
/// - A list that begins on a new line, or is too long for one line, has one element a line.
/// - A statement is on one line if it fits into `width` columns; otherwise it is continued, indented by four more
///   spaces, before options, keywords and assignments, and after commas.
/// - Comments stay: on their own line with their block's indentation, or two spaces after what they follow.
/// - Quoted texts and the lines of here-documents stay byte for byte. Line ends are those of the first line.
///
/// Formatting a text twice gives the same as once, and never changes what the statements mean.
public enum Formatter {
    /// The length of lines, in columns, where the language leaves a choice.
    public static let width = 100

    /// The additional indentation of a block, or of the rest of a statement, in spaces.
    static let indentation = 4

    /// Lays out a source. Linear in its length.
    ///
    /// - Throws: The syntax errors of the source, which then has no layout.
    public static func text(of source: Source) throws(FormattingError) -> [UInt8] {
        let (result, lexed, roles) = Parser.parseWithTokens(source)
        guard result.problems.isEmpty else { throw FormattingError(problems: result.problems) }
        let tokens = LayoutTokens(lexed: lexed, roles: roles)
        var gatherer = LineGatherer(lexed)
        var writer = LayoutWriter(tokens)
        for line in gatherer.lines() { writer.write(line) }
        return writer.output
    }

    /// An expression of a source on one line, laid out, without the comments in it.
    ///
    /// - Parameters:
    ///   - expression: Its place.
    ///   - source: The source, which can be read there.
    public static func line(_ expression: SourceRange, of source: Source) -> String {
        // Statements are what can be read.
        let statement = Array("expect ".utf8) + source.bytes[expression.lower..<expression.upper]
        let (_, lexed, roles) = Parser.parseWithTokens(Source(name: nil, bytes: statement))
        let tokens = LayoutTokens(lexed: lexed, roles: roles)
        var line = ""
        var last: Int?
        for index in lexed.tokens.indices.dropFirst() where !lexed.tokens[index].endsStatement {
            guard let text = tokens.text(index) else { continue }
            if let last, tokens.hasSpace(between: last, index) { line += " " }
            line += text
            last = index
        }
        return line
    }
}

/// Why a source cannot be laid out.
public struct FormattingError: Error {
    /// The syntax errors, by place; never empty.
    public let problems: ProblemList
}
