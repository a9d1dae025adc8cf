public import Recipients
import Sorting
import SystemCalls

/// Applies the same test to one text after another, on the bytes of their cells as far as that is possible.
///
/// For one thread only. Its parts are separate properties, so that none is reference-counted or copied for a row.
final class TextTester {
    private enum Kind {
        case equals, isOneOf, matches, collates
    }

    private let kind: Kind
    /// Whether the cells are addresses.
    private let isAddress: Bool
    /// The texts to compare with, and the bytes of the cells that have them.
    private let texts: Set<String>
    private let table = ByteTable()
    private let pattern: Glob
    /// The accepted orderings to another text, and the sort key of that text.
    private let orderings: Orderings
    private let otherKey: [UInt8]
    private var collation = CollationEncoder()
    private var key: [UInt8] = []

    init(_ test: TextTest, isAddress: Bool) {
        self.isAddress = isAddress
        var (texts, pattern, orderings, otherKey): (Set<String>, Glob, Orderings, [UInt8]) = ([], Glob(""), [], [])
        switch test {
        case .equals(let text): (kind, texts) = (.equals, [text])
        case .isOneOf(let several): (kind, texts) = (.isOneOf, several)
        case .matches(let glob): (kind, pattern) = (.matches, glob)
        case .collates(let allowed, let text):
            (kind, orderings) = (.collates, allowed)
            if isAddress { otherKey += text.utf8 } else { Self.collate(text, collation, to: &otherKey) }
        }
        (self.texts, self.pattern, self.orderings, self.otherKey) = (texts, pattern, orderings, otherKey)
        var cell = ByteBuffer()
        for text in texts {
            cell.removeAll()
            Self.appendCell(of: text, to: &cell)
            _ = table.insert(cell.bytes)
        }
        only = texts.count == 1 ? table.bytes(at: 0) : UnsafeRawBufferPointer(start: nil, count: 0)
    }

    /// The bytes of the cell with the only text to compare with.
    private let only: UnsafeRawBufferPointer

    /// Whether a cell's text meets the test.
    ///
    /// - Parameter cell: A cell that is not missing.
    @inline(__always)
    func holds(_ cell: Cell) -> Bool {
        switch kind {
        case .equals:
            if cell.json.hasSameBytes(as: only) { return true }
            return needsText(cell) && isOneOf(cell)
        case .isOneOf:
            return table.index(of: cell.json) != nil || needsText(cell) && isOneOf(cell)
        case .matches:
            if !cell.hasEscapes, let matches = pattern.matches(ascii: cell.escapedText) { return matches }
            return pattern.matches(text(of: cell))
        case .collates:
            return collates(cell)
        }
    }

    /// Whether a text with other bytes may still be the same. Texts without a character from U+0300 on are in NFC, as
    /// are those that they are compared with. Addresses are normalised before they are compared, unless they are ASCII.
    @inline(__always)
    private func needsText(_ cell: Cell) -> Bool {
        isAddress ? !cell.json.isASCII : cell.json.hasLetterBeyondLatin
    }

    @inline(never)
    private func isOneOf(_ cell: Cell) -> Bool { texts.contains(text(of: cell)) }

    private func text(of cell: Cell) -> String {
        let text = cell.text ?? ""
        return isAddress ? EmailAddress.folded(text) : text
    }

    @inline(never)
    private func collates(_ cell: Cell) -> Bool {
        key.removeAll(keepingCapacity: true)
        if isAddress {
            key += text(of: cell).utf8
        } else if cell.hasEscapes {
            Self.collate(text(of: cell), collation, to: &key)
        } else {
            collation.append(cell.escapedText, to: &key)
        }
        return orderings.contains(Self.ordering(key, otherKey))
    }

    private static func collate(_ text: String, _ encoder: CollationEncoder, to key: inout [UInt8]) {
        var (text, encoder) = (text, encoder)
        text.withUTF8 { encoder.append(UnsafeRawBufferPointer($0), to: &key) }
    }

    private static func ordering(_ one: [UInt8], _ other: [UInt8]) -> Orderings {
        let order = one.withUnsafeBytes { one in other.withUnsafeBytes { compareKeys(one, $0) } }
        return order < 0 ? .before : order > 0 ? .behind : .equal
    }

    /// Texts whose bytes are all lower than this are spelled in one way only: all texts below U+0300 are in NFC, and
    /// addresses in ASCII are normalised.
    static func lowestOther(isAddress: Bool) -> UInt8 { isAddress ? 0x80 : UnsafeRawBufferPointer.lowestBeyondLatin }

