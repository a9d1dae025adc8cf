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

    /// Draws the bar anew, if enough time has passed since it was drawn last.
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
        // The last column stays free: some terminals go to the next line behind it.
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
