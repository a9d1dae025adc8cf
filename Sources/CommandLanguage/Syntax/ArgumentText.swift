import Recipients

/// How texts are written as arguments of the language.
public enum ArgumentText {
    /// The text as it is written in place of a name or a value: a bare word if it is one and not a keyword, otherwise
    /// in quotation marks.
    public static func of(_ text: String) -> String {
        isBareWord(text) ? text : literal(text)
    }

    /// The text in quotation marks, with everything escaped that would end or change it.
    public static func literal(_ text: String) -> String { text.literal }

    private static func isBareWord(_ text: String) -> Bool {
        guard !text.isEmpty, !text.hasPrefix("-"), !text.hasSuffix("\\"), !text.hasPrefix("#"),
            !text.unicodeScalars.contains(where: { $0.isControl || $0.properties.isWhitespace || $0 == "\u{FEFF}" }),
            text.utf8.allSatisfy(Lexer.isWordByte)
        else { return false }
        return !keywords.contains(text.lowercased())
    }

    /// Words that mean something else in place of a name.
    private static let keywords: Set<String> = [
        "group", "new", "backup", "latest", "and", "or", "not", "in", "~", "+", "*", "/",
    ]
}
