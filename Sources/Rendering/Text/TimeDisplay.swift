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

/// Instants in the sentences of messages.
public enum MessageTimes {
    /// A message with the instants around the present in words: `backup 1 expired yesterday 00:30`. Only what is
    /// written exactly as this program writes instants counts, and quoted text is the user's.
    ///
    /// Messages themselves have instants in full, so that what a script finds in them does not depend on a terminal.
    public static func told(_ message: String, at time: AccountTime) -> String {
        var words: [Substring] = []
        var isQuoted = false
        for word in message.split(separator: " ", omittingEmptySubsequences: false) {
            if !isQuoted, let near = near(word, at: time) {
                if words.last == "at" { words.removeLast() }
                words.append(near)
            } else {
                words.append(word)
            }
            if !word.count(where: { $0 == "\"" }).isMultiple(of: 2) { isQuoted.toggle() }
        }
        return words.joined(separator: " ")
    }

    /// A word that is an instant around the present, in words and with the punctuation that it has.
    private static func near(_ word: Substring, at time: AccountTime) -> Substring? {
        let start = word.first == "(" ? "(" : ""
        let core = word.dropFirst(start.count).prefix { $0.isLetter || $0.isNumber || "-+:.".contains($0) }
        let text = core.reversed().drop { ".:".contains($0) }.reversed()
        guard let instant = Instant(String(text)) else { return nil }
        let zoned = ZonedInstant(instant, in: time.zone)
        guard String(text) == zoned.description, let near = zoned.nearDay(now: time.now) else { return nil }
        return Substring(start + near) + word.dropFirst(start.count + text.count)
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
