public import Recipients

/// Numbers as the language writes them: `3`, `-1`, `2.5`, `1e6`.
public enum Numeral {
    /// The number that a text stands for; nil for anything else, and for a number that is not finite.
    public static func value(_ text: some StringProtocol) -> Double? {
        guard let value = parsed(text), value.isFinite else { return nil }
        return value
    }

    /// Whether a text is written like a number, but stands for one that is too large to be represented.
    static func isTooLarge(_ text: some StringProtocol) -> Bool { parsed(text)?.isFinite == false }

    /// The number that a text stands for, which may be infinite; nil for anything else.
    private static func parsed(_ text: some StringProtocol) -> Double? {
        guard let first = text.utf8.first, isDigit(first) || first == Ascii.minus else { return nil }
        var rest = Substring(text).utf8
        if rest.first == Ascii.minus { rest.removeFirst() }
        guard skipDigits(&rest) else { return nil }
        if rest.first == Ascii.dot {
            rest.removeFirst()
            guard skipDigits(&rest) else { return nil }
        }
        if let letter = rest.first, Ascii.lowercased(letter) == UInt8(ascii: "e") {
            rest.removeFirst()
            if let sign = rest.first, sign == Ascii.minus || sign == UInt8(ascii: "+") { rest.removeFirst() }
            guard skipDigits(&rest) else { return nil }
        }
        return rest.isEmpty ? Double(String(text)) : nil
    }

    private static func isDigit(_ byte: UInt8) -> Bool {
        byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9")
    }

    private static func skipDigits(_ rest: inout Substring.UTF8View) -> Bool {
        guard let first = rest.first, isDigit(first) else { return false }
        while let next = rest.first, isDigit(next) { rest.removeFirst() }
        return true
    }
}

/// Durations as the language writes them, in one word or two.
public enum DurationText {
    /// The duration that a text stands for: `31d`, `31 days`; nil for anything else.
    public static func value(_ text: String) -> TimeSpan? {
        if let span = TimeSpan(text) { return span }
        guard let (count, unit) = words(text), let count = Int64(count) else { return nil }
        return TimeSpan(count, unit)
    }

    /// Whether a text is written like a duration, but may stand for one that is too long to be represented.
    public static func isWritten(_ text: String) -> Bool { TimeSpan.isWritten(text) || words(text) != nil }

    private static func words(_ text: String) -> (count: Substring, unit: TimeSpan.Unit)? {
        let words = text.split(separator: " ")
        guard words.count == 2, words[1].count > 1, words[0].isOfDigits, let unit = TimeSpan.Unit(words[1])
        else { return nil }
        return (words[0], unit)
    }
}

/// The ids of backups as users write them.
public enum BackupNumber {
    /// Whether a text is a whole number, of any size. 0 is an id that no backup gets.
    public static func isWritten(_ text: String) -> Bool { text.isOfDigits }

    /// The id that a text stands for; nil if it is not a whole number, or is greater than any id.
    public static func value(_ text: String) -> Int? {
        isWritten(text) ? Int(text) : nil
    }
}

/// Numbers of rows as users write them.
public enum RowCount {
    /// The number that a text stands for; nil if it is not a whole number from 0. A number too large to be represented
    /// means all rows.
    public static func value(_ text: String) -> Int? {
        text.isOfDigits ? Int(text) ?? .max : Numeral.value(text).flatMap(value)
    }

    /// The same for a number.
    public static func value(_ number: Double) -> Int? {
        guard number >= 0, number == number.rounded() else { return nil }
        return Int(exactly: number) ?? .max
    }
}

extension StringProtocol {
    /// Whether the text is a whole number from 0, of any size.
    var isOfDigits: Bool { !isEmpty && utf8.allSatisfy { (0x30...0x39).contains($0) } }
}
