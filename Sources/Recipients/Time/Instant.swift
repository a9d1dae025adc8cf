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
