/// A length of time, to the microsecond.
public struct TimeSpan: Hashable, Comparable, Sendable {
    /// The length; negative from an instant to an earlier one.
    public let microseconds: Int64

    /// A length in microseconds.
    public init(microseconds: Int64) {
        self.microseconds = microseconds
    }

    /// A length in seconds.
    public init(seconds: Int64) {
        microseconds = seconds * 1_000_000
    }

    public static func < (left: TimeSpan, right: TimeSpan) -> Bool {
        left.microseconds < right.microseconds
    }

    /// The longest span that can be written or stored: 400,000,000,000 seconds, 12,675 years. It is a round number
    /// beyond the time between any two instants, the years 1 and 9999; in microseconds it is far from overflow.
    public static let longest = TimeSpan(seconds: 400_000_000_000)

    /// Whole seconds; a fraction is dropped.
    public var seconds: Int64 { microseconds / 1_000_000 }

    /// A span of so many of a unit, or nil if it is longer than `longest`.
    public init?(_ count: Int64, _ unit: Unit) {
        let (seconds, overflow) = count.multipliedReportingOverflow(by: unit.seconds)
        guard !overflow, seconds.magnitude <= Self.longest.seconds.magnitude else { return nil }
        self.init(seconds: seconds)
    }

    /// The units that durations are written in.
    public enum Unit: String, CaseIterable, Sendable {
        /// A day has 24 hours and a week 7 days: time zones and their changes do not count.
        case second, minute, hour, day, week

        /// How long one of it is.
        public var seconds: Int64 {
            switch self {
            case .second: 1
            case .minute: 60
            case .hour: 3600
            case .day: 86_400
            case .week: 604_800
            }
        }

        /// Reads a unit as it is written out (`days`, `Hour`) or as a suffix (`d`, `h`). `M` is none: for many programs
        /// it is a month.
        public init?(_ word: some StringProtocol) {
            if word == "M" { return nil }
            let word = word.lowercased()
            guard let unit = Self.allCases.first(where: { [$0.suffix, $0.rawValue, $0.rawValue + "s"].contains(word) })
            else { return nil }
            self = unit
        }

        var suffix: String { String(rawValue.prefix(1)) }
    }

    /// Reads a duration of the command language in one word: `90s`, `45m`, `12h`, `31d`, `2w`.
    public init?(_ text: some StringProtocol) {
        guard let suffix = text.last, let unit = Unit(String(suffix)), let count = Int64(text.dropLast()),
            text.first?.isNumber == true
        else { return nil }
        self.init(count, unit)
    }
}

extension TimeSpan {
    /// Whether a text is a duration in one word, even if it is one that is too long to be represented.
    public static func isWritten(_ text: some StringProtocol) -> Bool {
        guard let suffix = text.last, Unit(String(suffix)) != nil, text.utf8.count > 1 else { return false }
        return text.dropLast().utf8.allSatisfy { (0x30...0x39).contains($0) }
    }
}

extension TimeSpan: CustomStringConvertible {
    /// The span in the largest unit, up to days, that divides it: `30 days`, `1 hour`, `90 seconds`; with a fraction,
    /// in seconds: `1.5 seconds`.
    public var description: String {
        let fraction = microseconds.magnitude % 1_000_000
        guard fraction == 0 else {
            var digits = String(1_000_000 + fraction).dropFirst()
            while digits.last == "0" { digits.removeLast() }
            return "\(microseconds < 0 ? "-" : "")\(seconds.magnitude).\(digits) seconds"
        }
        let unit = Unit.allCases.last { $0 != .week && seconds % $0.seconds == 0 } ?? .second
        let count = seconds / unit.seconds
        return "\(count) \(unit.rawValue)\(abs(count) == 1 ? "" : "s")"
    }
}
