internal import JSONRecords
public import Recipients
import SystemCalls

/// The account's time. Nothing else reads the system's time.
public enum Clock: Hashable, Sendable {
    /// The time of the machine, which nothing here sets.
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

/// The time of an account whose system clock was set back: it continues from the last time seen, at the clock's pace,
/// so that nothing expires early, nothing lives forever, and backups stay in order.
struct SteadyClock: Hashable {
    /// What the system clock said when it was found to be behind the last time seen.
    let system: Instant
    /// What the account's time was at that moment.
    let account: Instant

    /// Clocks that are corrected over the network jump back by up to this much unnoticed.
    static let tolerance = TimeSpan(seconds: 60)

    /// The account's time.
    ///
    /// - Parameters:
    ///   - system: What the system clock says.
    ///   - latest: The last time seen; nil if there was none.
    ///   - steady: Where time continues from, if the clock was found to be wrong before.
    static func now(system: Instant, latest: Instant?, steady: SteadyClock?) -> Instant {
        guard let latest, system < latest else { return system }
        var now = latest
        if let steady, system >= steady.system {
            now = max(now, steady.account.advanced(by: system.since(steady.system)) ?? .latest)
        }
        return now
    }

    /// What to remember of a clock that is behind the account's time; nil if it is not, or only by seconds.
    ///
    /// - Parameter steady: What was remembered before. It stays valid as long as the clock only moves forward.
    init?(system: Instant, account now: Instant, before steady: SteadyClock?) {
        guard system.advanced(by: Self.tolerance) ?? .latest < now else { return nil }
        if let steady, system >= steady.system {
            self = steady
        } else {
            self.init(system: system, account: now)
        }
    }

    private init(system: Instant, account: Instant) {
        self.system = system
        self.account = account
    }
}

extension SteadyClock: JSONRepresentable {
    init(json: JSONValue) throws(JSONMismatch) {
        let members = try JSONMembers(json)
        system = try members.value("system")
        account = try members.value("account")
    }

    var json: JSONValue {
        JSONValue(members: [
            "system": system.json,
            "account": account.json,
        ])
    }
}
