/// Where a text stands among others: by its letters, without regard to accents and case, then by accents, then by case, small
/// letters first. Punctuation comes before digits, digits before letters; `ß` counts as `ss`. The order is the same
/// wherever the program runs.
public struct CollationKey: Comparable, Sendable {
    /// The letters without their accents, each behind the number of its class.
    private var letters: [UInt32] = []
    /// The accents, each behind the index of its letter.
    private var accents: [UInt32] = []
    /// The indices of capitals.
    private var capitals: [UInt32] = []
    /// What decides between texts that are alike otherwise.
    private let text: String

    /// The key of a text. Linear in its length.
    public init(_ text: String) {
        self.text = text
        for scalar in text.normalizedNFD.unicodeScalars { append(scalar) }
    }

    private mutating func append(_ scalar: Unicode.Scalar) {
        if scalar.properties.canonicalCombiningClass != .notReordered {
            accents += [UInt32(letters.count), scalar.value]
            return
        }
        let small = scalar.properties.lowercaseMapping
        if small != String(scalar) { capitals.append(UInt32(letters.count)) }
        for scalar in small.unicodeScalars {
            guard let base = Self.bases[scalar] else {
                letters.append(Self.rank(of: scalar))
                continue
            }
            accents += [UInt32(letters.count), scalar.value]
            for letter in base.unicodeScalars { letters.append(Self.rank(of: letter)) }
        }
    }

    /// The letters that count as others, and do not come apart into a letter and an accent.
    private static let bases: [Unicode.Scalar: String] = [
        "ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i", "ħ": "h",
    ]

    /// Three classes of characters, each in the order of Unicode.
    private static func rank(of scalar: Unicode.Scalar) -> UInt32 {
        if scalar.properties.isAlphabetic { return 2 << 24 | scalar.value }
        return scalar.properties.numericType == nil ? scalar.value : 1 << 24 | scalar.value
    }

    /// Whether one text stands before the other.
    public static func < (one: CollationKey, other: CollationKey) -> Bool {
        if one.letters != other.letters { return one.letters.lexicographicallyPrecedes(other.letters) }
        if one.accents != other.accents { return one.accents.lexicographicallyPrecedes(other.accents) }
        // A capital later in the text, or none, comes first.
        if one.capitals != other.capitals {
            let places = zip(one.capitals, other.capitals).first { $0 != $1 }
            return places.map { $0 > $1 } ?? (one.capitals.count < other.capitals.count)
        }
        return one.text.utf8.lexicographicallyPrecedes(other.text.utf8)
    }
}
