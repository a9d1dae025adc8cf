import Account
import Recipients

/// A timeline as lines of text: an axis, then a line for each group with its backups as letters on their days, and what
/// expires next.
struct TimelineText {
    private let timeline: TimelineInfo
    private let style: Style
    private let width: Int
    private let nameWidth: Int
    private let names: [String]
    private let endings: [String]
    private let scale: TimelineScale

    /// The widths for which a timeline is drawn, in columns.
    static let widths = 40...200
    private static let gap = "  "

    /// - Parameter width: The window's columns; nil where there is no window.
    init(_ timeline: TimelineInfo, width: Int?, style: Style) {
        self.timeline = timeline
        self.style = style
        let width = min(max(width ?? 80, Self.widths.lowerBound), Self.widths.upperBound)
        self.width = width
        let widths = timeline.groups.map { TextWidth.of($0.name.visible() + ($0.isDeleted ? Self.deleted : "")) }
        nameWidth = min(max(5, widths.max() ?? 0), width / (width < 80 ? 4 : 3))
        names = Self.names(of: timeline.groups, width: nameWidth)
        endings = timeline.groups.map { Self.ending(of: $0, timeline, isLong: width >= 120) }
        let endingWidth = max(Self.endingHeader.count, endings.map { TextWidth.of($0) }.max() ?? 0)
        scale = TimelineScale(
            days: timeline.days, room: width - nameWidth - endingWidth - 2 * Self.gap.count)
    }

    var lines: [String] {
        guard !timeline.groups.isEmpty else { return [style.paint("(no groups)", as: .dim)] }
        let rows = zip(zip(timeline.groups, names), endings).map { named, ending in
            let (group, name) = named
            let spaces = String(repeating: " ", count: max(0, nameWidth - TextWidth.of(name)))
            return (group.isDeleted ? style.paint(name, as: .dim) : name) + spaces + Self.gap + track(of: group)
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
        put(TimelineScale.today, at: scale.todayColumn)
        let name = "group" + String(repeating: " ", count: nameWidth - 5)
        return style.paint(name + Self.gap + line.joined() + Self.gap + Self.endingHeader, as: .header)
    }

    /// The marks on their days. Several in one column become a capital letter, or a star if they differ.
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

    private static let deleted = " (deleted)"

    /// The names shortened to a width, all different, marked if the group is deleted and there is room for that.
    private static func names(of groups: [TimelineGroup], width: Int) -> [String] {
        let suffixes = groups.map { $0.isDeleted && width >= 18 ? deleted : "" }
        let names = ShortNames.of(zip(groups, suffixes).map { ($0.name.visible(), width - $1.count) })
        return zip(names, suffixes).map { $0 + $1 }
    }

    private static func ending(of group: TimelineGroup, _ timeline: TimelineInfo, isLong: Bool) -> String {
        let off = group.keepsBackups ? "" : ", off"
        guard let next = group.nextToExpire else { return "no backups" + off }
        let when = RelativeTime.distance(next.expires, now: timeline.now)
        guard isLong else { return "#\(next.id) \(when)\(off)" }
        return "backup \(next.id) \(when), at \(ZonedInstant(next.expires, in: timeline.zone))\(off)"
    }

    /// The meaning of the letters, on as many lines as needed.
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
