import Recipients

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
