public import Recipients

extension Account {
    /// A time that was seen is written down again once the last one is older than this: not at every reading, but often
    /// compared with the 48 hours after which a clock may be wrong.
    private static let seenInterval = TimeSpan(seconds: 3600)

    /// Reads the present, and warns if the system clock may be wrong.
    func readClock() {
        clockReading = currentReading()
        guard !clock.isSimulated, !hasWarnedOfClock, let warning = clockWarning() else { return }
        hasWarnedOfClock = true
        warn(warning)
    }

    /// What the clock says now; nothing is noted.
    func currentReading() -> ClockReading {
        guard !clock.isSimulated else { return ClockReading(trusting: clock.now) }
        let policy = store.account.policy
        return ClockReading(
            system: systemNow(), latestChange: store.latestChange, seen: store.account.seen,
            steady: store.account.steadyClock
        ) { after, end in
            everyGroup.contains { group in
                group.backups.contains {
                    policy.hasExpired(backupMade: $0.created, now: end)
                        && !policy.hasExpired(backupMade: $0.created, now: after)
                }
            }
        }
    }

    private func clockWarning() -> AccountWarning? {
        if let end = clockReading.end {
            return .clockLeapt(
                now: zoned(now), lastUsed: zoned(clockReading.seen.last), waiting: waitingBackups.count,
                until: zoned(end))
        }
        let system = systemNow()
        guard system.advanced(by: SteadyClock.tolerance) ?? .latest < now else { return nil }
        return .clockBehind(system: zoned(system), continuesFrom: zoned(now))
    }

    /// The ids of the backups that have expired only because the clock made a leap, and whose data therefore waits.
    var waitingBackups: [Int] {
        clockReading.waits ? hiddenBackups.sorted() : []
    }

    /// The ids of the backups that have expired but are still in the store.
    var hiddenBackups: Set<Int> {
        Set(everyGroup.flatMap { $0.backups.filter { !isVisible($0) }.map(\.id) })
    }

    /// All groups whose manifests can be read. If the storage cannot be read now, those that were read before: the
    /// callers cannot fail, and whoever then removes something reads the groups again and does.
    private var everyGroup: some Collection<GroupManifest> { ((try? store.groups) ?? store.knownGroups).values }

    /// Whether the store should record more about the clock than it has.
    var hasClockToNote: Bool {
        guard !clock.isSimulated else { return false }
        let seen = store.account.seen
        if clockReading.goesBack || clockReading.seen.leap != seen?.leap
            || clockReading.steady != store.account.steadyClock
        {
            return true
        }
        if clockReading.waits { return false }
        // A change records its own time.
        guard let last = [seen?.last, store.latestChange].compactMap({ $0 }).max() else { return false }
        return now > last.advanced(by: Self.seenInterval) ?? .latest
    }

    /// Records in the store what is known about the clock; the lock is held.
    func noteClock() throws(Failure) {
        readClock()
        guard hasClockToNote else { return }
        try believeClock(clockReading, goesBack: clockReading.goesBack, by: nil)
    }

    /// Records what the account has seen of the clock.
    ///
    /// - Parameters:
    ///   - goesBack: Whether changes at a later time no longer count: the log then says so, and the last entry of the
    ///     log gives the time of the last change.
    ///   - user: Who asked for it; nil if nobody did.
    private func believeClock(_ reading: ClockReading, goesBack: Bool, by user: String?) throws(Failure) {
        var changed = store.account
        changed.seen = reading.seen
        changed.steadyClock = reading.steady
        let from = store.latestChange.map { max($0, now) } ?? now
        let entry = goesBack ? LogEntry(at: reading.now, action: .clockReset, note: "from \(from)", user: user) : nil
        try store.commit(changed, entry)
        clockReading = reading
    }

    /// Returns an account whose time is ahead of the system clock to the system's time. Does nothing if it is not
    /// ahead.
    ///
    /// - Throws: `clock-backwards` for a simulated clock.
    public func resetClock() throws(Failure) {
        guard !clock.isSimulated else { throw SettingProblem.simulatedClockStays(zoned(now)).failure }
        try beginChange()
        let system = systemNow()
        guard system < now else { return }
        try believeClock(ClockReading(trusting: system), goesBack: true, by: user)
    }

    /// Accepts a leap of the clock before the waiting hour is over; the lock is held.
    func believeLeap() throws(Failure) {
        guard clockReading.waits else { return }
        try believeClock(ClockReading(trusting: now), goesBack: false, by: nil)
    }
}
