internal import Recipients

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
