/// The time of an account: its present, and the zone in which people read and write times.
public struct AccountTime: Hashable, Sendable {
    /// The present.
    public let now: Instant
    /// The zone whose clocks people read.
    public let zone: ZoneRules

    /// The time of an account.
    public init(now: Instant, zone: ZoneRules) {
        self.now = now
        self.zone = zone
    }
}

/// An instant for people to read, in a time zone.
public struct ZonedInstant: Hashable, Sendable {
    /// The point in time.
    public let instant: Instant
    /// The zone whose clocks people read.
    public let zone: ZoneRules

    /// An instant as clocks of a zone show it.
    public init(_ instant: Instant, in zone: ZoneRules) {
        self.instant = instant
        self.zone = zone
    }

    /// The day that clocks show: `2026-01-31`.
    public var day: String { String(zone.shifted(instant).description.prefix(10)) }

    /// The time of day that clocks show, to the minute: `15:04`.
    public var timeOfDay: String { String(zone.shifted(instant).description.dropFirst(11).prefix(5)) }

    /// The instant in RFC 3339, or the day alone if it is the start of one.
    public var shortest: String { zone.startOfDay(of: instant) == instant ? day : description }

    /// `today 15:04`, `yesterday 15:04` or `tomorrow 15:04`; nil for other days.
    ///
    /// - Parameter now: The present.
    public func nearDay(now: Instant) -> String? {
        switch days(after: now) {
        case -1: "yesterday \(timeOfDay)"
        case 0: "today \(timeOfDay)"
        case 1: "tomorrow \(timeOfDay)"
        default: nil
        }
    }

    /// How many calendar days the day of this instant is after that of another; negative if it is before.
    public func days(after other: Instant) -> Int64 {
        let difference = zone.shifted(instant).startOfDay.microseconds - zone.shifted(other).startOfDay.microseconds
        return difference / Instant.microsecondsPerDay
    }
}

extension ZonedInstant: CustomStringConvertible {
    /// RFC 3339 with the offset of the zone, `Z` if that is zero: `2026-03-20T15:04:05+01:00`.
    ///
    /// RFC 3339 has no offsets of seconds, as clocks had them until about 1900, and no years beyond 9999: such an
    /// instant is written in UTC.
    public var description: String {
        let shifted = zone.shifted(instant)
        let offset = (shifted.microseconds - instant.microseconds) / 1_000_000
        let fits = shifted >= .earliest && shifted <= .latest && offset % 60 == 0
        var text = (fits ? shifted : instant).description
        if fits {
            text.removeLast()
            text += Self.offsetText(minutes: offset / 60)
        }
        return text
    }

    private static func offsetText(minutes: Int64) -> String {
        guard minutes != 0 else { return "Z" }
        func twoDigits(_ number: Int64) -> String { number < 10 ? "0\(number)" : "\(number)" }
        let distance = abs(minutes)
        return "\(minutes < 0 ? "-" : "+")\(twoDigits(distance / 60)):\(twoDigits(distance % 60))"
    }
}
