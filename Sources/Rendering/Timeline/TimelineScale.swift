import Account
import Recipients

extension TimelineInfo {
    /// The number of days in the window, at least 1.
    var days: Int { max(1, Int(ZonedInstant(to, in: zone).days(after: from))) }

    /// The day of the window that an instant is on, from 0.
    func day(of instant: Instant) -> Int {
        min(max(0, Int(ZonedInstant(instant, in: zone).days(after: from))), days - 1)
    }

    /// When a day of the window begins; nil beyond the calendar.
    func start(ofDay day: Int) -> Instant? {
        zone.startOfDay(of: from, plus: Int64(day))
    }
}

extension TimelineGroup {
    /// The backup that expires first; nil if there is none.
    var nextToExpire: BackupInfo? {
        backups.min { ($0.expires, $0.id) < ($1.expires, $1.id) }
    }
}

/// Maps the days of a timeline's window to the columns of its track.
struct TimelineScale {
    let days: Int
    /// The width of the track, in columns.
    let width: Int
    /// The columns of each day; 0 if several days share one.
    private let dayWidth: Int

    /// - Parameter room: The columns that are available.
    init(days: Int, room: Int) {
        self.days = days
        dayWidth = min(room / days, 4)
        width = dayWidth > 0 ? max(days * dayWidth, Self.today.count) : max(1, room)
    }

    /// The label of the last day.
    static let today = "today"

    /// Where that label begins: it ends at its day, if there is room before it.
    var todayColumn: Int { max(0, column(of: days - 1) + 1 - Self.today.count) }

    func column(of day: Int) -> Int {
        dayWidth > 0 ? day * dayWidth + (dayWidth - 1) / 2 : day * width / days
    }

    /// The days that get a date, far enough from one another and from the last day, which is today.
    var labelledDays: [Int] {
        let least = 7
        let steps = [1, 2, 5, 7, 10, 14, 30, 60, 90, 180, 365]
        let step = steps.first { column(of: min($0, days)) - column(of: 0) >= least } ?? max(1, days)
        // A label has five columns, and one is left free after it.
        return stride(from: 0, to: days, by: step).filter { column(of: $0) + 6 <= todayColumn }
    }
}

/// Names shortened to fit, which still differ where the full names do.
enum ShortNames {
    /// The names, shortened in the middle where they are too long. Where two of them would become the same, they are
    /// numbered.
    ///
    /// - Parameter names: The names, each with the columns that it may take.
    static func of(_ names: [(name: String, width: Int)]) -> [String] {
        let cut = names.map { TextWidth.cutInTheMiddle($0.name, to: $0.width) }
        let origins = Dictionary(grouping: zip(cut, names).map { (cut: $0, name: $1.name) }, by: \.cut)
        var numbers: [String: [String: Int]] = [:]
        return zip(names, cut).map { entry, cut in
            guard let alike = origins[cut], alike.contains(where: { $0.name != entry.name }) else { return cut }
            let number = numbers[cut]?[entry.name] ?? (numbers[cut]?.count ?? 0) + 1
            numbers[cut, default: [:]][entry.name] = number
            let suffix = " (\(number))"
            return TextWidth.cutInTheMiddle(entry.name, to: entry.width - suffix.count) + suffix
        }
    }
}
