extension TextWidth {
    /// Hangul vowels and final consonants: drawn into the cells of the consonant before them.
    static let conjoiningJamo: [ClosedRange<UInt32>] = [0x1160...0x11FF, 0xD7B0...0xD7FF]

    /// The scalars that Unicode 16's `EastAsianWidth.txt` calls wide or full-width, but for emoji, which the standard
    /// library knows. Gaps that are unassigned, or hold only marks, are closed. Ascending.
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
