/// A point in time, in UTC, to the microsecond.
///
/// Years 1 to 9999 can be written and read; see `Instant+Text.swift`.
public struct Instant: Hashable, Comparable, Sendable {
    /// Microseconds since 1970-01-01T00:00:00Z.
    public let microseconds: Int64

    /// The instant so many microseconds after 1970-01-01T00:00:00Z.
    public init(microseconds: Int64) {
        self.microseconds = microseconds
    }

    /// The instant `seconds` after 1970-01-01T00:00:00Z.
    public init(unixSeconds seconds: Int64) {
        microseconds = seconds * 1_000_000
    }

    /// 0001-01-01T00:00:00Z, the earliest instant that can be written.
    public static let earliest = Instant(unixSeconds: -62_135_596_800)

    /// 9999-12-31T23:59:59.999999Z, the latest instant that can be written.
    public static let latest = Instant(microseconds: 253_402_300_800_000_000 - 1)

    public static func < (left: Instant, right: Instant) -> Bool {
        left.microseconds < right.microseconds
    }

    /// The instant a span later, or nil if it cannot be written.
    public func advanced(by span: TimeSpan) -> Instant? {
        let (sum, overflow) = microseconds.addingReportingOverflow(span.microseconds)
        guard !overflow, sum >= Self.earliest.microseconds, sum <= Self.latest.microseconds else { return nil }
        return Instant(microseconds: sum)
    }

    /// The span from `other` to this instant; negative when `other` is later.
    public func since(_ other: Instant) -> TimeSpan {
        TimeSpan(microseconds: microseconds - other.microseconds)
    }
}

extension Instant {
    /// Whether a text is an instant to the second exactly as `description` writes it: `2026-01-31T10:00:00Z`. Then it
    /// can be stored unchanged.
    ///
    /// Also false for the 29th of February, which needs the full check.
    @inline(__always)
    public static func isCanonical(_ text: UnsafeRawBufferPointer) -> Bool {
        canonicalDigits(of: text) != nil
    }

    /// Reads an instant for which `isCanonical` is true; nil for any other text.
    @inline(__always)
    init?(canonical text: UnsafeRawBufferPointer) {
        guard let (date, time, rest) = Self.canonicalDigits(of: text) else { return nil }
        func number(_ digits: UInt64, _ position: UInt64) -> Int64 {
            Int64(truncatingIfNeeded: Self.number(digits, at: position))
        }
        self.init(
            CalendarTime(
                year: number(date, 0) * 100 + number(date, 2), month: number(date, 5), day: number(time, 0),
                hour: number(time, 3), minute: number(time, 6), second: number(rest, 5)))
    }

    /// The values of the digits of a canonical text, at their places in its first, second and last eight bytes.
    @inline(__always)
    private static func canonicalDigits(of text: UnsafeRawBufferPointer) -> (UInt64, UInt64, UInt64)? {
        guard text.count == 20, let start = text.baseAddress else { return nil }
        // With the expected bytes taken away, digits are 0 to 9 and separators 0.
        let date = start.loadUnaligned(as: UInt64.self).littleEndian ^ word("0000-00-")
        let time = start.loadUnaligned(fromByteOffset: 8, as: UInt64.self).littleEndian ^ word("00T00:00")
        // The last eight bytes, the first four of which are of `time` as well.
        let rest = start.loadUnaligned(fromByteOffset: 12, as: UInt64.self).littleEndian ^ word("0:00:00Z")
        let separators = date & 0xFF00_00FF_0000_0000 | time & 0x0000_FF00_00FF_0000 | rest & 0xFF00_00FF_0000_FF00
        let notDigits = (date | date &+ tens) | (time | time &+ tens) | (rest | rest &+ tens)
        guard separators == 0, notDigits & 0xF0F0_F0F0_F0F0_F0F0 == 0 else { return nil }
        let month = number(date, at: 5)
        let day = number(time, at: 0)
        guard date & 0xFFFF_FFFF != 0, 1...12 ~= month, number(time, at: 3) < 24, number(time, at: 6) < 60,
            number(rest, at: 5) < 60,
            1...28 ~= day || (month != 2 && (29...30 ~= day || (day == 31 && longMonths >> month & 1 == 1)))
        else { return nil }
        return (date, time, rest)
    }

    /// The day of a text of the form `31.12.2024` or `31-12-2024`, as most dates in European files are; nil for any
    /// other text, and for days that do not exist.
    static func europeanDay(_ text: UnsafeRawBufferPointer) -> CalendarTime? {
        guard text.count == 10, let start = text.baseAddress else { return nil }
        let hyphens = text[2] == UInt8(ascii: "-")
        let first = start.loadUnaligned(as: UInt64.self).littleEndian ^ (hyphens ? word("00-00-00") : word("00.00.00"))
        // The last eight bytes, six of which are in `first` as well.
        let last =
            start.loadUnaligned(fromByteOffset: 2, as: UInt64.self).littleEndian
            ^ (hyphens ? word("-00-0000") : word(".00.0000"))
        let notDigits = (first | first &+ tens) | (last | last &+ tens)
        guard first & 0x0000_FF00_00FF_0000 == 0, notDigits & 0xF0F0_F0F0_F0F0_F0F0 == 0 else { return nil }
        func number(_ digits: UInt64, _ position: UInt64) -> Int64 {
            Int64(truncatingIfNeeded: Self.number(digits, at: position))
        }
        let day = CalendarTime(
            year: number(last, 4) * 100 + number(last, 6), month: number(first, 3), day: number(first, 0))
        return day.isValid ? day : nil
    }

    /// The form of the text with the digits of a time: the opposite of `canonicalDigits(of:)`.
    static func canonicalText(of time: CalendarTime) -> (UInt64, UInt64, UInt32) {
        func digits(_ number: Int64, _ position: UInt64) -> UInt64 {
            let number = UInt64(truncatingIfNeeded: number)
            return (number / 10 | (number % 10) << 8) << (8 * position)
        }
        // Only years that cannot be written have more than four digits.
        let year = Int64(truncatingIfNeeded: time.year.magnitude % 10_000)
        let date = word("0000-00-") | digits(year / 100, 0) | digits(year % 100, 2) | digits(time.month, 5)
        let clock = word("00T00:00") | digits(time.day, 0) | digits(time.hour, 3) | digits(time.minute, 6)
        let rest = word(":00Z\0\0\0\0") | digits(time.second, 1)
        return (date.littleEndian, clock.littleEndian, UInt32(truncatingIfNeeded: rest).littleEndian)
    }

    /// Added to four bits, it gives 16 or more unless they are a digit.
    private static var tens: UInt64 { 0x0606_0606_0606_0606 }
    /// A bit for each month of 31 days.
    private static var longMonths: UInt64 { 0b1_0101_1010_1010 }

    @inline(__always)
    private static func word(_ text: StaticString) -> UInt64 {
        // In bounds: the texts above have eight bytes.
        UnsafeRawPointer(text.utf8Start).loadUnaligned(as: UInt64.self).littleEndian
    }

    /// The number that two digits make, in a word whose lowest byte is the first digit.
    @inline(__always)
    private static func number(_ digits: UInt64, at position: UInt64) -> UInt64 {
        (digits >> (8 * position) & 0xFF) * 10 + (digits >> (8 * position + 8) & 0xFF)
    }
}
