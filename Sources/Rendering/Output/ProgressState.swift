internal import Recipients

/// How far some work is.
public struct ProgressState: Equatable, Sendable {
    /// What is being done: `reading`.
    public let label: String
    /// How much is done, in bytes or rows.
    public let done: Int
    /// What there is to do; nil if that is not known.
    public let total: Int?
    /// Whether it is counted in bytes rather than in rows.
    public let isInBytes: Bool

    /// How far work is; without a total only the rate is known.
    public init(label: String, done: Int, total: Int?, isInBytes: Bool) {
        self.label = label
        self.done = done
        self.total = total
        self.isInBytes = isInBytes
    }

    /// The state as a line: a bar with percentage, rate and the time that is left, as far as that is known.
    ///
    /// - Parameters:
    ///   - elapsed: How long it took to get here.
    ///   - width: The cells that the line may take. A narrow one has a shorter bar, or none.
    func line(elapsed: Duration, width: Int) -> String {
        let seconds = elapsed / .seconds(1)
        let rate = seconds > 0 ? Double(done) / seconds : 0
        var parts: [String] = []
        if let total, total > 0 {
            let percent = "\(done * 100 / total)%"
            parts.append(String(repeating: " ", count: max(0, 4 - percent.count)) + percent)
        } else {
            parts.append(amount(Double(done)))
        }
        if rate > 0 { parts.append("\(amount(rate))/s") }
        if let total, rate > 0 { parts.append("\(Self.clock(Double(max(0, total - done)) / rate)) left") }
        let text = parts.joined(separator: "  ")
        let room = min(width - label.count - text.count - 5, 40)
        guard let total, total > 0, room >= 5 else { return TextWidth.truncated("\(label) \(text)", to: width) }
        let filled = min(room, done * room / total)
        let bar = String(repeating: "#", count: filled) + String(repeating: ".", count: room - filled)
        return "\(label) [\(bar)] \(text)"
    }

    private func amount(_ value: Double) -> String {
        guard isInBytes else { return "\(NumberText.grouped(value.rounded())) rows" }
        var (value, unit) = (value, "B")
        for larger in ["kB", "MB", "GB"] where value >= 1000 { (value, unit) = (value / 1000, larger) }
        let tenths = (value * 10).rounded() / 10
        return "\(tenths < 100 && unit != "B" ? "\(tenths)" : "\(Int(value.rounded()))") \(unit)"
    }

    /// `0:07`, `12:34`, `1:02:03`.
    private static func clock(_ seconds: Double) -> String {
        let whole = Int(min(seconds.rounded(.up), 359_999))
        let (minutes, rest) = ((whole / 60) % 60, whole % 60)
        let tail = "\(rest < 10 ? "0" : "")\(rest)"
        return whole < 3600 ? "\(minutes):\(tail)" : "\(whole / 3600):\(minutes < 10 ? "0" : "")\(minutes):\(tail)"
    }
}