    /// Appends a text in NFC as it would be in a cell.
    static func appendCell(of text: String, to buffer: inout ByteBuffer) {
        buffer.append(UInt8(ascii: "\""))
        for byte in text.normalizedNFC.utf8 { JSONEscape.appendEscaped(byte, to: &buffer) }
        buffer.append(UInt8(ascii: "\""))
    }
}

/// Compares one instant after another with the same instant.
final class InstantTester {
    private let other: Instant
    /// The instant's text as it is in a cell, without quotes.
    private let text: UnsafeMutableRawBufferPointer

    init(_ instant: Instant) {
        other = instant
        text = .allocate(byteCount: Instant.maximumTextLength, alignment: 1)
        textLength = instant.write(to: text)
    }

    private let textLength: Int

    deinit {
        text.deallocate()
    }

    /// How a cell's instant compares with the other one; nil if the cell has none.
    @inline(__always)
    func ordering(of cell: Cell) -> Orderings? {
        let bytes = cell.escapedText
        // Texts of instants to the second sort as the instants do.
        if bytes.count == Self.usualLength, textLength == Self.usualLength, let start = bytes.baseAddress,
            let other = text.baseAddress
        {
            let order = memcmp(start, other, Self.usualLength)
            return order < 0 ? .before : order > 0 ? .behind : .equal
        }
        return cell.instant.map { $0 < other ? .before : other < $0 ? .behind : .equal }
    }

    private static let usualLength = PackedInstant.textLength
}

/// Numbers in a few plain digits, which can be parsed without checking their form in full.
enum PlainNumber {
    /// A whole number with at most this many digits is exact as a `Double`; so are the powers of ten up to this one.
    private static let mostDigits = 15

    private static let powers: [Double] = (0...mostDigits).map { (0..<$0).reduce(1) { power, _ in power * 10 } }

    /// The value of a text such as `12`, `-3` or `0.25`; nil for any other text, which may still be a number.
    static func value(_ text: UnsafeRawBufferPointer) -> Double? {
        let isNegative = text.first == UInt8(ascii: "-")
        var (digits, fraction): (Int, Int?) = (0, nil)
        var number: Int64 = 0
        for byte in text.dropFirst(isNegative ? 1 : 0) {
            if byte == UInt8(ascii: "."), fraction == nil, digits > 0 {
                fraction = 0
                continue
            }
            guard 0x30...0x39 ~= byte, digits < mostDigits else { return nil }
            number = number * 10 + Int64(byte - 0x30)
            digits += 1
            fraction = fraction.map { $0 + 1 }
        }
        guard digits > 0, fraction != 0 else { return nil }
        // A single rounding, in the quotient, gives the same number as parsing the whole text.
        let value = Double(number) / powers[fraction ?? 0]
        return isNegative ? -value : value
    }
}

extension Cell {
    /// Whether two cells have the same text, or are both missing.
    func hasSameText(as other: Cell) -> Bool {
        if isMissing || other.isMissing { return isMissing && other.isMissing }
        if json.hasSameBytes(as: other.json) { return true }
        guard json.hasLetterBeyondLatin || other.json.hasLetterBeyondLatin else { return false }
        return text == other.text
    }

    /// The instant in a sign-up cell.
    @inline(__always)
    public var instant: Instant? { isMissing ? nil : Instant(isoText: escapedText) }
}

extension UnsafeRawBufferPointer {
    /// The first byte of U+0300.
    fileprivate static var lowestBeyondLatin: UInt8 { 0xCC }

    /// Whether there is a character from U+0300 on; all texts below that are in NFC. The first bytes of such characters
    /// are `lowestBeyondLatin` or higher.
    @inline(__always)
    var hasLetterBeyondLatin: Bool {
        var place = 0
        while place + 8 <= count {
            let word = loadUnaligned(fromByteOffset: place, as: UInt64.self)
            // The highest bit of each byte says whether the byte begins with 11, followed by 1, 01 or 0011.
            let isFirst = word & word << 1
            if isFirst & (word << 2 | word << 3 | word << 4 & word << 5) & 0x8080_8080_8080_8080 != 0 { return true }
            place += 8
        }
        while place < count {
            if self[place] >= Self.lowestBeyondLatin { return true }
            place += 1
        }
        return false
    }
}
