internal import CommandLanguage
import Recipients

/// Draws on one line of a terminal how far the work is, once it has taken half a second.
public final class ProgressBar {
    private let sink: any TextSink
    private let width: () -> Int
    private let now: () -> ContinuousClock.Instant
    /// When the work began.
    private var start: ContinuousClock.Instant
    /// When what the label names began.
    private var phaseStart: ContinuousClock.Instant
    private var label: String?
    private var lastDrawn: ContinuousClock.Instant?

    /// Work that ends sooner shows nothing.
    static let delay = Duration.milliseconds(500)
    /// Between two drawings.
    private static let interval = Duration.milliseconds(100)

    /// - Parameters:
    ///   - sink: The terminal.
    ///   - width: Its columns.
    ///   - now: A clock that never goes back. It has nothing to do with the account's time.
    public init(
        _ sink: any TextSink,
        width: @escaping () -> Int,
        now: @escaping () -> ContinuousClock.Instant = { .now }
    ) {
        self.sink = sink
        self.width = width
        self.now = now
        start = now()
        phaseStart = start
    }

    /// Draws the bar again, if enough time has passed since it was drawn last.
    public func show(_ state: ProgressState) {
        let now = now()
        if state.label != label {
            // The first phase began with the work, and each other one where the last one ended.
            phaseStart = label == nil ? start : now
            label = state.label
        }
        guard now - start >= Self.delay else { return }
        if let lastDrawn, now - lastDrawn < Self.interval { return }
        lastDrawn = now
        // The last column stays free: some terminals go to the next line after it.
        sink.write("\r\(state.line(elapsed: now - phaseStart, width: max(10, width() - 1)))\u{1B}[K")
        sink.flush()
    }

    /// Ends the work: takes the line away, if there is one. What is shown next is other work, which begins now.
    public func clear() {
        if lastDrawn != nil {
            sink.write("\r\u{1B}[K")
            sink.flush()
        }
        (lastDrawn, label) = (nil, nil)
        start = now()
        phaseStart = start
    }
}

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
