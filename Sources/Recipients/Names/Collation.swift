/// A sort key for texts: by their letters, without regard to accents and case, then by accents, then by case, lower
/// case first. Punctuation comes before digits, digits before letters; `ß` counts as `ss`. The order is the same
/// wherever the program runs.
public struct CollationKey: Comparable, Sendable {
    private let bytes: [UInt8]

    /// The key of a text. Linear in its length.
    public init(_ text: String) {
        var bytes: [UInt8] = []
        var encoder = CollationEncoder()
        var text = text
        text.withUTF8 { encoder.append(UnsafeRawBufferPointer($0), to: &bytes) }
        self.bytes = bytes
    }

    /// Whether one text comes before the other.
    public static func < (one: CollationKey, other: CollationKey) -> Bool {
        one.bytes.lexicographicallyPrecedes(other.bytes)
    }
}

/// Writes sort keys: bytes whose order is the order of the texts.
///
/// A key has four parts, each of which decides if those before it are equal: the letters without their accents; the
/// accents and the letters they are on; the positions of the capitals; the text in NFC. Each ends with a zero, which no
/// other code begins with: so no key is a prefix of another, and what follows a key does not change its order.
public struct CollationEncoder {
    /// Pairs: the index of a letter, then its accent.
    private var accents: [UInt32] = []
    /// The indices of capitals.
    private var capitals: [UInt32] = []
    private var letters: UInt32 = 0

    /// An encoder, which can write many keys.
    public init() {}

    /// Appends the key of a text in UTF-8.
    public mutating func append(_ text: UnsafeRawBufferPointer, to key: inout [UInt8]) {
        accents.removeAll(keepingCapacity: true)
        capitals.removeAll(keepingCapacity: true)
        letters = 0
        let start = key.count
        var composed: String?
        if !appendShort(text, to: &key) {
            key.removeSubrange(start...)
            accents.removeAll(keepingCapacity: true)
            capitals.removeAll(keepingCapacity: true)
            letters = 0
            let whole = String(decoding: text, as: UTF8.self)
            for scalar in whole.normalizedNFD.unicodeScalars { append(scalar, to: &key) }
            composed = whole.normalizedNFC
        }
        key.append(0)
        // An accent or a capital later in the text, or none, comes first.
        for place in stride(from: 0, to: accents.count, by: 2) {
            CollationCode.appendDescending(accents[place], to: &key)
            CollationCode.appendAscending(accents[place + 1], to: &key)
        }
        key.append(0)
        for index in capitals { CollationCode.appendDescending(index, to: &key) }
        key.append(0)
        if var composed {
            composed.withUTF8 { Self.appendText(UnsafeRawBufferPointer($0), to: &key) }
        } else {
            Self.appendText(text, to: &key)
        }
    }

    private static func appendText(_ text: UnsafeRawBufferPointer, to key: inout [UInt8]) {
        for byte in text {
            key.append(byte)
            if byte == 0 { key.append(0xFF) }
        }
        key.append(0)
        key.append(0)
    }

    /// The first byte of the key of a text that begins with a byte in UTF-8; nil for a byte beyond ASCII.
    @inline(__always)
    public static func firstByte(for byte: UInt8) -> UInt8? {
        byte < 0x80 ? UInt8(truncatingIfNeeded: CollationCode.ofASCII[Int(byte)]) : nil
    }

    /// Appends the letters of a text of ASCII and Latin-1, which is in NFC; false if there is anything else in it.
    private mutating func appendShort(_ text: UnsafeRawBufferPointer, to key: inout [UInt8]) -> Bool {
        var place = 0
        while place < text.count {
            let byte = text[place]
            if byte < 0x80 {
                let code = CollationCode.ofASCII[Int(byte)]
                if code & CollationCode.capital != 0 { capitals.append(letters) }
                key.append(UInt8(truncatingIfNeeded: code))
                letters += 1
                place += 1
            } else {
                // The letters from U+00C0 to U+00FF. Where these are many, others are few.
                guard byte == 0xC3, place + 1 < text.count else { return false }
                for scalar in CollationCode.latin[Int(text[place + 1] & 0x3F)] { append(scalar, to: &key) }
                place += 2
            }
        }
        return true
    }

