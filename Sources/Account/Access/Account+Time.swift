internal import Recipients

extension Account {
    /// Takes the present, and warns of a system's clock that stands before the account's last change.
    func takeTime() {
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
    func keepTime() throws(Failure) {
        guard !clock.isSimulated else { return }
        takeTime()
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
