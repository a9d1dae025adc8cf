public import Recipients
internal import Snapshots

/// The account's settings.
public struct SettingsInfo: Hashable, Sendable {
    /// The account's setting for automatic backups; a group keeps backups if its own setting is on too.
    public let keepsBackups: Bool
    /// How long backups are kept.
    public let retention: TimeSpan
    /// What happens if an import looks like an accident.
    public let guardAction: GuardAction
    /// The IANA name of the zone in which people read and write times.
    public let timeZone: String
    /// Whether the clock is the system's or simulated.
    public let clock: Clock
    /// The present, by that clock.
    public let now: Instant
}

extension Account {
    /// The settings of the account, without those of its groups.
    public var settings: SettingsInfo {
        SettingsInfo(
            keepsBackups: store.account.keepsBackups, retention: store.account.policy.retention,
            guardAction: guardAction, timeZone: zone.name, clock: clock, now: now)
    }

    /// Switches automatic backups on or off, for the account or for one group. Existing backups stay.
    ///
    /// - Returns: The group's name; nil for the account.
    public func setBackup(_ isOn: Bool, for name: String? = nil) throws(Failure) -> String? {
        try beginChange()
        let note = isOn ? "on" : "off"
        guard let name else {
            var account = store.account
            account.keepsBackups = isOn
            try store.commit(account, entry(.setBackup, note: note))
            return nil
        }
        var group = try liveGroup(name)
        group.keepsBackups = isOn
        try store.commit(group, entry(.setBackup, group, note: note))
        return group.name
    }

    /// Sets how long backups are kept, including existing ones.
    ///
    /// - Returns: The ids of the backups that this made expire.
    public func setRetention(_ retention: TimeSpan) throws(Failure) -> [Int] {
        guard retention.microseconds > 0 else { throw SettingProblem.noRetention.failure }
        guard retention == TimeSpan(seconds: retention.seconds) else { throw SettingProblem.fractionOfSecond.failure }
        // What has expired under the old retention is removed first, before a longer one could bring it back.
        try beginChange()
        try purgeExpired()
        let hidden = hiddenBackups
        var account = store.account
        account.retentionSeconds = retention.seconds
        try store.commit(account, entry(.setRetention, note: retention.description))
        return clearExpired(hiddenBefore: hidden)
    }

    /// What happens if an import looks like an accident, unless the import itself says so.
    var guardAction: GuardAction { store.account.guardAction ?? .warn }

    /// Sets what happens if an import looks like an accident.
    public func setGuard(_ action: GuardAction) throws(Failure) {
        try beginChange()
        var account = store.account
        account.guardAction = action
        try store.commit(account, entry(.setGuard, note: action.rawValue))
    }

    /// Moves a simulated clock forward to an instant.
    ///
    /// - Returns: The ids of the backups that this made expire.
    public func setClock(to instant: Instant) throws(Failure) -> [Int] {
        try moveClock(.clockSet, about: .instant) { _ in instant }
    }

    /// Moves a simulated clock forward by a span.
    ///
    /// - Returns: The ids of the backups that this made expire.
    public func advanceClock(by span: TimeSpan) throws(Failure) -> [Int] {
        try moveClock(.clockAdvance, about: .duration) { $0.advanced(by: span) }
    }

    private func moveClock(
        _ action: LogEntry.Action,
        about subject: Subject,
        to target: (Instant) -> Instant?
    ) throws(Failure) -> [Int] {
        guard clock.isSimulated else { throw SettingProblem.clockNotSimulated(subject).failure }
        try beginChange()
        try purgeExpired()
        guard let instant = target(now) else { throw SettingProblem.beyondTheCalendar(subject).failure }
        guard instant >= now else {
            throw SettingProblem.clockBackwards(from: zoned(now), to: zoned(instant), subject).failure
        }
        var account = store.account
        account.simulatedNow = instant
        try store.commit(account, entry(action, at: instant, note: "from \(now)"))
        clockReading = ClockReading(trusting: instant)
        return clearExpired(hiddenBefore: [])
    }

    /// Removes what a change of the clock or of the retention made expire. The change has been made: what cannot be
    /// removed now is hidden, and goes before the next command.
    ///
    /// - Parameter hidden: The backups that were hidden before the change.
    /// - Returns: The ids of the backups that expired.
    private func clearExpired(hiddenBefore hidden: Set<Int>) -> [Int] {
        let expired = hiddenBackups.subtracting(hidden)
        do {
            try purgeExpired()
        } catch {
            warn(.expiredDataStays(error))
        }
        return expired.sorted()
    }
}

/// What can be wrong with a setting, or with the time that a clock is set to.
enum SettingProblem {
    case noRetention, fractionOfSecond
    /// The store runs on the system clock; the subject is the instant or duration that the clock was to be moved to or
    /// by.
    case clockNotSimulated(Subject)
    case beyondTheCalendar(Subject)
    case clockBackwards(from: ZonedInstant, to: ZonedInstant, Subject)
    /// A simulated clock cannot go back to the system's time.
    case simulatedClockStays(ZonedInstant)

    var failure: Failure {
        switch self {
        case .noRetention:
            Failure(
                .invalidValue, "the retention must be longer than zero", help: "to keep no backups: set backup off",
                about: .duration)
        case .fractionOfSecond:
            Failure(
                .invalidValue, "the retention must be a whole number of seconds", help: "write 90s, 12h or 31 days",
                about: .duration)
        case .clockNotSimulated(let subject):
            Failure(
                .clockNotSimulated,
                "this store runs on the system clock, because expiring a real account's backups cannot be undone",
                help: "to experiment, work on a copy in memory (cbs --simulate) or make a store for it "
                    + "(cbs init DIR --simulated-clock)",
                about: subject)
        case .beyondTheCalendar(let subject):
            Failure(
                .invalidValue, "the clock cannot go beyond the year 9999", help: "set it to an earlier instant",
                about: subject)
        case .clockBackwards(let now, let instant, let subject):
            Failure(
                .clockBackwards, "the clock is at \(now) and cannot go back to \(instant)",
                help: "a clock only moves forwards; \"clock\" shows its time", about: subject)
        case .simulatedClockStays(let now):
            Failure(
                .clockBackwards,
                "this store's clock is simulated: it is at \(now) and cannot return to the system clock",
                help: "to move it forwards: clock set INSTANT, or clock advance DURATION")
        }
    }
}
