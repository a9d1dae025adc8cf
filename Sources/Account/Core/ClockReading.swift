internal import JSONRecords
internal import Recipients

/// What an account has seen of the system clock.
struct SeenTime: Hashable {
    /// The last time that was seen and accepted.
    var last: Instant
    /// Set while data waits: what the clock said when it was first found to be far ahead of `last`.
    var leap: Instant?
}

/// What the system clock means for an account: a pure function of what the clock says and what the account has seen.
///
/// A clock that is wrong must not destroy backups. A clock that is more than 48 hours ahead of the last time seen is
/// accepted, so that nothing is shown that has expired; but what expires because of that leap alone is removed only an
/// hour later, or when the user says so. A clock that is corrected within that hour is accepted again, whatever was
/// changed meanwhile.
struct ClockReading: Hashable {
    /// The account's time.
    let now: Instant
    /// What has expired by this time is removed. What expires between this and `now` waits, and is hidden.
    let horizon: Instant
    /// What the account has seen, this reading included.
    let seen: SeenTime
    /// Where time continues from, if the clock is behind the last time seen.
    let steady: SteadyClock?
    /// Whether the account was changed at a time later than `now`, and that time no longer counts.
    let goesBack: Bool

    /// A clock that is further ahead of the last time seen than this may be wrong: weekends are shorter.
    static let longestPause = TimeSpan(seconds: 48 * 3600)
    /// How long data waits, by the clock that may be wrong.
    static let grace = TimeSpan(seconds: 3600)

    /// Whether data waits.
    var waits: Bool { seen.leap != nil }

    /// When the data that waits will be removed; nil if none waits.
    var end: Instant? { seen.leap.map { $0.advanced(by: Self.grace) ?? .latest } }

    /// Reads the clock.
    ///
    /// - Parameters:
    ///   - system: What the system clock says.
    ///   - latestChange: When the account was last changed; nil if it never was.
    ///   - seen: What the account has seen; nil in a store made by an older cbs.
    ///   - steady: Where time continues from, if the clock was found to be behind the last time seen.
    ///   - anyExpire: Whether any backup expires after the first instant and not after the second.
    init(
        system: Instant,
        latestChange: Instant?,
        seen: SeenTime?,
        steady: SteadyClock?,
        anyExpire: (_ after: Instant, _ upTo: Instant) -> Bool
    ) {
        // While data waits, changes are dated by a clock that may be wrong.
        let latest = seen?.leap == nil ? [seen?.last, latestChange].compactMap { $0 }.max() : seen?.last
        let isFarAhead = latest.map { system > $0.advanced(by: Self.longestPause) ?? .latest } ?? false
        if let latest, isFarAhead, anyExpire(latest, system) {
            let leap = min(seen?.leap ?? system, system)
            let isOver = system >= leap.advanced(by: Self.grace) ?? .latest
            self.seen = isOver ? SeenTime(last: system) : SeenTime(last: latest, leap: leap)
            now = system
            horizon = isOver ? system : latest
            self.steady = nil
        } else {
            now = SteadyClock.now(system: system, latest: latest, steady: steady)
            horizon = now
            self.seen = SeenTime(last: now)
            self.steady = SteadyClock(system: system, account: now, before: steady)
        }
        let time = now
        goesBack = seen?.leap != nil && latestChange.map { $0 > time } ?? false
    }

    /// The reading of a clock that stands still, or that is accepted without question.
    init(trusting now: Instant) {
        self.now = now
        horizon = now
        seen = SeenTime(last: now)
        steady = nil
        goesBack = false
    }
}

extension SeenTime: JSONRepresentable {
    init(json: JSONValue) throws(JSONMismatch) {
        let members = try JSONMembers(json)
        last = try members.value("last")
        leap = try members.optional("leap")
    }

    var json: JSONValue {
        JSONValue(members: [
            "last": last.json,
            "leap": leap?.json,
        ])
    }
}
