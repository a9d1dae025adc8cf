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
}
