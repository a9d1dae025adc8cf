/// Addresses that are in a text among other words, in any spelling: capitals, NFC or NFD, a domain in letters or in
/// `xn--`.
///
/// Where a text leaves open how far an address reaches, each possibility is tried, the longest first: `'anna@example.com'`
/// may begin with the quote, which addresses can have, or after it. `joanna@example.com` and `anna@example.com.au` do not
/// hold `anna@example.com`.
public enum AddressMentions {
    /// The most bytes on either side of an `@` that are looked at: an address has at most 254, of which decomposed letters
    /// make no more than three times as many.
    private static let reach = 3 * EmailAddress.maximumLength

    /// How many possible beginnings and ends of an address are tried, the nearest ones. An address has few signs that people
    /// also put around addresses, and a text that is full of them must not take long.
    private static let mostStarts = 8, mostEnds = 3

    /// Whether a text holds an address that is meant.
    ///
    /// - Parameters:
    ///   - text: UTF-8.
    ///   - isMeant: Asked about each address that the text may hold, in its normalised form.
    public static func contain(
        _ text: UnsafeRawBufferPointer,
        where isMeant: (_ address: UnsafeRawBufferPointer) -> Bool
    ) -> Bool {
        for at in text.indices where text[at] == UInt8(ascii: "@") {
            if visit(around: at, in: text, { _, address in isMeant(address) }) { return true }
        }
        return false
    }

    /// Goes through the addresses that an `@` may belong to, until one of them is what is looked for.
    ///
    /// - Parameters:
    ///   - at: Where the `@` stands.
    ///   - text: UTF-8.
    ///   - isFound: Given where an address stands, and its normalised form.
    /// - Returns: Whether it was found.
    public static func visit(
        around at: Int,
        in text: UnsafeRawBufferPointer,
        _ isFound: (_ range: Range<Int>, _ address: UnsafeRawBufferPointer) -> Bool
    ) -> Bool {
        let starts = starts(of: text, before: at)
        let ends = starts.isEmpty ? [] : ends(of: text, after: at)
        return withUnsafeTemporaryAllocation(byteCount: EmailAddress.maximumLength, alignment: 1) { output in
            for start in starts {
                for end in ends {
                    let candidate = UnsafeRawBufferPointer(rebasing: text[start..<end])
                    guard case .success(let length) = EmailAddress.normalize(candidate, into: output) else { continue }
                    if isFound(start..<end, UnsafeRawBufferPointer(rebasing: output[..<length])) { return true }
                }
            }
            return false
        }
    }

    /// Where an address may begin whose `@` is at a place; the furthest first.
    private static func starts(of text: UnsafeRawBufferPointer, before at: Int) -> [Int] {
        var starts: [Int] = []
        var place = at
        let limit = max(0, at - reach)
        while place > limit {
            guard let (scalar, length) = scalar(in: text, endingAt: place) else { break }
            let role = role(inLocalPart: scalar)
            if role == .outside { break }
            if role == .doubtful, place < at { starts.append(place) }
            if starts.count == mostStarts { break }
            place -= length
        }
        if place < at, starts.last != place { starts.append(place) }
        // A sign for a list or for emphasis may be before an address: `-anna@example.com`, `_anna@example.com_`.
        for start in starts {
            let bare = text[start..<at].firstIndex { !"-_+.".utf8.contains($0) } ?? at
            if bare < at, !starts.contains(bare) { starts.append(bare) }
        }
        return starts.sorted()
    }

    /// Where an address may end whose `@` is at a place; the furthest first.
    private static func ends(of text: UnsafeRawBufferPointer, after at: Int) -> [Int] {
        var ends: [Int] = []
        var place = at + 1
        let limit = min(text.count, at + reach)
        var previous: Unicode.Scalar = "@"
        while place < limit, let (scalar, length) = scalar(in: text, at: place), belongs(toDomain: scalar) {
            // No top-level domain of letters has a hyphen, and none goes from ASCII on to another script: what follows is the
            // text's, as in `anna@example.com-Liste`.
            if scalar == "-" || previous.isASCII && scalar.isOfScriptWithoutSpaces { ends.append(place) }
            if scalar == "." { ends = [] }
            previous = scalar
            place += length
        }
        while place > at, text[place - 1] == UInt8(ascii: ".") || text[place - 1] == UInt8(ascii: "-") { place -= 1 }
        return [place] + ends.filter { $0 < place }.prefix(mostEnds).reversed()
    }

