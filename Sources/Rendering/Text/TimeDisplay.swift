public import Recipients

/// How a result shows instants.
struct TimeDisplay: Equatable {
    /// The account's time zone.
    var zone = ZoneRules.utc
    /// The present, where people are at a terminal: near instants are then told in words. Nil elsewhere.
    var now: Instant?

    /// In UTC, without words.
    static let plain = TimeDisplay()

    /// The form that a table uses if it has the room.
    var form: TimeForm { now == nil ? .full : .near }

    /// An instant as a record or a list shows it.
    func text(_ instant: Instant, column: String) -> String {
        text(instant, column: column, as: now == nil ? .full : .words)
    }

    /// An instant in one of the forms.
    ///
    /// - Parameter column: The name of the value: for some, people want to know how far away they are.
    func text(_ instant: Instant, column: String, as form: TimeForm) -> String {
        let zoned = ZonedInstant(instant, in: zone)
        switch form {
        case .full: return "\(zoned)"
        case .minutes:
            return now.flatMap { zoned.nearDay(now: $0) } ?? "\(zoned.day) \(zoned.timeOfDay)"
        case .near: return now.flatMap { zoned.nearDay(now: $0) } ?? "\(zoned)"
        case .words:
            guard let now else { return "\(zoned)" }
            if let near = zoned.nearDay(now: now) { return near }
            guard Self.relativeColumns.contains(column) else { return "\(zoned)" }
            return "\(zoned) (\(RelativeTime.distance(instant, now: now)))"
        }
    }

    private static let relativeColumns: Set = ["expires", "created", "deleted"]
}

/// A form of the instants in a table. A narrow window gets shorter ones.
enum TimeForm: Equatable {
    /// Like `near`, with the distance from now for columns where that is useful: `2026-01-31T00:00:00Z (in 3 days)`.
    case words
    /// `yesterday 15:04` for days around the present, in full for others.
    case near
    /// `2026-01-31T00:00:00+01:00`
    case full
    /// Like `near`, but `2026-01-31 00:00` for other days.
    case minutes
}

/// Short instants, for lists with little room.
public enum ShortTime {
    /// `yesterday 15:04` for days around the present, `2026-01-31 15:04` for others.
    ///
    /// - Parameters:
    ///   - instant: The instant, in the account's time zone.
    ///   - now: The present.
    public static func text(_ instant: ZonedInstant, now: Instant) -> String {
        instant.nearDay(now: now) ?? "\(instant.day) \(instant.timeOfDay)"
    }
}

/// The distance between two instants, in the words people use.
enum RelativeTime {
    /// `in 3 days`, `2 hours ago`.
    ///
    /// - Parameter now: The instant from which the distance is counted. Fractions of a unit are dropped.
    static func distance(_ instant: Instant, now: Instant) -> String {
        let seconds = instant.since(now).seconds
        let distance = length(seconds.magnitude)
        guard let distance else { return "now" }
        return seconds < 0 ? "\(distance) ago" : "in \(distance)"
    }

    /// A length of time in its largest unit; nil for less than a minute.
    private static func length(_ seconds: UInt64) -> String? {
        let units: [(name: String, seconds: UInt64, from: UInt64)] = [
            ("year", 31_556_952, 63_113_904), ("month", 2_629_746, 5_184_000), ("day", 86_400, 86_400),
            ("hour", 3600, 3600), ("minute", 60, 60),
        ]
        guard let unit = units.first(where: { seconds >= $0.from }) else { return nil }
        let count = seconds / unit.seconds
        return "\(count) \(unit.name)\(count == 1 ? "" : "s")"
    }
}
