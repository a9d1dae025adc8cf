/// How clocks change every year, as the last line of a time zone's file says it: `CET-1CEST,M3.5.0,M10.5.0/3`.
struct YearlyRule: Hashable, Sendable {
    /// In seconds ahead of UTC.
    let standard: Int64
    /// Nil where clocks do not change.
    let summer: Summer?

    /// The part of the year in which clocks show another time.
    struct Summer: Hashable, Sendable {
        /// In seconds ahead of UTC.
        let offset: Int64
        let begins: Day
        let ends: Day
    }

    /// A day of any year and a time on it, as clocks show it until then.
    struct Day: Hashable, Sendable {
        enum Kind: Hashable, Sendable {
            /// The nth such weekday (0 is Sunday) of a month; the fifth is the last.
            case weekday(month: Int64, week: Int64, day: Int64)
            /// From 1 to 365; the 29th of February has no number.
            case dayOfYear(Int64)
            /// From 0 to 365.
            case zeroBasedDay(Int64)
        }

        let kind: Kind
        /// Seconds after midnight; negative for the day before.
        let time: Int64

        /// The moment in a year, in seconds since 1970-01-01T00:00:00 as the clocks that are about to change show it.
        func second(in year: Int64) -> Int64 {
            let start = Self.days(year, 1, 1)
            let day: Int64
            switch kind {
            case .dayOfYear(let number):
                let isLeap = CalendarTime.days(in: 2, of: year) == 29
                day = start + number - 1 + (isLeap && number >= 60 ? 1 : 0)
            case .zeroBasedDay(let number): day = start + number
            case .weekday(let month, let week, let weekday):
                let first = Self.days(year, month, 1)
                // The first of January 1970 was a Thursday.
                let firstWeekday = (first + 4) - (first + 4).flooredQuotient(by: 7) * 7
                var number = first + (weekday - firstWeekday + 7) % 7 + (week - 1) * 7
                if number >= first + CalendarTime.days(in: month, of: year) { number -= 7 }
                day = number
            }
            return day * 86_400 + time
        }

        /// Days since 1970-01-01.
        private static func days(_ year: Int64, _ month: Int64, _ day: Int64) -> Int64 {
            Instant(CalendarTime(year: year, month: month, day: day)).microseconds
                .flooredQuotient(by: Instant.microsecondsPerDay)
        }
    }

    /// How far clocks are ahead of UTC.
    ///
    /// - Parameter second: In seconds since 1970-01-01T00:00:00Z.
    func offset(at second: Int64) -> Int64 {
        guard let summer else { return standard }
        let year = Instant(unixSeconds: second + standard).calendarTime.year
        let begins = summer.begins.second(in: year) - standard
        let ends = summer.ends.second(in: year) - summer.offset
        // In the southern hemisphere, summer spans the turn of the year.
        let isSummer =
            begins < ends ? second >= begins && second < ends : second >= begins || second < ends
        return isSummer ? summer.offset : standard
    }
}

extension YearlyRule {
    /// Reads the notation of POSIX's `TZ`, with the hours up to 167 that RFC 9636 allows.
    ///
    /// - Returns: Nil for anything else.
    init?(_ text: some StringProtocol) {
        var reader = RuleReader(Array(text.utf8))
        guard reader.skipName(), let west = reader.readTime() else { return nil }
        standard = -west
        guard !reader.isAtEnd else {
            summer = nil
            return
        }
        guard reader.skipName() else { return nil }
        var offset = standard + 3600
        if !reader.isNext(",") {
            guard let west = reader.readTime() else { return nil }
            offset = -west
        }
        guard reader.skip(","), let begins = reader.readDay(), reader.skip(","), let ends = reader.readDay(),
            reader.isAtEnd
        else { return nil }
        summer = Summer(offset: offset, begins: begins, ends: ends)
    }
}

/// Reads the parts of a yearly rule.
private struct RuleReader {
    private let bytes: [UInt8]
    private var position = 0

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
    }

    var isAtEnd: Bool { position == bytes.count }

    func isNext(_ character: Unicode.Scalar) -> Bool {
        position < bytes.count && UInt32(bytes[position]) == character.value
    }

    mutating func skip(_ character: Unicode.Scalar) -> Bool {
        guard isNext(character) else { return false }
        position += 1
        return true
    }

    /// `CET` or `<+03>`.
    mutating func skipName() -> Bool {
        let start = position
        if skip("<") {
            while position < bytes.count, !isNext(">") { position += 1 }
            return skip(">")
        }
        while position < bytes.count, (0x41...0x5A).contains(bytes[position] & 0xDF) { position += 1 }
        return position > start
    }

    private mutating func readNumber(to highest: Int64) -> Int64? {
        let start = position
        var value: Int64 = 0
        while position < bytes.count, case let digit = bytes[position] &- 0x30, digit <= 9, position < start + 3 {
            value = value * 10 + Int64(digit)
            position += 1
        }
        return position > start && value <= highest ? value : nil
    }

    /// `[+-]hh[:mm[:ss]]`, in seconds.
    mutating func readTime() -> Int64? {
        let sign: Int64 = skip("-") ? -1 : 1
        if sign == 1 { _ = skip("+") }
        guard let hours = readNumber(to: 167) else { return nil }
        var seconds = hours * 3600
        if skip(":") {
            guard let minutes = readNumber(to: 59) else { return nil }
            seconds += minutes * 60
            if skip(":") {
                guard let rest = readNumber(to: 59) else { return nil }
                seconds += rest
            }
        }
        return sign * seconds
    }

    /// `M3.5.0`, `J60` or `59`, which `/` and a time may follow; the default is two o'clock.
    mutating func readDay() -> YearlyRule.Day? {
        let kind: YearlyRule.Day.Kind
        if skip("M") {
            guard let month = readNumber(to: 12), month >= 1, skip("."), let week = readNumber(to: 5), week >= 1,
                skip("."), let day = readNumber(to: 6)
            else { return nil }
            kind = .weekday(month: month, week: week, day: day)
        } else if skip("J") {
            guard let day = readNumber(to: 365), day >= 1 else { return nil }
            kind = .dayOfYear(day)
        } else {
            guard let day = readNumber(to: 365) else { return nil }
            kind = .zeroBasedDay(day)
        }
        guard skip("/") else { return YearlyRule.Day(kind: kind, time: 7200) }
        return readTime().map { YearlyRule.Day(kind: kind, time: $0) }
    }
}
