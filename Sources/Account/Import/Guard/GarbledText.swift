/// Recognises a text whose letters outside ASCII went through a wrong encoding, or were lost, by comparing it with the
/// original.
enum GarbledText {
    /// Whether a text is a garbled form of another. Corrections, and repairs of garbled texts, are not.
    static func isGarbled(_ text: [Unicode.Scalar], of original: [Unicode.Scalar]) -> Bool {
        if isMisreadUTF8(text, of: original) { return true }
        // The remaining characters must be the same.
        let rest = text.filter(isKept)
        let originalRest = original.filter(isKept)
        let others = text.filter { !$0.isASCII }
        guard rest == originalRest else { return others.isEmpty && isSpelledOut(text, of: original, originalRest) }
        if others.isEmpty { return true }
        if others.contains(replacement), !original.contains(replacement) { return true }
        if looksMisread(text), !looksMisread(original) { return true }
        // A Latin letter that became a sign, or a letter of another script.
        let isLatin = original.allSatisfy { $0.value < firstBeyondLatin }
        return isLatin && !rest.isEmpty
            && others.contains { $0.value >= firstBeyondLatin || !$0.properties.isAlphabetic }
            && original.allSatisfy { $0.isASCII || $0.properties.isAlphabetic }
    }

    private static let replacement: Unicode.Scalar = "\u{FFFD}"
    /// The first Greek letter; Latin letters with accents come before it.
    private static let firstBeyondLatin: UInt32 = 0x370

    /// What a wrong encoding does not change: ASCII, except for question marks, which may replace letters.
    private static func isKept(_ scalar: Unicode.Scalar) -> Bool { scalar.isASCII && scalar != "?" }

    /// Whether letters were spelled with others or lost their accents: `Mueller`, `Muller`.
    private static func isSpelledOut(
        _ text: [Unicode.Scalar], of original: [Unicode.Scalar], _ originalRest: [Unicode.Scalar]
    ) -> Bool {
        let replaced = original.count - originalRest.count
        // Another name may contain the same few letters.
        guard 2 * originalRest.count >= original.count, text.count <= original.count + replaced,
            text.count >= original.count
        else { return false }
        var rest = originalRest[...]
        for scalar in text where scalar == rest.first { rest.removeFirst() }
        return rest.isEmpty
    }

    // MARK: Bytes of UTF-8 that were read as something else

    /// Whether the text's bytes, in a single-byte encoding, are the original's UTF-8: encoded once or several times.
    private static func isMisreadUTF8(_ text: [Unicode.Scalar], of original: [Unicode.Scalar]) -> Bool {
        for encoding in [windows1252, macRoman] {
            var scalars = text
            for _ in 0..<mostMisreadings {
                let bytes = scalars.compactMap { byte($0, encoding) }
                guard bytes.count == scalars.count, let decoded = String(validating: bytes, as: UTF8.self) else {
                    break
                }
                scalars = Array(decoded.unicodeScalars)
                if scalars == original { return true }
            }
        }
        return false
    }

    private static let mostMisreadings = 3

    /// The byte of a letter in an encoding.
    private static func byte(_ scalar: Unicode.Scalar, _ upperHalf: [Unicode.Scalar: UInt8]) -> UInt8? {
        if scalar.isASCII { return UInt8(scalar.value) }
        // Bytes without a letter in an encoding are mostly left unchanged.
        return upperHalf[scalar] ?? UInt8(exactly: scalar.value)
    }

    /// Windows-1252, where it differs from ISO 8859-1 (WHATWG Encoding Standard).
    private static let windows1252 = table(
        "€\u{81}‚ƒ„…†‡ˆ‰Š‹Œ\u{8D}Ž\u{8F}\u{90}‘’“”•–—˜™š›œ\u{9D}žŸ")
    /// The upper half of Mac OS Roman (Apple's ROMAN.TXT).
    private static let macRoman = table(
        "ÄÅÇÉÑÖÜáàâäãåçéèêëíìîïñóòôöõúùûü†°¢£§•¶ß®©™´¨≠ÆØ∞±≤≥¥µ∂∑∏π∫ªºΩæø"
            + "¿¡¬√ƒ≈∆«»…\u{A0}ÀÃÕŒœ–—“”‘’÷◊ÿŸ⁄€‹›ﬁﬂ‡·‚„‰ÂÊÁËÈÍÎÏÌÓÔ\u{F8FF}ÒÚÛÙıˆ˜¯˘˙˚¸˝˛ˇ")

    private static func table(_ upperHalf: String) -> [Unicode.Scalar: UInt8] {
        Dictionary(uniqueKeysWithValues: zip(upperHalf.unicodeScalars, 0x80...0xFF as ClosedRange<UInt8>))
    }

    /// Whether a letter that the first byte of a UTF-8 letter is often misread as is followed by one that a
    /// continuation byte is.
    private static func looksMisread(_ text: [Unicode.Scalar]) -> Bool {
        zip(text, text.dropFirst()).contains { first, second in
            (0xC2...0xDF).contains(byte(first, windows1252) ?? 0)
                && (0x80...0xBF).contains(byte(second, windows1252) ?? 0)
        }
    }
}