    /// - Parameter scalar: Of a text in NFD.
    private mutating func append(_ scalar: Unicode.Scalar, to key: inout [UInt8]) {
        if let byte = UInt8(exactly: scalar.value), byte < 0x80 {
            let code = CollationCode.ofASCII[Int(byte)]
            if code & CollationCode.capital != 0 { capitals.append(letters) }
            key.append(UInt8(truncatingIfNeeded: code))
            letters += 1
            return
        }
        if scalar.properties.canonicalCombiningClass != .notReordered {
            accents += [letters, scalar.value]
            return
        }
        let small = scalar.properties.lowercaseMapping
        if small != String(scalar) { capitals.append(letters) }
        for scalar in small.unicodeScalars {
            guard let base = Self.bases[scalar] else {
                CollationCode.append(scalar, to: &key)
                letters += 1
                continue
            }
            accents += [letters, scalar.value]
            for letter in base.unicodeScalars {
                CollationCode.append(letter, to: &key)
                letters += 1
            }
        }
    }

    /// Letters that are sorted as others but do not decompose into a letter and an accent.
    private static let bases: [Unicode.Scalar: String] = [
        "ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i", "ħ": "h",
    ]
}

/// The bytes of letters and numbers in keys. None begins with a zero, and none is a prefix of another.
///
/// There are three classes of characters, each in the order of Unicode: others, digits, letters. Those of ASCII are a
/// byte; the rest of a class comes after them, a byte for the class and three for the character.
private enum CollationCode {
    private static let otherClass: UInt8 = 0x44
    private static let digitClass: UInt8 = 0x4F
    private static let letterClass: UInt8 = 0x6A
    /// Marks the code of a capital, which is otherwise that of its lower-case letter.
    static let capital: UInt16 = 0x100

    /// The codes of ASCII.
    static let ofASCII: [UInt16] = {
        var next: UInt16 = 0x02
        return (0..<0x80 as Range<UInt16>).map { byte in
            switch byte {
            case 0x30...0x39: return 0x45 + byte - 0x30
            case 0x41...0x5A: return capital | 0x50 + byte - 0x41
            case 0x61...0x7A: return 0x50 + byte - 0x61
            default:
                defer { next += 1 }
                return next
            }
        }
    }()

    /// The characters from U+00C0 to U+00FF in NFD.
    static let latin: [[Unicode.Scalar]] = (0xC0...0xFF as ClosedRange<UInt8>).map {
        Array(String(Unicode.Scalar($0)).normalizedNFD.unicodeScalars)
    }

    static func append(_ scalar: Unicode.Scalar, to key: inout [UInt8]) {
        if scalar.isASCII {
            key.append(UInt8(truncatingIfNeeded: ofASCII[Int(scalar.value)]))
            return
        }
        let isDigit = scalar.properties.numericType != nil
        key.append(scalar.properties.isAlphabetic ? letterClass : isDigit ? digitClass : otherClass)
        append(UInt32(scalar.value), bytes: 3, to: &key)
    }

    /// Appends a number: smaller ones come first.
    static func appendAscending(_ number: UInt32, to key: inout [UInt8]) {
        if number < 0xF0 { return key.append(UInt8(number) + 1) }
        key.append(0xF1)
        append(number, bytes: 4, to: &key)
    }

    /// Appends a number: larger ones come first.
    static func appendDescending(_ number: UInt32, to key: inout [UInt8]) {
        if number < 0xF0 { return key.append(0xF1 - UInt8(number)) }
        key.append(0x01)
        append(.max - number, bytes: 4, to: &key)
    }

    private static func append(_ number: UInt32, bytes: UInt32, to key: inout [UInt8]) {
        for place in (0..<bytes).reversed() { key.append(UInt8(truncatingIfNeeded: number >> (8 * place))) }
    }
}