    /// What a character means where it is before an `@`.
    private enum Role {
        case belongs
        /// Addresses can have it, but people put it around them.
        case doubtful
        case outside
    }

    private static func role(inLocalPart scalar: Unicode.Scalar) -> Role {
        switch scalar {
        case "a"..."z", "A"..."Z", "0"..."9", ".", "-", "_", "+": return .belongs
        case "!", "#"..."'", "*", "/", "=", "?", "^", "`", "{"..."~": return .doubtful
        case _ where scalar.isASCII: return .outside
        default: break
        }
        if scalar.properties.isWhitespace || scalar.isInvisible { return .outside }
        return scalar.isOfWord && !scalar.isOfScriptWithoutSpaces ? .belongs : .doubtful
    }

    private static func belongs(toDomain scalar: Unicode.Scalar) -> Bool {
        switch scalar {
        case "a"..."z", "A"..."Z", "0"..."9", "-", ".": true
        default: !scalar.isASCII && scalar.isDomainScalar
        }
    }

    /// The character that ends before a place, and its length; nil where the bytes are none.
    private static func scalar(in text: UnsafeRawBufferPointer, endingAt end: Int) -> (Unicode.Scalar, Int)? {
        var start = end - 1
        while start > 0, end - start < 4, text[start] & 0xC0 == 0x80 { start -= 1 }
        guard let (scalar, length) = scalar(in: text, at: start), start + length == end else { return nil }
        return (scalar, length)
    }

    private static func scalar(in text: UnsafeRawBufferPointer, at place: Int) -> (Unicode.Scalar, Int)? {
        if text[place] < 0x80 { return (Unicode.Scalar(text[place]), 1) }
        var decoder = UTF8()
        var bytes = text[place..<min(place + 4, text.count)].makeIterator()
        guard case .scalarValue(let scalar) = decoder.decode(&bytes) else { return nil }
        return (scalar, UTF8.width(scalar))
    }
}

extension StringProtocol {
    /// Whether the text holds an address, in any spelling.
    public func mentions(_ address: EmailAddress) -> Bool {
        var (text, address) = (String(self), address.text)
        return text.withUTF8 { text in
            address.withUTF8 { address in
                AddressMentions.contain(UnsafeRawBufferPointer(text)) { $0.elementsEqual(address) }
            }
        }
    }

    /// The text with `…` in place of every address.
    public var withoutAddresses: String {
        guard utf8.contains(UInt8(ascii: "@")) else { return String(self) }
        var text = String(self)
        return text.withUTF8 { bytes in
            let bytes = UnsafeRawBufferPointer(bytes)
            var result: [UInt8] = []
            var copied = 0
            for at in bytes.indices where bytes[at] == UInt8(ascii: "@") {
                _ = AddressMentions.visit(around: at, in: bytes) { range, _ in
                    guard range.lowerBound >= copied else { return false }
                    result += bytes[copied..<range.lowerBound]
                    result += "…".utf8
                    copied = range.upperBound
                    return true
                }
            }
            result += bytes[copied...]
            return String(decoding: result, as: UTF8.self)
        }
    }
}

extension Unicode.Scalar {
    /// Whether it is a letter, a mark or a number.
    fileprivate var isOfWord: Bool {
        switch properties.generalCategory {
        case .lowercaseLetter, .uppercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter, .nonspacingMark,
            .spacingMark, .enclosingMark, .decimalNumber, .letterNumber, .otherNumber:
            true
        default: false
        }
    }

    /// Whether it is of the scripts of East Asia, which put no spaces between words. Their letters begin with U+2E80.
    fileprivate var isOfScriptWithoutSpaces: Bool { value >= 0x2E80 && value < 0xFF00 && isOfWord }
}
