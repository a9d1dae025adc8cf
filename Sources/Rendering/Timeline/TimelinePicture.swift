public import Account
import CommandLanguage
import Recipients

/// A timeline as an SVG picture, light or dark as the viewer prefers.
///
/// A line for each group, and on it a mark for each backup at its time within the window: imports are circles, restores
/// diamonds, deletions squares, undos triangles. A tooltip explains each mark. After the line comes what expires next,
/// or that backups are off.
public struct TimelinePicture {
    private let timeline: TimelineInfo

    private static let width = 1168
    private static let left = 256
    private static let right = 836
    private static let top = 84
    private static let rowHeight = 32

    /// A picture of an account's backups.
    public init(_ timeline: TimelineInfo) {
        self.timeline = timeline
    }

    /// The whole document.
    public var svg: String {
        let bottom = Self.top + max(1, timeline.groups.count) * Self.rowHeight
        let height = bottom + 56
        let present = zoned(timeline.now)
        var lines = [
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 \(Self.width) \(height)\" "
                + "width=\"\(Self.width)\" height=\"\(height)\" role=\"img\" aria-labelledby=\"title\">",
            "<title id=\"title\">Backups until \(zoned(timeline.now))</title>", Self.styleSheet,
            "<rect class=\"page\" width=\"\(Self.width)\" height=\"\(height)\"/>",
            text("heading", 24, 34, "Backups until \(present.day) \(present.timeOfDay) \(present.zone.name)"),
            text("dim", 24, 54, "kept for \(timeline.retention)"),
        ]
        lines += axis(bottom)
        let names = ShortNames.of(
            timeline.groups.map { (name: $0.name.visible(), width: $0.isDeleted ? 15 : 24) })
        for (index, (group, name)) in zip(timeline.groups, names).enumerated() {
            lines += row(group, name, Self.top + index * Self.rowHeight)
        }
        if timeline.groups.isEmpty { lines.append(text("dim", 24, Self.top + 21, "no groups")) }
        lines += legend(bottom + 32)
        return lines.joined(separator: "\n") + "\n</svg>\n"
    }

    // MARK: Parts

    /// Thin lines at days, with their dates above, and a thick one at the present.
    private func axis(_ bottom: Int) -> [String] {
        let days = timeline.days
        let step = [1, 2, 5, 7, 14, 30, 90, 180, 365].first { days / $0 <= 10 } ?? max(1, days / 10)
        var lines: [String] = []
        for day in stride(from: 0, through: days, by: step) {
            guard let instant = timeline.start(ofDay: day) else { continue }
            let x = position(instant)
            lines.append(line("grid", x, Self.top - 6, bottom))
            // The present has a label of its own.
            let distance = position(timeline.now) - x
            if abs(distance) > 44 { lines.append(text("dim middle", x, Self.top - 12, zoned(instant).day)) }
        }
        let now = position(timeline.now)
        lines.append(line("now", now, Self.top - 6, bottom))
        lines.append(text("today middle", now, Self.top - 12, "today"))
        return lines
    }

    private func row(_ group: TimelineGroup, _ name: String, _ top: Int) -> [String] {
        let middle = top + Self.rowHeight / 2
        var lines = [
            "<g>", "<title>\(XMLText.content(group.name.visible()))</title>",
            text(group.isDeleted ? "dim" : "name", 24, middle + 5, group.isDeleted ? "\(name) (deleted)" : name),
            "<line class=\"track\" x1=\"\(Self.left)\" y1=\"\(middle)\" x2=\"\(Self.right)\" y2=\"\(middle)\"/>",
            "</g>",
        ]
        lines += group.backups.map { mark($0, middle) }
        let next = group.nextToExpire.map { "backup \($0.id) expires \(zoned($0.expires).day)" } ?? "no backups"
        let off = group.keepsBackups ? "" : "<tspan class=\"off\" dx=\"8\">off</tspan>"
        lines.append(
            "<text class=\"dim\" x=\"\(Self.right + 20)\" y=\"\(middle + 5)\">\(XMLText.content(next))\(off)</text>")
        return lines
    }

