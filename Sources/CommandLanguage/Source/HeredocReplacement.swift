import Recipients

/// Writes other lines into the here-documents of a script.
public enum HeredocReplacement {
    /// The script's text with other content in some of its here-documents. One that cannot hold its text stays as it
    /// is.
    ///
    /// - Parameters:
    ///   - source: A script without syntax errors.
    ///   - texts: The new content, lines with their ends, by the place of the here-document's `<<X`.
    public static func text(of source: Source, replacing texts: [SourceRange: String]) -> [UInt8] {
        let lexed = Lexer.lex(source)
        let marks = lexed.tokens.filter { $0.kind == .heredoc }.map(\.range)
        var bytes = source.bytes
        // From the end, so that the offsets of those before stay right.
        for (mark, body) in zip(marks, lexed.heredocBodies).reversed() {
            guard let text = texts[mark], canHold(text, at: mark, of: source) else { continue }
            let closing = source.lineRange(source.lineIndex(at: max(body.lower, body.upper - 1)))
            let isIndented = heredoc(at: mark, of: source).stripsIndentation
            let margin = isIndented ? source.bytes[closing.lower..<closing.upper].prefix(while: isBlank) : []
            // Lines end as the one does that the here-document follows.
            let end = source.bytes[..<body.lower].suffix(2).elementsEqual("\r\n".utf8) ? "\r\n" : "\n"
            var written: [UInt8] = []
            for line in lines(of: text) {
                if !line.isEmpty { written += margin + line }
                written += Array(end.utf8)
            }
            bytes.replaceSubrange(body.lower..<closing.lower, with: written)
        }
        return bytes
    }

    /// Whether a here-document can hold a text: no line of it would end the here-document.
    ///
    /// - Parameters:
    ///   - text: The content, lines with their ends.
    ///   - mark: The place of the here-document's `<<X`.
    ///   - source: The script.
    public static func canHold(_ text: String, at mark: SourceRange, of source: Source) -> Bool {
        let heredoc = heredoc(at: mark, of: source)
        return !lines(of: text).contains { line in
            // The lexer takes the carriage return for a part of the line's end.
            heredoc.isClosed(by: line.last == Ascii.carriageReturn ? line.dropLast() : line)
        }
    }

    private static func heredoc(at mark: SourceRange, of source: Source) -> PendingHeredoc {
        let written = source.bytes[mark.lower..<mark.upper].dropFirst(2)
        let isIndented = written.first == Ascii.minus
        return PendingHeredoc(
            terminator: Array(written.dropFirst(isIndented ? 1 : 0)), stripsIndentation: isIndented, range: mark,
            payload: 0)
    }

    private static func lines(of text: String) -> [ArraySlice<UInt8>] {
        var lines = Array(text.utf8).split(separator: Ascii.newline, omittingEmptySubsequences: false)
        if lines.last?.isEmpty == true { lines.removeLast() }
        return lines
    }

    private static func isBlank(_ byte: UInt8) -> Bool { byte == Ascii.space || byte == Ascii.tab }
}
