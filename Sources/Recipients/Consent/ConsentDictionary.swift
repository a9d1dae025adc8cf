/// Words and what they mean, looked up by their folded letters.
struct ConsentDictionary: Sendable {
    private let terms: [[UInt8]: ConsentTerm]
    /// How many letters the longest word has.
    let longest: Int

    /// The words of headers.
    static let headers = ConsentDictionary([ConsentWords.common])
    /// The words of values.
    static let values = ConsentDictionary([ConsentWords.values, ConsentWords.common])

    /// - Parameter lists: If several lists have a word, the first one counts.
    private init(_ lists: [[(ConsentTerm, String)]]) {
        var terms: [[UInt8]: ConsentTerm] = [:]
        terms.reserveCapacity(Self.usualCount)
        for (term, words) in lists.joined() {
            let isSpace = { (byte: UInt8) in byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\n") }
            for word in Array(words.utf8).split(whereSeparator: isSpace) {
                for spelling in ConsentSpelling.variants(of: word) where terms[spelling] == nil {
                    terms[spelling] = term
                }
            }
        }
        self.terms = terms
        longest = terms.keys.map(\.count).max() ?? 0
    }

    /// About how many spellings there are; more are possible.
    private static let usualCount = 2048

    subscript(letters: ArraySlice<UInt8>) -> ConsentTerm? { terms[Array(letters)] }

    /// Whether a term of three letters or more begins at a position.
    func hasTerm(at start: Int, of spelling: ConsentSpelling) -> Bool {
        let limit = min(spelling.border(after: start), start + longest)
        guard limit >= start + 3 else { return false }
        return (start + 3...limit).contains { self[spelling.letters[start..<$0]] != nil }
    }
}

/// The letters of a text as they are compared, and where its words begin.
struct ConsentSpelling {
    private(set) var letters: [UInt8] = []
    /// Whether a word begins at each letter.
    private var borders: [Bool] = []

    /// The letters, in lower case and without accents. Words begin after anything else, and at the humps of
    /// `camelCase`.
    init(_ text: String) {
        let scalars = text.normalizedNFD.unicodeScalars.filter { $0.properties.generalCategory != .nonspacingMark }
        var before = Kind.other
        for index in scalars.indices {
            let kind = Kind(scalars[index])
            defer { before = kind }
            guard kind != .other else { continue }
            let next = scalars.index(after: index)
            let isHump =
                kind == .upper && (before == .lower || (next < scalars.endIndex && Kind(scalars[next]) == .lower))
            var beginsWord = before == .other || isHump
            let letter = scalars[index] == "ß" ? "ss" : scalars[index].properties.lowercaseMapping
            for byte in letter.utf8 {
                letters.append(byte)
                borders.append(beginsWord)
                beginsWord = false
            }
        }
    }

    private enum Kind {
        case lower, upper, other

        init(_ scalar: Unicode.Scalar) {
            self = !scalar.properties.isAlphabetic ? .other : scalar.properties.isUppercase ? .upper : .lower
        }
    }

    /// Whether a word begins or ends at a position.
    func isBorder(_ position: Int) -> Bool {
        position >= letters.count || borders[position]
    }

    /// The end of the word that a position is in.
    func border(after position: Int) -> Int {
        var end = position + 1
        while !isBorder(end) { end += 1 }
        return end
    }

    /// The beginning of the word that the letter before a position is in.
    func lastBorder(before position: Int) -> Int {
        var start = position - 1
        while start > 0, !isBorder(start) { start -= 1 }
        return start
    }

    /// How a word of a list may be spelt: with its umlauts and as `ae`, `oe`, `ue`.
    ///
    /// The lists have more than a thousand words, and every import of a file with a column of its own needs them: most
    /// are in ASCII, and need nothing of Unicode's tables.
    static func variants(of word: ArraySlice<UInt8>) -> [[UInt8]] {
        if let letters = asciiLetters(of: word) { return [letters] }
        let text = String(decoding: word, as: UTF8.self)
        var written = String.UnicodeScalarView()
        for scalar in text.unicodeScalars { written.append(contentsOf: umlauts[scalar] ?? [scalar]) }
        let plain = ConsentSpelling(text).letters
        return written.elementsEqual(text.unicodeScalars) ? [plain] : [plain, ConsentSpelling(String(written)).letters]
    }

    /// The letters of a word in ASCII, in lower case; nil for any other word.
    private static func asciiLetters(of word: ArraySlice<UInt8>) -> [UInt8]? {
        var letters: [UInt8] = []
        letters.reserveCapacity(word.count)
        for byte in word {
            guard byte < 0x80 else { return nil }
            let letter = byte | 0x20
            if letter >= UInt8(ascii: "a"), letter <= UInt8(ascii: "z") { letters.append(letter) }
        }
        return letters
    }

    private static let umlauts: [Unicode.Scalar: [Unicode.Scalar]] = [
        "ä": ["a", "e"], "ö": ["o", "e"], "ü": ["u", "e"],
    ]
}
