/// Words and what they mean, looked up by their folded letters.
struct ConsentDictionary: Sendable {
    private let terms: [[UInt8]: ConsentTerm]
    /// How many letters the longest word has.
    let longest: Int

    /// The words of headers.
    static let headers = ConsentDictionary([ConsentWords.headers, ConsentWords.common, ConsentWords.foreign])
    /// The words of values. What a word means as a value takes precedence over what it means in a header: `angemeldet`
    /// is a permission there, and unmistakable here.
    static let values = ConsentDictionary([
        ConsentWords.values, ConsentWords.common, ConsentWords.foreign,
    ])

    /// - Parameter lists: If several lists have a word, the first one counts.
    private init(_ lists: [[(ConsentTerm, String)]]) {
        var terms: [[UInt8]: ConsentTerm] = [:]
        terms.reserveCapacity(Self.usualCount)
        var longest = 0
        let isSpace = { (byte: UInt8) in byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\n") }
        // The last one first, so that the first one stays.
        for (term, words) in lists.joined().reversed() {
            for word in Array(words.utf8).split(whereSeparator: isSpace) {
                for spelling in ConsentSpelling.variants(of: word) {
                    longest = max(longest, spelling.count)
                    terms[spelling] = term
                }
            }
        }
        self.terms = terms
        self.longest = longest
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
    /// The lists have more than a thousand words, and every import of a file with a column of its own needs them. They
    /// are folded byte by byte: Unicode's tables took two thirds of the time.
    ///
    /// - Parameter word: Letters of ISO 8859-1 in UTF-8, composed; other characters are left out.
    static func variants(of word: ArraySlice<UInt8>) -> [[UInt8]] {
        var plain: [UInt8] = []
        plain.reserveCapacity(word.count + 1)
        var umlauts: [Int] = []
        var index = word.startIndex
        while index < word.endIndex {
            let byte = word[index]
            index += 1
            if byte < 0x80 {
                let letter = byte | 0x20
                if UInt8(ascii: "a")...UInt8(ascii: "z") ~= letter { plain.append(letter) }
            } else if byte == 0xC3, index < word.endIndex, word[index] & 0xC0 == 0x80 {
                // Upper case is 32 below lower case.
                let letter = latin1[Int(word[index] & 0x1F)]
                if word[index] == eszett {
                    plain += [UInt8(ascii: "s"), UInt8(ascii: "s")]
                } else if letter != 0 {
                    plain.append(letter)
                    if umlauted.contains(word[index] | 0x20) { umlauts.append(plain.count) }
                }
                index += 1
            }
        }
        guard !umlauts.isEmpty else { return [plain] }
        var written = plain
        for place in umlauts.reversed() { written.insert(UInt8(ascii: "e"), at: place) }
        return [plain, written]
    }

    /// The second byte of `ß`, which has no upper case.
    private static let eszett: UInt8 = 0x9F
    /// The second bytes of `ä`, `ö` and `ü`.
    private static let umlauted: [UInt8] = [0xA4, 0xB6, 0xBC]

    /// The letters of U+00E0 to U+00FF without their accents; 0 for what is not such a letter.
    private static let latin1: [UInt8] = Array("aaaaaa\0ceeeeiiii\0nooooo\0\0uuuuy\0y".utf8)
}
