/// How many cells of a terminal a text takes.
///
/// Wide are East Asian wide and full-width characters and emoji; marks, format characters and controls take no cell.
/// A terminal may see rare characters otherwise; what is printed stays complete all the same.
public enum TextWidth {
    /// The cells that a text takes. Controls count nothing: escape them first (`Escaping`).
    ///
    /// - Complexity: O(n); text of printable ASCII is not taken apart.
    public static func of(_ text: some StringProtocol) -> Int {
        if text.utf8.allSatisfy({ (0x20...0x7E).contains($0) }) { return text.utf8.count }
        return text.reduce(0) { $0 + of($1) }
    }

    /// The text if it fits into so many cells, else its beginning with `…` as the last cell; no character is halved.
    public static func truncated(_ text: String, to width: Int) -> String {
        if of(text) <= width { return text }
        guard width > 0 else { return "" }
        var end = text.startIndex
        var used = 0
        while end < text.endIndex {
            let next = of(text[end])
            if used + next > width - 1 { break }
            used += next
            end = text.index(after: end)
        }
        return text[..<end] + "…"
    }

    /// The cells of one character as people see it: an emoji sequence (joined, with a skin tone, a keycap) takes two.
    static func of(_ character: Character) -> Int {
        let scalars = character.unicodeScalars
        guard let first = scalars.first else { return 0 }
        if scalars.dropFirst().isEmpty { return of(first) }
        if scalars.contains(where: isEmojiSelector), first.properties.isEmoji { return 2 }
        if first.properties.isEmojiPresentation, !isRegionalIndicator(first) { return 2 }
        return scalars.reduce(0) { $0 + of($1) }
    }

    /// The cells of one scalar that stands alone. One of the two letters of a flag takes one, so the flag takes two.
    static func of(_ scalar: Unicode.Scalar) -> Int {
        if scalar.value < 0x300 {
            return scalar.value >= 0x20 && !(0x7F..<0xA0).contains(scalar.value) ? 1 : 0
        }
        if isRegionalIndicator(scalar) { return 1 }
        let properties = scalar.properties
        switch properties.generalCategory {
        case .nonspacingMark, .enclosingMark, .format, .control, .lineSeparator, .paragraphSeparator: return 0
        default: break
        }
        if conjoiningJamo.contains(where: { $0.contains(scalar.value) }) { return 0 }
        return properties.isEmojiPresentation || isWide(scalar.value) ? 2 : 1
    }

    private static func isRegionalIndicator(_ scalar: Unicode.Scalar) -> Bool {
        (0x1F1E6...0x1F1FF).contains(scalar.value)
    }

    /// Whether a scalar makes the one before it an emoji: the emoji variation selector or a skin tone.
    private static func isEmojiSelector(_ scalar: Unicode.Scalar) -> Bool {
        scalar.value == 0xFE0F || scalar.properties.isEmojiModifier
    }
}
