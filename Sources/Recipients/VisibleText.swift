extension String {
    /// The text as it may be shown. What a terminal might obey is written as the language's strings write it (`\n`,
    /// `\u{1B}`): text from a file could otherwise move the cursor or reorder a line.
    ///
    /// - Parameter kept: Control characters that the caller wants as they are.
    /// - Complexity: O(n); a text without any is returned as it is.
    public func visible(keeping kept: Set<Unicode.Scalar> = []) -> String {
        guard unicodeScalars.contains(where: { $0.isControl && !kept.contains($0) }) else { return self }
        var result = ""
        for scalar in unicodeScalars {
            if scalar.isControl, !kept.contains(scalar) {
                result += scalar.escape
            } else {
                result.unicodeScalars.append(scalar)
            }
        }
        return result
    }

    /// The number of columns that the text takes on a terminal: East Asian wide characters and emoji take two,
    /// combining marks none. It must hold no control characters.
    public var displayWidth: Int {
        utf8.allSatisfy { $0 < 0x80 } ? utf8.count : reduce(0) { $0 + $1.displayWidth }
    }
}

extension Character {
    /// The number of columns that the character takes on a terminal.
    var displayWidth: Int {
        if unicodeScalars.contains("\u{FE0F}") { return 2 }
        return unicodeScalars.first.map(\.displayWidth) ?? 0
    }
}

extension Unicode.Scalar {
    /// Whether a terminal might obey the character instead of showing it: controls (C0, DEL, C1), line and paragraph
    /// separators, and the marks, overrides, embeddings and isolates that turn the direction of text.
    public var isControl: Bool {
        switch value {
        case 0x00...0x1F, 0x7F...0x9F, 0x2028...0x2029, 0x061C, 0x200E...0x200F, 0x202A...0x202E, 0x2066...0x2069: true
        default: false
        }
    }

    /// The character as the language's strings write it: `\n`, `\t`, `\r`, else by its number.
    public var escape: String {
        switch self {
        case "\n": "\\n"
        case "\t": "\\t"
        case "\r": "\\r"
        default: numericEscape
        }
    }

    /// The character by its number, as the language's strings write it: `\u{1B}`.
    public var numericEscape: String { "\\u{\(String(value, radix: 16, uppercase: true))}" }

    /// The number of columns that the character takes on a terminal.
    var displayWidth: Int {
        if value < 0x300 { return 1 }
        switch properties.generalCategory {
        case .nonspacingMark, .enclosingMark, .format: return 0
        default: break
        }
        // The ranges of East_Asian_Width W and F that matter (Unicode Standard Annex #11), and emoji.
        switch value {
        case 0x1100...0x115F, 0x2E80...0x303E, 0x3041...0x33FF, 0x3400...0x4DBF, 0x4E00...0x9FFF, 0xA000...0xA4CF,
            0xA960...0xA97F, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE6F, 0xFF00...0xFF60, 0xFFE0...0xFFE6,
            0x1F300...0x1F64F, 0x1F680...0x1F6FF, 0x1F900...0x1F9FF, 0x1FA70...0x1FAFF, 0x20000...0x3FFFD:
            return 2
        default: return properties.isEmojiPresentation ? 2 : 1
        }
    }
}
