import Recipients

/// Writes other lines into the here-documents of a script.
public enum HeredocReplacement {
    /// The script's text with these here-documents replaced.
    ///
    /// - Parameters:
    ///   - texts: The new content of each here-document, lines with their ends, and the place of its `<<X`.
    ///   - source: A script without syntax errors.
    /// - Returns: Nil where a text contains a line that would end its here-document.
    public static func text(of source: Source, replacing texts: [(mark: SourceRange, text: String)]) -> [UInt8]? {
        let lexed = Lexer.lex(source)
        let marks = lexed.tokens.filter { $0.kind == .heredoc }.map(\.range)
        var bytes = source.bytes
        for (mark, text) in texts.sorted(by: { $0.mark.lower > $1.mark.lower }) {
            guard let index = marks.firstIndex(of: mark), index < lexed.heredocBodies.count else { return nil }
            let body = lexed.heredocBodies[index]
            let closing = source.lineRange(source.lineIndex(at: max(body.lower, body.upper - 1)))
            let isIndented = source.text(mark).hasPrefix("<<-")
            let line = source.text(closing)
            let margin = isIndented ? String(line.prefix { $0 == " " || $0 == "\t" }) : ""
            let word = line.dropFirst(margin.count)
            var lines = text.split(separator: "\n", omittingEmptySubsequences: false)
            if lines.last == "" { lines.removeLast() }
            if lines.contains(where: { isIndented ? $0.drop { $0 == " " || $0 == "\t" } == word : $0 == word }) {
                return nil
            }
            // Lines end as the one does that the here-document follows.
            let end = source.bytes[..<body.lower].suffix(2).elementsEqual("\r\n".utf8) ? "\r\n" : "\n"
            let written = lines.map { $0.isEmpty ? end : "\(margin)\($0)\(end)" }.joined()
            bytes.replaceSubrange(body.lower..<closing.lower, with: Array(written.utf8))
        }
        return bytes
    }
}
