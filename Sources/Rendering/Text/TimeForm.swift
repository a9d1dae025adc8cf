import Recipients

/// How a table writes its instants. A narrow window gets shorter ones.
enum TimeForm: Equatable {
    /// In full, with the distance from now where people think in it: `2026-01-31T00:00:00Z (in 3 days)`.
    case relative(to: Instant)
    /// `2026-01-31T00:00:00Z`
    case full
    /// `2026-01-31T00:00Z`
    case minutes
    /// `2026-01-31`
    case days

    func text(_ instant: Instant, column: String) -> String {
        let full = "\(instant)"
        switch self {
        case .relative(let now) where Self.relativeColumns.contains(column):
            return "\(full) (\(RelativeTime.text(instant, now: now)))"
        case .relative, .full: return full
        case .minutes: return full.prefix(16) + "Z"
        case .days: return String(full.prefix(10))
        }
    }

    /// The forms from the longest to the shortest.
    ///
    /// - Parameter now: What distances are told from; nil to tell none.
    static func all(now: Instant?) -> [TimeForm] {
        (now.map { [.relative(to: $0)] } ?? []) + [.full, .minutes, .days]
    }

    private static let relativeColumns: Set = ["expires", "created"]
}

/// How far an instant is from another, in the words people think in: `in 3 days`, `2 hours ago`.
enum RelativeTime {
    /// - Parameter now: What is told from. Parts of a unit are left out.
    static func text(_ instant: Instant, now: Instant) -> String {
        let seconds = instant.since(now).seconds
        let distance = distance(seconds.magnitude)
        guard let distance else { return "now" }
        return seconds < 0 ? "\(distance) ago" : "in \(distance)"
    }

    /// A length of time in its largest unit; nil for less than a minute.
    private static func distance(_ seconds: UInt64) -> String? {
        let units: [(name: String, seconds: UInt64, from: UInt64)] = [
            ("year", 31_556_952, 63_113_904), ("month", 2_629_746, 5_184_000), ("day", 86_400, 86_400),
            ("hour", 3600, 3600), ("minute", 60, 60),
        ]
        guard let unit = units.first(where: { seconds >= $0.from }) else { return nil }
        let count = seconds / unit.seconds
        return "\(count) \(unit.name)\(count == 1 ? "" : "s")"
    }
}
