/// Reads the parts of dates and times from ASCII bytes.
struct DigitReader {
    private let bytes: UnsafeRawBufferPointer
    private var position = 0

    init(_ bytes: UnsafeRawBufferPointer) {
        self.bytes = bytes
    }

    var isAtEnd: Bool { position == bytes.count }

    /// Reads exactly `digits` digits; nil, without reading any, if they are not there.
    mutating func number(digits: Int) -> Int64? {
        guard position + digits <= bytes.count else { return nil }
        var value: Int64 = 0
        for index in position..<position + digits {
            let digit = bytes[index] &- 0x30
            guard digit <= 9 else { return nil }
            value = value * 10 + Int64(digit)
        }
        position += digits
        return value
    }

    /// Reads one digit or two.
    mutating func shortNumber() -> Int64? {
        number(digits: 2) ?? number(digits: 1)
    }

    mutating func skip(_ character: Unicode.Scalar) -> Bool {
        guard position < bytes.count, UInt32(bytes[position]) == character.value else { return false }
        position += 1
        return true
    }

    /// Reads `HH:MM`, `HH:MM:SS` or `HH:MM:SS.ffffff` (the fraction cut at microseconds).
    mutating func timeOfDay(into time: inout CalendarTime) -> Bool {
        guard let hour = shortNumber(), skip(":"), let minute = number(digits: 2) else { return false }
        time.hour = hour
        time.minute = minute
        guard skip(":") else { return true }
        guard let second = number(digits: 2) else { return false }
        time.second = second
        return fraction(into: &time)
    }

    /// Reads `HHMM`, `HHMMSS` or `HHMMSS.ffffff`.
    mutating func basicTimeOfDay(into time: inout CalendarTime) -> Bool {
        guard let hour = number(digits: 2), let minute = number(digits: 2) else { return false }
        time.hour = hour
        time.minute = minute
        guard let second = number(digits: 2) else { return true }
        time.second = second
        return fraction(into: &time)
    }

    /// Reads the fraction of a second, if there is one: after a point or a comma.
    private mutating func fraction(into time: inout CalendarTime) -> Bool {
        guard skip(".") || skip(",") else { return true }
        var scale: Int64 = 100_000
        guard var digit = number(digits: 1) else { return false }
        while true {
            time.microsecond += digit * scale
            scale /= 10
            guard let next = number(digits: 1) else { return true }
            digit = next
        }
    }

    /// Reads a word of ASCII letters, whatever their case; false, without reading any, if it is not there.
    private mutating func skip(word: StaticString) -> Bool {
        let end = position + word.utf8CodeUnitCount
        guard end <= bytes.count else { return false }
        for index in position..<end where bytes[index] & 0xDF != word.utf8Start[index - position] { return false }
        position = end
        return true
    }

    /// Reads an offset from UTC, in seconds, if there is one: `Z`, `UTC` and `GMT` are 0, then `+HH:MM`, `+HHMM` and
    /// `+HH`. A space may be before it.
    ///
    /// - Parameter offset: Unchanged if there is nothing more to read.
    /// - Returns: False for anything else.
    mutating func zoneOffset(into offset: inout Int64?) -> Bool {
        if isAtEnd { return true }
        _ = skip(" ")
        if skip(word: "Z") || skip(word: "UTC") || skip(word: "GMT") {
            offset = 0
            return true
        }
        let sign: Int64 = skip("-") ? -1 : 1
        guard sign < 0 || skip("+"), let hours = number(digits: 2), hours <= 23 else { return false }
        offset = sign * hours * 3600
        if isAtEnd { return true }
        _ = skip(":")
        guard let minutes = number(digits: 2), minutes <= 59 else { return false }
        offset = sign * (hours * 3600 + minutes * 60)
        return true
    }
}