    private func mark(_ backup: BackupInfo, _ y: Int) -> String {
        let recipients = counted(backup.recipients, "recipient", "recipients")
        let title =
            "backup \(backup.id) of \(backup.group.visible().quoted): before \(backup.reason.nounWithArticle) at "
            + "\(zoned(backup.created)), \(recipients), expires at \(zoned(backup.expires))"
        return "<g class=\"\(backup.reason.noun)\"><title>\(XMLText.content(title))</title>"
            + "\(shape(backup.reason, position(backup.created), y))</g>"
    }

    private func shape(_ reason: BackupReason, _ x: Int, _ y: Int) -> String {
        switch reason {
        case .import: "<circle cx=\"\(x)\" cy=\"\(y)\" r=\"6\"/>"
        case .restore: "<path d=\"M\(x) \(y - 8)l8 8l-8 8l-8 -8z\"/>"
        case .deleteGroup: "<rect x=\"\(x - 6)\" y=\"\(y - 6)\" width=\"12\" height=\"12\"/>"
        case .undo: "<path d=\"M\(x + 5) \(y - 7)v14l-12 -7z\"/>"
        }
    }

    private func legend(_ y: Int) -> [String] {
        BackupReason.allCases.enumerated().flatMap { index, reason in
            let x = Self.left + 8 + index * 150
            return [
                "<g class=\"\(reason.noun)\">\(shape(reason, x, y))</g>",
                text("dim", x + 16, y + 5, "before \(reason.nounWithArticle)"),
            ]
        }
    }

    // MARK: Pieces

    /// The horizontal position of an instant between the ends of the window.
    private func position(_ instant: Instant) -> Int {
        let whole = max(1, timeline.to.since(timeline.from).microseconds)
        let part = min(max(0, instant.since(timeline.from).microseconds), whole)
        return Self.left + Int((Double(part) / Double(whole) * Double(Self.right - Self.left)).rounded())
    }

    private func text(_ style: String, _ x: Int, _ y: Int, _ content: String) -> String {
        "<text class=\"\(style)\" x=\"\(x)\" y=\"\(y)\">\(XMLText.content(content))</text>"
    }

    private func line(_ style: String, _ x: Int, _ top: Int, _ bottom: Int) -> String {
        "<line class=\"\(style)\" x1=\"\(x)\" y1=\"\(top)\" x2=\"\(x)\" y2=\"\(bottom)\"/>"
    }

    /// An instant as clocks in the account's time zone show it.
    private func zoned(_ instant: Instant) -> ZonedInstant { ZonedInstant(instant, in: timeline.zone) }

    private static let styleSheet = """
        <style>
        text { font: 13px system-ui, -apple-system, "Segoe UI", "DejaVu Sans", sans-serif; fill: #1f2328; }
        .heading { font-size: 18px; font-weight: 600; }
        .middle { text-anchor: middle; }
        .dim { fill: #59636e; }
        .today { fill: #0550ae; font-weight: 600; }
        .off { fill: #9a6700; font-weight: 600; }
        .page { fill: #ffffff; }
        .grid { stroke: #e7ebef; }
        .track { stroke: #c8d0d9; stroke-width: 2; }
        .now { stroke: #0550ae; stroke-width: 2; }
        .import { fill: #1a7f37; stroke: #ffffff; }
        .restore { fill: #bf8700; stroke: #ffffff; }
        .deletion { fill: #cf222e; stroke: #ffffff; }
        .undo { fill: #0969da; stroke: #ffffff; }
        @media (prefers-color-scheme: dark) {
        text { fill: #e6edf3; }
        .dim { fill: #9198a1; }
        .today { fill: #79c0ff; }
        .off { fill: #d29922; }
        .page { fill: #0d1117; }
        .grid { stroke: #21262d; }
        .track { stroke: #3d444d; }
        .now { stroke: #79c0ff; }
        .import { fill: #3fb950; stroke: #0d1117; }
        .restore { fill: #d29922; stroke: #0d1117; }
        .deletion { fill: #f85149; stroke: #0d1117; }
        .undo { fill: #58a6ff; stroke: #0d1117; }
        }
        </style>
        """
}
