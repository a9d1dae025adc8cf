/// The quotes that word processors use in place of straight ones.
public enum TypographicQuotes {
    static func contains(_ character: Character) -> Bool { "“”„‚‘’«»".contains(character) }

    /// An argument with straight quotes around the whole of it.
    static func straightened(_ text: String) -> String {
        let isQuoted = text.first.map(contains) == true && text.last.map(contains) == true && text.count > 1
        let inner = isQuoted ? text.dropFirst().dropLast() : text[...]
        return ArgumentText.literal(String(inner.map { "‘’‚".contains($0) ? "'" : "“”„«»".contains($0) ? "\"" : $0 }))
    }

    /// A pasted text with straight quotes around the arguments that have typographic ones. What is in straight quotes,
    /// comments or here-documents is left unchanged.
    ///
    /// - Parameters:
    ///   - pasted: Text from an email or a document.
    ///   - before: The statement up to the place where it is pasted.
    public static func straightening(_ pasted: String, after before: String) -> String {
        let open = Lexer.lex(Source(name: nil, text: before)).open
        guard pasted.contains(where: contains), !pasted.contains("<<"), open.isDisjoint(with: [.string, .heredoc])
        else {
            return pasted
        }
        var result = ""
        var rest = pasted[...]
        var last = before.last ?? " "
        while let next = rest.first {
            var piece = rest.prefix(1)
            if next == "#", isBoundary(last) {
                piece = rest.prefix { !$0.isNewline }
            } else if next == "\"" || next == "'" {
                piece = straightText(rest, next)
            } else if contains(next), isBoundary(last), let argument = argument(rest) {
                result += straightened(String(argument))
                (last, rest) = ("\"", rest[argument.endIndex...])
                continue
            }
            result += piece
            (last, rest) = (piece.last ?? last, rest[piece.endIndex...])
        }
        return result
    }

    /// Whether an argument may begin or end next to a character.
    private static func isBoundary(_ character: Character) -> Bool {
        character.isWhitespace || "(),;={}<>!".contains(character)
    }

    /// The text in straight quotes that begins here, up to its end or to that of the pasted text.
    private static func straightText(_ rest: Substring, _ quote: Character) -> Substring {
        var index = rest.index(after: rest.startIndex)
        while index < rest.endIndex, rest[index] != quote {
            let isEscape = quote == "\"" && rest[index] == "\\"
            index = rest.index(index, offsetBy: isEscape ? 2 : 1, limitedBy: rest.endIndex) ?? rest.endIndex
        }
        return index < rest.endIndex ? rest[...index] : rest
    }

    /// The argument in typographic quotes that begins here, including its quotes; nil if it does not end on the line.
    private static func argument(_ rest: Substring) -> Substring? {
        var index = rest.index(after: rest.startIndex)
        while index < rest.endIndex, !rest[index].isNewline {
            let after = rest.index(after: index)
            if contains(rest[index]), after == rest.endIndex || isBoundary(rest[after]) { return rest[..<after] }
            index = after
        }
        return nil
    }
}
