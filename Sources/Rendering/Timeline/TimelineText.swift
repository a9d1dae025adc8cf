import Account
import Recipients

/// A timeline as lines of text: an axis, then a line for each group with its backups as letters on their days, and what
/// expires next.
struct TimelineText {
    private let timeline: TimelineInfo
    private let style: Style
    private let width: Int
    private let nameWidth: Int
    private let endings: [String]
    private let scale: TimelineScale

    /// The widths that a timeline is drawn for.
    static let widths = 40...200
    private static let gap = "  "

    /// - Parameter width: The window's columns; nil where there is no window.
    init(_ timeline: TimelineInfo, width: Int?, style: Style) {
        self.timeline = timeline
        self.style = style
        let width = min(max(width ?? 80, Self.widths.lowerBound), Self.widths.upperBound)
        self.width = width
        let names = timeline.groups.map { TextWidth.of(Self.name(of: $0, width: .max)) }
        nameWidth = min(max(5, names.max() ?? 0), width / (width < 80 ? 4 : 3))
        endings = timeline.groups.map { Self.ending(of: $0, timeline, isLong: width >= 120) }
        let endingWidth = max(Self.endingHeader.count, endings.map { TextWidth.of($0) }.max() ?? 0)
        scale = TimelineScale(
            days: timeline.days, room: width - nameWidth - endingWidth - 2 * Self.gap.count)
    }

    var lines: [String] {
        guard !timeline.groups.isEmpty else { return [style.paint("(no groups)", as: .dim)] }
        let rows = zip(timeline.groups, endings).map { group, ending in
            let name = Self.name(of: group, width: nameWidth)
            let blanks = String(repeating: " ", count: max(0, nameWidth - TextWidth.of(name)))
            return (group.isDeleted ? style.paint(name, as: .dim) : name) + blanks + Self.gap + track(of: group)
                + Self.gap + ending
        }
        return [axis] + rows + legend
    }

    // MARK: Parts

    private static let endingHeader = "expires next"

    private var axis: String {
        var line = Array(repeating: " ", count: scale.width)
        func put(_ text: String, at column: Int) {
            for (offset, character) in text.enumerated() where line.indices.contains(column + offset) {
                line[column + offset] = String(character)
            }
        }
        for day in scale.labelledDays {
            guard let instant = timeline.start(ofDay: day) else { continue }
            put(String(ZonedInstant(instant, in: timeline.zone).day.dropFirst(5)), at: scale.column(of: day))
        }
        put("today", at: max(0, scale.column(of: timeline.days - 1) - 4))
        let name = "group" + String(repeating: " ", count: nameWidth - 5)
        return style.paint(name + Self.gap + line.joined() + Self.gap + Self.endingHeader, as: .header)
    }

    /// The marks on their days; several in one column are a capital letter, or a star if they differ.
    private func track(of group: TimelineGroup) -> String {
        var marks = Array(repeating: [BackupReason](), count: scale.width)
        for backup in group.backups { marks[scale.column(of: timeline.day(of: backup.created))].append(backup.reason) }
        let days = Set((0..<timeline.days).map { scale.column(of: $0) })
        let today = scale.column(of: timeline.days - 1)
        return marks.enumerated().map { column, reasons in
            guard let first = reasons.first else {
                if column == today { return style.paint("|", as: .header) }
                return days.contains(column) ? style.paint("·", as: .dim) : " "
            }
            if reasons.contains(where: { $0 != first }) { return style.paint("*", as: .header) }
            return style.paint(reasons.count == 1 ? first.letter : first.letter.uppercased(), as: first.role)
        }.joined()
    }

    /// The name cut to a width, with a word for deleted groups where there is room for it.
    private static func name(of group: TimelineGroup, width: Int) -> String {
        let suffix = group.isDeleted && width >= 18 ? " (deleted)" : ""
        return TextWidth.truncated(group.name.visible(), to: width - suffix.count) + suffix
    }

    private static func ending(of group: TimelineGroup, _ timeline: TimelineInfo, isLong: Bool) -> String {
        guard let next = group.nextToExpire else { return "no backups" }
        let when = RelativeTime.distance(next.expires, now: timeline.now)
        return isLong
            ? "backup \(next.id) \(when), at \(ZonedInstant(next.expires, in: timeline.zone))" : "#\(next.id) \(when)"
    }

    /// What the letters mean, in as many lines as it takes.
    private var legend: [String] {
        let kinds = BackupReason.allCases.map { ($0.letter + " " + $0.noun, Optional($0.role)) }
        let pieces: [(String, Role?)] =
            kinds + [
                ("CAPITAL several", nil), ("* of different kinds", nil),
                ("now \(ZonedInstant(timeline.now, in: timeline.zone))", nil),
            ]
        var lines: [String] = []
        var (line, used) = ("", 0)
        for (text, role) in pieces {
            if used > 0, used + Self.gap.count + text.count > width {
                lines.append(line)
                (line, used) = ("", 0)
            }
            if used > 0 { line += Self.gap }
            line += role.map { style.paint(text, as: $0) } ?? style.paint(text, as: .dim)
            used += (used > 0 ? Self.gap.count : 0) + text.count
        }
        return lines + [line]
    }
}
