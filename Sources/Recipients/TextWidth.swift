/// The number of terminal columns that a text takes.
///
/// East Asian wide and full-width characters and emoji are wide; marks, format characters and controls have no width.
/// Terminals may differ on rare characters, which only affects alignment.
public enum TextWidth {
    /// The columns that a text takes. Controls count as nothing: escape them first (`String.visible`).
    ///
    /// Inlinable, so that it is specialised for the callers' types: a generic call took a tenth of the time of listing
    /// some backups.
    ///
    /// - Complexity: O(n); fast for printable ASCII, whose characters are not examined one by one.
    @inlinable
    public static func of(_ text: some StringProtocol) -> Int {
        if text.utf8.allSatisfy({ (0x20...0x7E).contains($0) }) { return text.utf8.count }
        return text.reduce(0) { $0 + of($1) }
    }

    /// The text if it fits into a number of columns, otherwise its beginning, with `…` in the last column. Characters
    /// are never split.
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

    /// The text if it fits into a number of columns, otherwise its beginning and its end with `…` between them, since
    /// texts often differ at their ends. Characters are never split.
    public static func cutInTheMiddle(_ text: String, to width: Int) -> String {
        if of(text) <= width { return text }
        guard width > 0 else { return "" }
        let start = truncated(text, to: width / 2 + 1)
        return start + end(of: text, within: width - of(start))
    }

    /// The text if it fits into a number of columns, otherwise the part of it in which it differs from another one, or
    /// the beginning of that part, with `…` where something is missing. Characters are never split.
    ///
    /// - Parameters:
    ///   - text: The text.
    ///   - width: The number of columns.
    ///   - other: What it is compared with.
    public static func cut(_ text: String, to width: Int, unlike other: String) -> String {
        if of(text) <= width { return text }
        guard width > 1 else { return truncated(text, to: width) }
        let start = zip(text, other).prefix { $0 == $1 }.count
        let rest = text.dropFirst(start)
        let same = zip(rest.reversed(), other.dropFirst(start).reversed()).prefix { $0 == $1 }.count
        let different = text.dropLast(same)
        if start == 0 || of(different) < width { return truncated(text, to: width) }
        if of(rest) < width { return "…" + end(of: text, within: width - 1) }
        return "…" + truncated(String(rest), to: width - 1)
    }

    /// The longest end of a text that fits into a number of columns.
    private static func end(of text: String, within width: Int) -> Substring {
        var room = width
        var index = text.endIndex
        while index > text.startIndex {
            let before = text.index(before: index)
            room -= of(text[before])
            if room < 0 { break }
            index = before
        }
        return text[index...]
    }

    /// The columns of one user-perceived character: an emoji sequence (joined, with a skin tone, a keycap) takes two.
    public static func of(_ character: Character) -> Int {
        let scalars = character.unicodeScalars
        guard let first = scalars.first else { return 0 }
        if scalars.dropFirst().isEmpty { return of(first) }
        if scalars.contains(where: isEmojiSelector), first.properties.isEmoji { return 2 }
        if first.properties.isEmojiPresentation, !isRegionalIndicator(first) { return 2 }
        return scalars.reduce(0) { $0 + of($1) }
    }

    /// The columns of a single scalar. Each of the two letters of a flag takes one, so the flag takes two.
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

extension TextWidth {
    /// Hangul vowels and final consonants, which are drawn in the columns of the consonant before them.
    static let conjoiningJamo: [ClosedRange<UInt32>] = [0x1160...0x11FF, 0xD7B0...0xD7FF]

    /// The scalars that are wide or full-width in Unicode 16's `EastAsianWidth.txt`, except emoji, which the standard
    /// library knows. Gaps that are unassigned or contain only marks are closed. Ascending.
    private static let wide: [ClosedRange<UInt32>] = [
        0x1100...0x115F, 0x2329...0x232A, 0x2630...0x2637, 0x268A...0x268F, 0x2E80...0x303E, 0x3041...0x3247,
        0x3250...0xA4C6, 0xA960...0xA97C, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE10...0xFE6B, 0xFF01...0xFF60,
        0xFFE0...0xFFE6, 0x16FE0...0x18DF2, 0x1AFF0...0x1B2FB, 0x1D300...0x1D376, 0x1F200...0x1F265,
        0x20000...0x2FFFD, 0x30000...0x3FFFD,
    ]

    static func isWide(_ scalar: UInt32) -> Bool {
        for range in wide where scalar <= range.upperBound { return scalar >= range.lowerBound }
        return false
    }
}
