public import Recipients
import SystemCalls

/// The account's time. Nothing else reads the system's.
public enum Clock: Hashable, Sendable {
    /// The time of the machine, which nobody sets back or forwards here.
    case system
    /// Stands still at an instant until it is moved.
    case simulated(Instant)

    /// The present, to the second.
    public var now: Instant {
        switch self {
        case .system:
            var time = timespec()
            clock_gettime(CLOCK_REALTIME, &time)
            return Instant(unixSeconds: Int64(time.tv_sec))
        case .simulated(let now): return now
        }
    }

    /// Whether the clock stands still until it is told to move.
    public var isSimulated: Bool { self != .system }

    /// Where the clock of an in-memory store, and of one made with a simulated clock, starts.
    public static let simulatedStart = Instant(unixSeconds: 1_767_225_600)
}
