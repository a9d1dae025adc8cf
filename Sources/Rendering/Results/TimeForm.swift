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
