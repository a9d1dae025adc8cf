/// A date of the proleptic Gregorian calendar and a time of day, in UTC unless something else is said.
struct CalendarTime: Hashable, Sendable {
    var year: Int64
    var month: Int64
    var day: Int64
    var hour: Int64 = 0
    var minute: Int64 = 0
    var second: Int64 = 0
    var microsecond: Int64 = 0

    /// Whether every component is within its range. Leap years count; there are no leap seconds.
    var isValid: Bool {
        guard (1...9999).contains(year), (1...12).contains(month) else { return false }
        return (1...Self.days(in: month, of: year)).contains(day)
            && (0...23).contains(hour) && (0...59).contains(minute) && (0...59).contains(second)
            && (0...999_999).contains(microsecond)
    }

    static func days(in month: Int64, of year: Int64) -> Int64 {
        switch month {
        case 2: return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0 ? 29 : 28
        case 4, 6, 9, 11: return 30
        default: return 31
        }
    }
}

extension Instant {
    static let microsecondsPerDay: Int64 = 86_400_000_000

    /// The instant of a date and time, by the era method (Howard Hinnant, "chrono-Compatible Low-Level Date
    /// Algorithms").
    init(_ time: CalendarTime) {
        let year = time.month <= 2 ? time.year - 1 : time.year
        let era = year.flooredQuotient(by: 400)
        let yearOfEra = year - era * 400
        let dayOfYear = (153 * (time.month + (time.month > 2 ? -3 : 9)) + 2) / 5 + time.day - 1
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
        let days = era * 146_097 + dayOfEra - 719_468
        let seconds = ((days * 24 + time.hour) * 60 + time.minute) * 60 + time.second
        self.init(microseconds: seconds * 1_000_000 + time.microsecond)
    }

    /// This instant's date and time in UTC, by the inverse of the same method.
    var calendarTime: CalendarTime {
        let days = microseconds.flooredQuotient(by: Self.microsecondsPerDay)
        var rest = microseconds - days * Self.microsecondsPerDay
        let shifted = days + 719_468
        let era = shifted.flooredQuotient(by: 146_097)
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shiftedMonth = (5 * dayOfYear + 2) / 153
        let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
        let microsecond = rest % 1_000_000
        rest /= 1_000_000
        return CalendarTime(
            year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0),
            month: month,
            day: dayOfYear - (153 * shiftedMonth + 2) / 5 + 1,
            hour: rest / 3600,
            minute: rest / 60 % 60,
            second: rest % 60,
            microsecond: microsecond
        )
    }

    /// Midnight, UTC, of this instant's day.
    var startOfDay: Instant {
        Instant(microseconds: microseconds.flooredQuotient(by: Self.microsecondsPerDay) * Self.microsecondsPerDay)
    }
}

extension Int64 {
    /// Division that rounds towards negative infinity. The divisor is positive.
    func flooredQuotient(by divisor: Int64) -> Int64 {
        self >= 0 ? self / divisor : -((divisor - 1 - self) / divisor)
    }
}
