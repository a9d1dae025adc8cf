/// The quotes that word processors use in place of straight ones.
public enum TypographicQuotes {
    static func contains(_ character: Character) -> Bool { "“”„‚‘’«»".contains(character) }

    /// The quotes that may close a text which this one opens.
    private static func closers(of opening: Character) -> String { "‘’‚".contains(opening) ? "‘’‚" : "“”„«»" }

    /// Whether a text begins with a typographic quote that nothing in it closes.
    static func isOpen(_ text: String) -> Bool {
        guard let first = text.first, contains(first) else { return false }
        return closer(of: first, in: text.dropFirst()) == nil
    }

    /// The place of the first quote that closes a text. A single one before a letter is an apostrophe.
    private static func closer(of opening: Character, in inner: Substring) -> String.Index? {
        let closers = closers(of: opening)
        return inner.indices.first {
            closers.contains(inner[$0]) && !("‘’".contains(inner[$0]) && isBeforeLetter($0, in: inner))
        }
    }

    private static func isBeforeLetter(_ index: String.Index, in text: Substring) -> Bool {
        let next = text.index(after: index)
        return next < text.endIndex && (text[next].isLetter || text[next].isNumber)
    }

    /// The text that the typographic quote at the beginning of a line opens, with its quotes. A straight quote may
    /// close it; if nothing does, it ends where the statement may end.
    static func opened(_ line: String) -> Substring {
        guard let first = line.first else { return line[...] }
        let closers = closers(of: first)
        let straight: Character = closers.contains("’") ? "'" : "\""
        let inner = line.dropFirst()
        let close = closer(of: first, in: inner)
        // Straight quotes in pairs before the closing quote are texts of their own.
        if let close, inner[..<close].count(where: { $0 == straight }).isMultiple(of: 2) { return line[...close] }
        let mixed = inner.indices.first {
            inner[$0] == straight && $0 > inner.startIndex && !isBoundary(inner[inner.index(before: $0)])
                && isClosing($0, of: inner)
        }
        if let end = mixed ?? close { return line[...end] }
        var end = line.firstIndex(where: ";{})".contains) ?? line.endIndex
        for mark in [" #", " --"] {
            if let range = line[..<end].firstRange(of: mark) { end = range.lowerBound }
        }
        while end > line.startIndex, line[line.index(before: end)].isWhitespace { end = line.index(before: end) }
        return line[..<end]
    }

    /// The text that a straight quote at the beginning of a line opens and a typographic one closes, with straight
    /// quotes; nil if there is none.
    static func closing(_ line: String) -> String? {
        guard let quote = line.first else { return nil }
        let closers = closers(of: quote == "'" ? "’" : "”")
        var open = 0
        for index in line.indices.dropFirst() where closers.contains(line[index]) {
            if isBoundary(line[line.index(before: index)]) {
                open += 1
            } else if isClosing(index, of: line[...]) {
                if open == 0 { return "\(line[..<index])\(quote)" }
                open -= 1
            }
        }
        return nil
    }

    /// Whether an argument may end after a character.
    private static func isClosing(_ index: String.Index, of text: Substring) -> Bool {
        let next = text.index(after: index)
        return next == text.endIndex || isBoundary(text[next])
    }

    /// An argument with straight quotes around the whole of it, otherwise as it was written.
    static func straightened(_ text: String) -> String {
        guard let first = text.first, contains(first) else { return "\"\(straightInner(text, isQuoted: false))\"" }
        let closers = closers(of: first)
        var inner = String(text.dropFirst())
        if let last = inner.last, closers.contains(last) || last == "\"" || last == "'" {
            inner.removeLast()
        } else if let close = closer(of: first, in: inner[...]) {
            inner.remove(at: close)
        }
        let isLiteral = closers.contains("’")
        if isLiteral, inner.contains(where: "$\\".contains), !inner.contains(where: "‘’‚'".contains) {
            return "'\(inner)'"
        }
        return "\"\(straightInner(inner, isQuoted: !isLiteral))\""
    }

    /// A text as it is written between straight quotes. Its apostrophes are letters of it, and stay.
    ///
    /// - Parameter isQuoted: Whether it was meant to be in double quotes, so that its escapes and variables stay.
    private static func straightInner(_ text: String, isQuoted: Bool) -> String {
        var result = ""
        var rest = text[...]
        var isOpen = false
        var last: Character = " "
        while let next = rest.popFirst() {
            defer { last = next }
            let isInWord = rest.first.map { $0.isLetter || $0.isNumber } ?? false
            if next == "’", last.isLetter || last.isNumber, isInWord || !isOpen {
                result.append(next)
            } else if "‘’‚".contains(next) {
                isOpen = !isOpen
                result += "'"
            } else if next == "\"" || contains(next) {
                result += "\\\""
            } else if isQuoted, next == "\\", let escaped = rest.first, "\"\\ntr$u".contains(escaped) {
                result += "\\\(rest.removeFirst())"
            } else if isQuoted, next == "$" {
                result += "$"
            } else {
                result += ArgumentText.literal(String(next)).dropFirst().dropLast()
            }
        }
        return result
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
        guard let opening = rest.first else { return nil }
        let closers = closers(of: opening)
        var index = rest.index(after: rest.startIndex)
        while index < rest.endIndex, !rest[index].isNewline {
            let after = rest.index(after: index)
            if closers.contains(rest[index]), after == rest.endIndex || isBoundary(rest[after]) {
                return rest[..<after]
            }
            index = after
        }
        return nil
    }
}
