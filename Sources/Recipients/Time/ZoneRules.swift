/// A time zone: its IANA name, and what clocks there have shown and will show.
public struct ZoneRules: Hashable, Sendable {
    /// The IANA name: `Europe/Berlin`.
    public let name: String
    /// What clocks showed before the first change, as seconds ahead of UTC.
    let firstOffset: Int64
    /// The changes that the database lists, in order.
    let changes: [Change]
    /// The rule that holds after the last of them; nil if clocks no longer change.
    let rule: YearlyRule?

    /// A moment from which clocks show another time.
    struct Change: Hashable, Sendable {
        /// In seconds since 1970-01-01T00:00:00Z.
        let at: Int64
        /// In seconds ahead of UTC.
        let offset: Int64
    }

    init(name: String, firstOffset: Int64, changes: [Change], rule: YearlyRule?) {
        self.name = name
        self.firstOffset = firstOffset
        self.changes = changes
        self.rule = rule
        isUTC = changes.isEmpty && rule == nil && firstOffset == 0
    }

    /// The zone whose clocks show UTC.
    public static let utc = ZoneRules(name: "UTC", firstOffset: 0, changes: [], rule: nil)

    /// Whether clocks here always show UTC. Stored because it is asked for every date of an import.
    let isUTC: Bool

    /// How far clocks are ahead of UTC.
    ///
    /// - Parameter second: In seconds since 1970-01-01T00:00:00Z.
    /// - Returns: In seconds.
    func offset(at second: Int64) -> Int64 {
        guard let last = changes.last else { return rule?.offset(at: second) ?? firstOffset }
        if second >= last.at { return rule?.offset(at: second) ?? last.offset }
        let next = indexOfChange(after: second)
        return next == 0 ? firstOffset : changes[next - 1].offset
    }

    /// The instant at which clocks here show a time. A time that a change skips is moved forward by what is skipped;
    /// one that it repeats is the first of the two.
    ///
    /// - Parameter time: Valid; the fraction of a second is kept.
    func instant(showing time: CalendarTime) -> Instant {
        let shown = Instant(time)
        if isUTC { return shown }
        let seconds = shown.microseconds.flooredQuotient(by: 1_000_000)
        let earliest = seconds - Self.widestOffset
        let latest = seconds + Self.widestOffset
        var offsets = [offset(at: earliest), offset(at: latest)]
        var index = indexOfChange(after: earliest)
        while index < changes.count, changes[index].at <= latest {
            offsets.append(changes[index].offset)
            index += 1
        }
        let fitting = offsets.filter { offset(at: seconds - $0) == $0 }
        // The greatest offset is the earliest instant. Where none fits, the time was skipped: the old offset leads past
        // the gap.
        let ahead = fitting.max() ?? offsets[0]
        return Instant(microseconds: shown.microseconds - ahead * 1_000_000)
    }

    /// The start of the day that clocks here show at an instant.
    ///
    /// - Parameters:
    ///   - instant: Any instant of the day.
    ///   - days: How many calendar days later; negative for earlier.
    /// - Returns: Nil if it is outside the years that can be written.
    public func startOfDay(of instant: Instant, plus days: Int64 = 0) -> Instant? {
        let midnight = shifted(instant).startOfDay
        guard let day = midnight.advanced(by: TimeSpan(seconds: days * 86_400)) else { return nil }
        let start = self.instant(showing: day.calendarTime)
        return start >= .earliest && start <= .latest ? start : nil
    }

    /// An instant whose time in UTC is what clocks here show.
    func shifted(_ instant: Instant) -> Instant {
        if isUTC { return instant }
        let ahead = offset(at: instant.microseconds.flooredQuotient(by: 1_000_000))
        return Instant(microseconds: instant.microseconds + ahead * 1_000_000)
    }

    /// In seconds: a little over a day, and more than any clock is away from UTC.
    private static let widestOffset: Int64 = 26 * 3600

    /// The index of the first change after a second.
    private func indexOfChange(after second: Int64) -> Int {
        var (low, high) = (0, changes.count)
        while low < high {
            let middle = (low + high) / 2
            if changes[middle].at <= second { low = middle + 1 } else { high = middle }
        }
        return low
    }
}
