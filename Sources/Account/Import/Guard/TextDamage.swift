/// The damage that spreadsheets and wrong encodings do to a value, judged by its bytes before and after.
struct TextDamage: OptionSet {
    let rawValue: UInt8

    /// The old value was a number with leading zeros.
    static let hadZeros = TextDamage(rawValue: 1)
    /// The new value is the same number without them, perhaps in scientific notation.
    static let lostZeros = TextDamage(rawValue: 2)
    /// The old value was a number so long that a spreadsheet shows it in scientific notation.
    static let hadDigits = TextDamage(rawValue: 4)
    /// The new value is a number in scientific notation.
    static let lostDigits = TextDamage(rawValue: 8)
    /// The old value had letters outside ASCII.
    static let hadLetters = TextDamage(rawValue: 16)
    /// In the new value they are garbled or missing.
    static let lostLetters = TextDamage(rawValue: 32)

    init(rawValue: UInt8) {
        self.rawValue = rawValue
    }

    /// - Parameters:
    ///   - before: The old text, with its JSON escapes.
    ///   - after: The new text, likewise; nil if it is unchanged.
    init(_ before: UnsafeRawBufferPointer, becoming after: UnsafeRawBufferPointer?) {
        self = []
        guard let first = before.first else { return }
        if first &- UInt8(ascii: "0") < 10 || first == UInt8(ascii: "+") {
            noteNumber(before, becoming: after)
        } else if before.contains(where: { $0 >= 0x80 }) {
            noteLetters(before, becoming: after)
        }
    }
}

// MARK: Numbers

extension TextDamage {
    /// Numbers with at least this many digits are shown in scientific notation by a spreadsheet.
    private static let scientificDigits = 12
    /// With fewer digits, a number is not taken for the origin of one in scientific notation.
    private static let leastDigits = 6

    private mutating func noteNumber(_ before: UnsafeRawBufferPointer, becoming after: UnsafeRawBufferPointer?) {
        // `+491701234567`
        let number = before.dropFirst(before.first == UInt8(ascii: "+") ? 1 : 0)
        guard !number.isEmpty, number.allSatisfy({ $0 &- UInt8(ascii: "0") < 10 }) else {
            if before.contains(where: { $0 >= 0x80 }) { noteLetters(before, becoming: after) }
            return
        }
        let digits = number.drop { $0 == UInt8(ascii: "0") }
        let exponent = after.flatMap { Self.exponent(of: $0, beginningLike: digits) }
        if number.count > 1, digits.count < number.count {
            insert(.hadZeros)
            if let after, exponent == digits.count - 1 || Self.isNumber(after, digits) { insert(.lostZeros) }
        }
        if digits.count >= Self.scientificDigits { insert(.hadDigits) }
        if exponent != nil, digits.count >= Self.leastDigits { insert([.hadDigits, .lostDigits]) }
    }

    /// Whether a text is the number with these digits, as it is or in the form of numbers that may have fractions.
    private static func isNumber(_ text: UnsafeRawBufferPointer, _ digits: Slice<UnsafeRawBufferPointer>) -> Bool {
        let zero = [UInt8(ascii: "0")]
        let number = digits.isEmpty ? zero[...] : Array(digits)[...]
        return [[], Array(".0".utf8), Array(",0".utf8)].contains { text.elementsEqual(number + $0) }
    }

    /// The exponent of a number in scientific notation that begins with the same digit: 11 of `4.91702E+11`; nil for
    /// any other text.
    private static func exponent(
        of text: UnsafeRawBufferPointer, beginningLike digits: Slice<UnsafeRawBufferPointer>
    ) -> Int? {
        guard let e = text.firstIndex(where: { $0 | 0x20 == UInt8(ascii: "e") }) else { return nil }
        let mantissa = text[..<e]
        let exponent = text[(e + 1)...].drop { $0 == UInt8(ascii: "+") }
        func isDigit(_ byte: UInt8) -> Bool { byte &- UInt8(ascii: "0") < 10 }
        guard let first = mantissa.first, first == digits.first, exponent.allSatisfy(isDigit) else { return nil }
        let fraction = mantissa.dropFirst()
        let isPoint = fraction.first.map { $0 == UInt8(ascii: ".") || $0 == UInt8(ascii: ",") } ?? true
        guard isPoint, fraction.dropFirst().allSatisfy(isDigit) else { return nil }
        return Int(String(decoding: exponent, as: UTF8.self))
    }
}

// MARK: Letters

extension TextDamage {
    private mutating func noteLetters(_ before: UnsafeRawBufferPointer, becoming after: UnsafeRawBufferPointer?) {
        let old = Array(String(decoding: before, as: UTF8.self).unicodeScalars)
        guard old.contains(where: { !$0.isASCII && $0.properties.isAlphabetic }) else { return }
        insert(.hadLetters)
        guard let after else { return }
        if GarbledText.isGarbled(Array(String(decoding: after, as: UTF8.self).unicodeScalars), of: old) {
            insert(.lostLetters)
        }
    }
}
