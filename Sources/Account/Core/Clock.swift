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

/// The time of an account whose system's clock was set back: it goes on from the last change at the clock's pace, so that
/// nothing expires early, nothing lives for ever, and backups stay in order.
struct SteadyClock: Codable, Hashable {
    /// What the system's clock said when it was found to stand before the last change.
    let system: Instant
    /// What the account's time was at that moment.
    let account: Instant

    /// Clocks that are set right by the network jump back by so many seconds without anybody noticing.
    static let tolerance = TimeSpan(seconds: 60)

    /// The account's time.
    ///
    /// - Parameters:
    ///   - system: What the system's clock says.
    ///   - latest: When the account was last changed; nil if it never was.
    ///   - steady: Where time goes on from, if the clock was found wrong before.
    static func now(system: Instant, latest: Instant?, steady: SteadyClock?) -> Instant {
        guard let latest, system < latest else { return system }
        var now = latest
        if let steady, system >= steady.system {
            now = max(now, steady.account.advanced(by: system.since(steady.system)) ?? .latest)
        }
        return now
    }
}

extension Account {
    /// Takes the present, and warns of a system's clock that stands before the account's last change.
    func readClock() {
        guard !clock.isSimulated else {
            now = clock.now
            return
        }
        let system = systemNow()
        now = SteadyClock.now(system: system, latest: store.latestChange, steady: store.account.steadyClock)
        guard system.advanced(by: SteadyClock.tolerance) ?? .latest < now, !hasWarnedOfClock else { return }
        hasWarnedOfClock = true
        warn(
            "the system's clock says \(system), but this store was changed later than that: its time goes on from \(now), "
                + "and backups expire by it")
    }

    /// Notes in the store that the system's clock was set back, or is right again; the lock is held.
    func noteClock() throws(Failure) {
        guard !clock.isSimulated else { return }
        readClock()
        let system = systemNow()
        var changed = store.account
        if system.advanced(by: SteadyClock.tolerance) ?? .latest >= now {
            changed.steadyClock = nil
        } else if changed.steadyClock.map({ system < $0.system }) ?? true {
            changed.steadyClock = SteadyClock(system: system, account: now)
        }
        if changed != store.account { try store.commit(changed, nil) }
    }

    /// Says so when backups expire because the clock has come a long way since the last change: it may be wrong.
    func warnOfIdleTime(since latest: Instant?, _ expired: [Int]) {
        guard let latest, !expired.isEmpty, !clock.isSimulated, now.since(latest) >= store.account.policy.retention
        else {
            return
        }
        let ids = expired.sorted().map { "\($0)" }.joined(separator: ", ")
        warn(
            "this store was last changed at \(latest); by the system's clock, which says \(now), backup \(ids) expired")
    }
}
