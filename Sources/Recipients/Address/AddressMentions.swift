/// Finds addresses among the other words of a text, however they are spelled: in capitals, in NFC or NFD, with a domain
/// in letters or in `xn--`.
///
/// Where a text leaves open how far an address reaches, each possibility is tried, the longest first:
/// `'anna@example.com'` may begin with the quote, which addresses can have, or after it. `joanna@example.com` and
/// `anna@example.com.au` do not hold `anna@example.com`.
public enum AddressMentions {
    /// The most bytes that are examined on either side of an `@`: an address has at most 254, and decomposed letters
    /// take at most three times as many.
    private static let reach = 3 * EmailAddress.maximumLength

    /// How many possible beginnings and ends of an address are tried, the nearest ones. Few addresses contain
    /// characters that people also put around addresses, and a text full of such characters must not take long.
    private static let mostStarts = 8, mostEnds = 3

    /// Whether a text contains an address that a test accepts.
    ///
    /// - Parameters:
    ///   - text: UTF-8.
    ///   - isMeant: Called with each address that the text may contain, normalised.
    public static func contain(
        _ text: UnsafeRawBufferPointer,
        where isMeant: (_ address: UnsafeRawBufferPointer) -> Bool
    ) -> Bool {
        for at in text.indices where text[at] == UInt8(ascii: "@") {
            if visit(around: at, in: text, { _, address in isMeant(address) }) { return true }
        }
        return false
    }

    /// Visits the addresses that an `@` may belong to, until one is accepted.
    ///
    /// - Parameters:
    ///   - at: The index of the `@`.
    ///   - text: UTF-8.
    ///   - isFound: Called with the range of an address and its normalised form; true ends the visit.
    /// - Returns: Whether one was accepted.
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

    /// Where an address with its `@` at a given index may begin; the furthest first.
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
        // A list marker or an emphasis mark may precede an address: `-anna@example.com`, `_anna@example.com_`.
        for start in starts {
            let bare = text[start..<at].firstIndex { !"-_+.".utf8.contains($0) } ?? at
            if bare < at, !starts.contains(bare) { starts.append(bare) }
        }
        return starts.sorted()
    }

    /// Where an address with its `@` at a given index may end; the furthest first.
    private static func ends(of text: UnsafeRawBufferPointer, after at: Int) -> [Int] {
        var ends: [Int] = []
        var place = at + 1
        let limit = min(text.count, at + reach)
        var previous: Unicode.Scalar = "@"
        while place < limit, let (scalar, length) = scalar(in: text, at: place), belongs(toDomain: scalar) {
            // No top-level domain of letters has a hyphen, and none goes from ASCII on to another script: what follows
            // is the text's, as in `anna@example.com-Liste`.
            if scalar == "-" || previous.isASCII && scalar.isOfScriptWithoutSpaces { ends.append(place) }
            if scalar == "." { ends = [] }
            previous = scalar
            place += length
        }
        while place > at, text[place - 1] == UInt8(ascii: ".") || text[place - 1] == UInt8(ascii: "-") { place -= 1 }
        return [place] + ends.filter { $0 < place }.prefix(mostEnds).reversed()
    }

    /// Whether a character before an `@` belongs to the address.
    private enum Role {
        case belongs
        /// An address can contain it, but people also put it around addresses.
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

    /// The character that ends at an index, and its length in bytes; nil if the bytes are not UTF-8.
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

    /// Whether it belongs to an East Asian script, which puts no spaces between words. These scripts begin at U+2E80.
    fileprivate var isOfScriptWithoutSpaces: Bool { value >= 0x2E80 && value < 0xFF00 && isOfWord }
}
