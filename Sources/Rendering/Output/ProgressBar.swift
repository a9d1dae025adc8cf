internal import CommandLanguage
import Recipients

/// Shows the progress of work on one line of a terminal, once it has taken half a second.
public final class ProgressBar {
    private let sink: any TextSink
    private let width: () -> Int
    private let now: () -> ContinuousClock.Instant
    /// When the work began.
    private var start: ContinuousClock.Instant
    /// When the phase that the label names began.
    private var phaseStart: ContinuousClock.Instant
    private var label: String?
    private var lastDrawn: ContinuousClock.Instant?

    /// Work that takes less time shows nothing.
    static let delay = Duration.milliseconds(500)
    /// The time between two updates.
    private static let interval = Duration.milliseconds(100)

    /// - Parameters:
    ///   - sink: The terminal.
    ///   - width: Its width, in columns.
    ///   - now: A monotonic clock, independent of the account's time.
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

    /// Draws the bar again, if enough time has passed since the last time.
    public func show(_ state: ProgressState) {
        let now = now()
        if state.label != label {
            // The first phase began with the work, every other one when the one before it ended.
            phaseStart = label == nil ? start : now
            label = state.label
        }
        guard now - start >= Self.delay else { return }
        if let lastDrawn, now - lastDrawn < Self.interval { return }
        lastDrawn = now
        // The last column stays empty: some terminals go to the next line after it.
        sink.write("\r\(state.line(elapsed: now - phaseStart, width: max(10, width() - 1)))\u{1B}[K")
        sink.flush()
    }

    /// Ends the work and removes the line, if there is one. What is shown next is other work, which begins now.
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

/// The progress of some work.
public struct ProgressState: Equatable, Sendable {
    /// What is being done: `reading`.
    public let label: String
    /// How much has been done, in bytes or rows.
    public let done: Int
    /// How much there is to do; nil if that is not known.
    public let total: Int?
    /// Whether it is measured in bytes rather than rows.
    public let isInBytes: Bool

    /// The progress of work; without a total, only the rate is known.
    public init(label: String, done: Int, total: Int?, isInBytes: Bool) {
        self.label = label
        self.done = done
        self.total = total
        self.isInBytes = isInBytes
    }

    /// The state as a line: a bar with the percentage, the rate and the remaining time, as far as these are known.
    ///
    /// - Parameters:
    ///   - elapsed: How long it took to get this far.
    ///   - width: The columns that the line may take. If they are few, the bar is shorter or left out.
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
