/// Shows what must not reach a terminal raw: text from a file could otherwise move the cursor or reorder a line.
public enum Escaping {
    /// The text with controls (C0, DEL, C1), line separators and bidirectional marks, overrides, embeddings and
    /// isolates written out as the language writes them in strings: `\n`, `\t`, `\r`, else `\u{1B}`. All else is unchanged.
    ///
    /// - Parameter text: The text; it need not hold any.
    /// - Parameter kept: Controls that the caller wants as they are.
    /// - Complexity: O(n); a text without any is returned as it is.
    public static func visible(_ text: String, keeping kept: Set<Unicode.Scalar> = []) -> String {
        guard text.unicodeScalars.contains(where: { mustEscape($0) && !kept.contains($0) }) else { return text }
        var result = ""
        for scalar in text.unicodeScalars {
            if !mustEscape(scalar) || kept.contains(scalar) {
                result.unicodeScalars.append(scalar)
            } else {
                result += escape(scalar)
            }
        }
        return result
    }

    static func mustEscape(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0..<0x20, 0x7F..<0xA0, 0x061C, 0x200E...0x200F, 0x2028...0x202E, 0x2066...0x2069: true
        default: false
        }
    }

    private static func escape(_ scalar: Unicode.Scalar) -> String {
        switch scalar {
        case "\n": "\\n"
        case "\t": "\\t"
        case "\r": "\\r"
        default: "\\u{\(String(scalar.value, radix: 16, uppercase: true))}"
        }
    }
}
